import { type ComponentType, type FunctionComponent, lazy, useState } from 'react'

/** Browsers remember a failed module load until the page reloads, so only a reload can retry it. */
export class CodeNotFetchedError extends Error {}

interface LazyScreen<Props> extends FunctionComponent<Props> {
  /** Loads the screen's code in advance. A failure is ignored: the screen retries and reports it when shown. */
  prefetch(): void
}

/** A screen whose code is loaded on first display, unless prefetched. */
export function lazyScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyScreen<Props> {
  let fetched: ComponentType<Props> | null = null
  const fetchCode = async () => {
    try {
      fetched = await load()
    } catch (cause) {
      throw new CodeNotFetchedError(String(cause), { cause })
    }
    return { default: fetched }
  }
  const Later = lazy(fetchCode)
  const Screen = (props: Props) => {
    // React delays a suspended component by 300 ms, so render prefetched code directly.
    const [Shown] = useState<ComponentType<Props>>(() => fetched ?? Later)
    return <Shown {...props} />
  }
  return Object.assign(Screen, { prefetch: () => void fetchCode().catch(() => {}) })
}
