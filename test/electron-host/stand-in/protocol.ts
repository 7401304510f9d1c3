import { requireNotReady, requireReady } from './app.ts'

type Handler = (request: Request) => Response | Promise<Response>
interface CustomScheme {
  readonly scheme: string
  readonly privileges?: Readonly<Record<string, boolean>>
}

const handlers = new Map<string, Handler>()
let privileged: readonly CustomScheme[] = []

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    requireNotReady('protocol.registerSchemesAsPrivileged')
    privileged = schemes
  },
  handle(scheme: string, handler: Handler): void {
    requireReady('protocol.handle')
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`)
    handlers.set(scheme, handler)
  },
}

/** Replaces the custom scheme, which Chromium would not load. No server listens on this origin. */
const browserOrigin = 'http://switchyard.localhost'
const mainOrigin = 'app://switchyard'

export const toBrowserUrl = (url: string): string =>
  url.startsWith(`${mainOrigin}/`) ? browserOrigin + url.slice(mainOrigin.length) : url

export const toMainUrl = (url: string): string =>
  url.startsWith(`${browserOrigin}/`) ? mainOrigin + url.slice(browserOrigin.length) : url

export function originOf(url: string): string {
  const { protocol: scheme, host, origin } = new URL(url)
  return privileged.some((each) => scheme === `${each.scheme}:` && each.privileges?.standard)
    ? `${scheme}//${host}`
    : origin
}

/** Main's response to a request of a page; null without a matching handler. */
export async function askMain(url: string, method: string): Promise<Response | null> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  return handler === undefined ? null : handler(new Request(url, { method }))
}
