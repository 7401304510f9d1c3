import { z } from 'zod'
import { maxFindLength } from '#shared/model/inbox.ts'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

export const parseInboxSearch = addressReader({
  /** The id of the question that is open; absent: the first one where there is room beside the list. */
  item: maybeText,
  show: maybe(z.literal('answered')),
  find: maybe(z.string().min(1).max(maxFindLength)),
})
export type InboxSearch = ReturnType<typeof parseInboxSearch>
