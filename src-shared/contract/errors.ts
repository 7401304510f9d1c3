import { z } from 'zod'
import { factsSchema, type RefusalCode, refusalStatuses } from '../refusal.ts'

/** Data of a refusal response, in addition to its code and message. */
export const refusalDataSchema = z.object({
  hint: z.string(),
  reason: z.string().optional(),
  facts: factsSchema.optional(),
  field: z.string().optional(),
  limit: z.number().optional(),
  ref: z.string().optional(),
})

/** Refusals that starting a run of any plan can return. */
export const buildRefusals = [
  'E_DEP_UNKNOWN',
  'E_DEP_CYCLE',
  'E_DUPLICATE_ID',
  'E_PLAN_SIZE',
  'E_TOO_DEEP',
  'E_FORMAT',
  'E_FILE',
  'E_NOT_FOUND',
  'E_STATE',
  'E_IDEMPOTENCY_MISMATCH',
] as const satisfies readonly RefusalCode[]

/** The declared errors of a procedure: `refusals('E_NOT_FOUND', ...)`, each with its HTTP status. */
export function refusals<const Codes extends readonly RefusalCode[]>(...codes: Codes) {
  const entries = codes.map(
    (code) => [code, { status: refusalStatuses[code], data: refusalDataSchema }] as const,
  )
  return Object.fromEntries(entries) as Record<
    Codes[number],
    { status: number; data: typeof refusalDataSchema }
  >
}
