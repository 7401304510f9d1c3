export interface LogSearch {
  readonly query?: string
  /** `all` shows every type; without it build logs only. */
  readonly type?: 'all'
}

export function parseLogSearch(given: Record<string, unknown>): LogSearch {
  return {
    ...(typeof given.query === 'string' && given.query !== '' ? { query: given.query } : {}),
    ...(given.type === 'all' ? { type: 'all' as const } : {}),
  }
}
