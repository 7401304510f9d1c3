import { z } from 'zod'
import { addressReader, maybe, maybeText } from '../../ui/query/address.ts'

/** Which two runs are compared, how, and the task that is looked at. */
export const parseCompareSearch = addressReader({
  left: maybeText,
  right: maybeText,
  view: maybe(z.enum(['table', 'graph'])),
  task: maybeText,
})
export type CompareSearch = ReturnType<typeof parseCompareSearch>
