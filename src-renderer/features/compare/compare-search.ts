import { z } from 'zod'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

/** Search parameters: the two runs, the view, and the open task. */
export const parseCompareSearch = addressReader({
  left: maybeText,
  right: maybeText,
  view: maybe(z.enum(['table', 'graph'])),
  task: maybeText,
})
export type CompareSearch = ReturnType<typeof parseCompareSearch>
