import type { Notifier } from '../base/notifier.ts'

export interface Page<T> {
  readonly items: readonly T[]
  /** Sequence number after which the next page begins. */
  readonly seq: number
  /** True if there may be more entries than this page holds. */
  readonly isFull: boolean
}

/** Existing entries after `after`, then new ones, until the caller stops. No entry is skipped or repeated. */
export async function* follow<T>(options: {
  news: Notifier
  after: number
  signal: AbortSignal | undefined
  read: (after: number) => Page<T>
}): AsyncGenerator<T> {
  const { news, signal, read } = options
  let { after } = options
  while (!signal?.aborted) {
    const { version } = news
    const page = read(after)
    after = page.seq
    yield* page.items
    if (!page.isFull) await news.waitPast(version, signal)
  }
}
