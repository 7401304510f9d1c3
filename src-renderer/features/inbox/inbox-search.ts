export interface InboxSearch {
  /** The id of the question that is open; absent: the first one where there is room beside the list. */
  readonly item?: string
  readonly show?: 'answered'
  readonly find?: string
}

export function parseInboxSearch(given: Record<string, unknown>): InboxSearch {
  const { item, show, find } = given
  return {
    ...(typeof item === 'string' && item !== '' && { item }),
    ...(show === 'answered' && { show: 'answered' as const }),
    ...(typeof find === 'string' && find !== '' && { find }),
  }
}
