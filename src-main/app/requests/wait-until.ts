import type { AppOptions } from '../options.ts'

interface Waiting {
  readonly isOver: () => boolean
  readonly waitMs: number
  readonly signal: AbortSignal | undefined
}

/** Resolves when the condition holds, the time is over or the signal aborts. The condition is checked after every commit. */
export async function waitUntil(
  { news, clock }: AppOptions,
  { isOver, waitMs, signal }: Waiting,
): Promise<void> {
  if (waitMs <= 0) return
  const patience = new AbortController()
  const giveUp = () => patience.abort()
  // The sleep ends early by the abort below, which is no failure.
  void clock.sleep(waitMs, patience.signal).then(giveUp, () => {})
  signal?.addEventListener('abort', giveUp, { once: true })
  while (!patience.signal.aborted && signal?.aborted !== true) {
    const { version } = news
    if (isOver()) break
    await news.waitPast(version, patience.signal)
  }
  signal?.removeEventListener('abort', giveUp)
  patience.abort()
}
