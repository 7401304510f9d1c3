import type { Caller } from './access.ts'

/** Facts about a request that only its wire knows. */
export interface RequestContext {
  readonly caller: Caller
  /** The caller's id for the request (`Idempotency-Key`), or null. */
  readonly idempotencyKey: string | null
  /** Stores the answer for repeats of a request with an id. Call it inside the transaction that makes the change. */
  readonly keepReceipt?: (answer: unknown) => void
  /** Longest wait for completion, in milliseconds (`Prefer: wait`, or `?wait`); absent: no wait. */
  readonly waitMs?: number
  /** Receives the number of rows that the answer omits because they violate their schema. */
  readonly onRowsOmitted?: (count: number) => void
}
