const compareViews = ['table', 'graph'] as const
export type CompareTab = (typeof compareViews)[number]

/** Which two runs are compared, how, and the task that is looked at. */
export interface CompareSearch {
  readonly left?: string
  readonly right?: string
  readonly view?: CompareTab
  readonly task?: string
}

export function parseCompareSearch({ left, right, view, task }: Record<string, unknown>): CompareSearch {
  const known = compareViews.find((each) => each === view)
  return {
    ...(isWord(left) && { left }),
    ...(isWord(right) && { right }),
    ...(known !== undefined && { view: known }),
    ...(isWord(task) && { task }),
  }
}

const isWord = (given: unknown): given is string => typeof given === 'string' && given !== ''
