import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** A browser remembers what it could not fetch for as long as the page is open: only a reload tries it again. */
export class CodeNotFetchedError extends Error {}

/** A screen whose code is fetched when it is first shown. */
export const lazyScreen = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> =>
  lazy(async () => ({
    default: await load().catch((cause: unknown) => {
      throw new CodeNotFetchedError(String(cause), { cause })
    }),
  }))
