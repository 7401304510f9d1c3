export const runFilters = ['all', 'running', 'waiting', 'failed', 'done'] as const
export type RunFilter = (typeof runFilters)[number]

export interface HomeSearch {
  readonly show?: RunFilter
}

export function parseHomeSearch(given: Record<string, unknown>): HomeSearch {
  const show = runFilters.find((each) => each === given.show)
  return show === undefined ? {} : { show }
}
