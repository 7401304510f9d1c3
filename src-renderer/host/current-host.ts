import { browserHost } from './browser-host.ts'
import type { Host } from './host.ts'

/** Set once, before the first render. */
let current: Host = browserHost

export const actOn = (own: Host): void => {
  current = own
}

export const currentHost = (): Host => current
