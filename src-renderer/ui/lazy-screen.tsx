import { type ComponentType, type FunctionComponent, lazy, useState } from 'react'

/** A browser remembers what it could not fetch for as long as the page is open: only a reload tries it again. */
export class CodeNotFetchedError extends Error {}

interface LazyScreen<Props> extends FunctionComponent<Props> {
  /** Fetches its code before it is shown; what cannot be had is asked for again, and said, when it is. */
  prefetch(): void
}

/** A screen whose code is fetched when it is first shown, unless it was before. */
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
    // React holds back for 300 ms what it had to wait for at all: what is there is shown as it is.
    const [Shown] = useState<ComponentType<Props>>(() => fetched ?? Later)
    return <Shown {...props} />
  }
  return Object.assign(Screen, { prefetch: () => void fetchCode().catch(() => {}) })
}
