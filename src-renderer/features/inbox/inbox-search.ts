import { z } from 'zod'
import { maxFindLength } from '#shared/model/inbox.ts'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

export const parseInboxSearch = addressReader({
  /** Id of the open approval. Absent: the first one if there is room beside the list, otherwise none. */
  item: maybeText,
  show: maybe(z.literal('answered')),
  find: maybe(z.string().min(1).max(maxFindLength)),
})
export type InboxSearch = ReturnType<typeof parseInboxSearch>
