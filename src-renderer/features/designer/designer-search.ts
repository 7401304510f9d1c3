export const designerViews = ['graph', 'outline', 'source'] as const
export type DesignerView = (typeof designerViews)[number]

export interface DesignerSearch {
  readonly view?: DesignerView
  /** The task to begin at. */
  readonly task?: string
  /** A new plan is made for this. */
  readonly goal?: string
}

export function parseDesignerSearch(search: Record<string, unknown>): DesignerSearch {
  const { view, task, goal } = search
  const known = designerViews.find((each) => each === view)
  return {
    ...(known !== undefined && known !== 'graph' && { view: known }),
    ...(typeof task === 'string' && { task }),
    ...(typeof goal === 'string' && goal !== '' && { goal }),
  }
}
