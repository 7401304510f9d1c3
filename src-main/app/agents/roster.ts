import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'

/** Refuses repeated ids in one import. */
export function requireDistinctIds(ids: readonly string[]): Result<null, Refusal> {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated === undefined) return ok(null)
  return refuse('E_DUPLICATE_ID', 'duplicate_agent_id', { agent: repeated, field: 'agents' })
}
