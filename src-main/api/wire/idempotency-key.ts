import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'

/** Header with the command id of a request, on every wire. */
export const idempotencyHeader = 'idempotency-key'

/** Parses the command id of a request from the values of its header. Null: the request has none. */
export function parseIdempotencyKey(values: readonly string[]): Result<string | null, Refusal> {
  const [key, ...others] = values
  if (key === undefined) return ok(null)
  if (others.length === 0 && key.length >= 1 && key.length <= 200) return ok(key)
  return refuse('E_RANGE', 'idempotency_key_invalid', { field: 'Idempotency-Key', limit: 200 })
}
