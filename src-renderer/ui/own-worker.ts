import { trustedTypesPolicy } from '#shared/trusted-types.ts'

/** The part of Trusted Types that the page uses; TypeScript's DOM library does not describe the interface yet. */
interface TrustedTypeFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL(address: string): string }
}

const factory: TrustedTypeFactory | undefined = Reflect.get(globalThis, 'trustedTypes')
/** The only policy of the page: no markup, no script text, and script addresses of this origin only. */
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
