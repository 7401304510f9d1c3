import type { Caller } from './access.ts'

/** The facts of one request that its wire knows. */
export interface RequestContext {
  readonly caller: Caller
  /** The caller's own id of the request (`Idempotency-Key`), or null. */
  readonly idempotencyKey: string | null
  /** Keeps the answer for repeats of a request with an id. Called inside the transaction that makes the change. */
  readonly keepReceipt?: (answer: unknown) => void
  /** How long it will wait for what it asks to be done (`Prefer: wait`, or `?wait`); absent: not at all. */
  readonly waitMs?: number
  /** Told how many rows the answer leaves out because their schema refuses them. */
  readonly onRowsOmitted?: (count: number) => void
}
