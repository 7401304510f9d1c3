import { z } from 'zod'
import { type Address, maybe, maybeText, withoutEmpty } from '../../ui/query/address.ts'

const searchSchema = z.object({
  left: maybeText,
  right: maybeText,
  view: maybe(z.enum(['table', 'graph'])),
  /** The task that is looked at. */
  task: maybeText,
})

/** Which two runs are compared, and how. */
export type CompareSearch = Address<z.infer<typeof searchSchema>>

export const parseCompareSearch = (given: Record<string, unknown>): CompareSearch =>
  withoutEmpty(searchSchema.parse(given))
