import { z } from 'zod'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

export const parseInboxSearch = addressReader({
  /** The id of the question that is open; absent: the first one where there is room beside the list. */
  item: maybeText,
  show: maybe(z.literal('answered')),
  find: maybeText,
})
export type InboxSearch = ReturnType<typeof parseInboxSearch>
