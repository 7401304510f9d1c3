import type { Clock } from '../../base/clock.ts'
import { untilAborted } from '../../base/closing.ts'
import { RemoteFault } from './fault.ts'

/** The same as the source says, until the signal is aborted; then its reason, whatever the source does. */
export async function* unlessAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]()
  const aborted = untilAborted(signal)
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

/** What it comes to, or a fault when that takes too long, whether or not it heeds its signal. */
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
  const over = AbortSignal.any([signal, late.signal])
  try {
    return await Promise.race([act(over), untilAborted(over)])
  } catch (error) {
    throw late.signal.aborted ? late.signal.reason : error
  } finally {
    inTime.abort()
  }
}
