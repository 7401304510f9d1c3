import { ORPCError } from '@orpc/client'
import { backoffMs, createBatch, pause } from './reconnect.ts'

/** Close enough to a frame to look live, long enough that a burst is drawn once. */
const batchMs = 24

interface Following<T> {
  readonly after: number
  readonly signal: AbortSignal
  open(after: number, signal: AbortSignal): Promise<AsyncIterable<T>>
  seqOf(item: T): number
  onItems(items: readonly T[]): void
  /** The server refused: asking again would not help. */
  onRefused(error: unknown): void
}

/** Reads a stream for as long as the signal lasts. When it breaks it is resumed after the last item that came. */
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
        // Somebody waits for the first; a burst comes after it.
        if (isFirst && !signal.aborted) onItems([item])
        else push(item)
        isFirst = false
      }
    } catch (error) {
      if (isRefusal(error)) {
        if (!signal.aborted) onRefused(error)
        return
      }
      // Anything else is a broken wire: the next turn waits for a new one.
    }
    await pause(backoffMs(tries), signal)
  }
}

const isRefusal = (error: unknown): boolean => error instanceof ORPCError && error.status < 500
