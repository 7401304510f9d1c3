import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'

/** Of agents that come together. */
export function requireDistinctIds(ids: readonly string[]): Result<null, Refusal> {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated === undefined) return ok(null)
  const message = `Two agents have the id ${repeated}.`
  return refuse('E_DUPLICATE_ID', message, 'Give each agent its own id.', { field: 'agents' })
}
