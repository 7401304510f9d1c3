import type { Clock } from '../../base/clock.ts'
import { RemoteFault } from './fault.ts'

/** The same as the source says, until the signal is aborted; then its reason, whatever the source does. */
export async function* unlessAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const aborted = new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  aborted.catch(() => {})
  try {
    for (;;) {
      const next = await Promise.race([aborted, iterator.next()])
      if (next.done) return
      yield next.value
    }
  } finally {
    // It may hang in what it waits for, and ends with that.
    iterator.return?.().catch(() => {})
  }
}

/** What it comes to, or a fault when that takes too long. */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const inTime = new AbortController()
  clock.sleep(ms, inTime.signal).then(
    () => late.abort(new RemoteFault('unavailable', `It did not answer within ${ms} ms.`)),
    () => {},
  )
  try {
    return await act(AbortSignal.any([signal, late.signal]))
  } catch (error) {
    throw late.signal.aborted ? late.signal.reason : error
  } finally {
    inTime.abort()
  }
}
