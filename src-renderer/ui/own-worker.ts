import { trustedTypesPolicy } from '#shared/trusted-types.ts'

/** The part of the Trusted Types API that the page uses; TypeScript's DOM library does not describe it yet. */
interface TrustedTypeFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): string }
}

const factory: TrustedTypeFactory | undefined = Reflect.get(globalThis, 'trustedTypes')
/** The page's only Trusted Types policy: no HTML, no inline script, and script URLs of this origin only. */
const policy = factory?.createPolicy(trustedTypesPolicy, { createScriptURL: requireOwnAddress })

/** Starts a worker; `address` comes from an import that ends in `?worker&url`. */
export function startOwnWorker(address: string): Worker {
  const own = requireOwnAddress(address)
  return new Worker(policy === undefined ? own : policy.createScriptURL(own), { type: 'module' })
}

function requireOwnAddress(address: string): string {
  const url = new URL(address, location.href)
  if (url.origin !== location.origin) throw new TypeError(`${address} is not a script of this page`)
  return url.href
}
