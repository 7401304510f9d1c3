import { ORPCError } from '@orpc/client'
import { backoffMs, createBatch, pause } from './reconnect.ts'

/** Short enough to look live, long enough to render a burst once. */
const batchMs = 24

interface Following<T> {
  readonly after: number
  readonly signal: AbortSignal
  open(after: number, signal: AbortSignal): Promise<AsyncIterable<T>>
  seqOf(item: T): number
  onItems(items: readonly T[]): void
  /** Called when the server refuses the request. No retry follows. */
  onRefused(error: unknown): void
}

/** Reads a stream until the signal aborts. After an interruption, the stream resumes after the last item received. */
export async function follow<T>(following: Following<T>): Promise<void> {
  const { signal, open, seqOf, onItems, onRefused } = following
  let { after } = following
  const push = createBatch<T>(batchMs, (items) => {
    if (!signal.aborted) onItems(items)
  })
  let isFirst = true
  for (let tries = 0; !signal.aborted; tries += 1) {
    try {
      for await (const item of await open(after, signal)) {
        after = Math.max(after, seqOf(item))
        tries = 0
        // Deliver the first item immediately because the user is waiting for it; later items are batched.
        if (isFirst && !signal.aborted) onItems([item])
        else push(item)
        isFirst = false
      }
    } catch (error) {
      if (isRefusal(error)) {
        if (!signal.aborted) onRefused(error)
        return
      }
      // Any other error is a broken connection: the next iteration reconnects.
    }
    await pause(backoffMs(tries), signal)
  }
}

const isRefusal = (error: unknown): boolean => error instanceof ORPCError && error.status < 500
