import type { A2aConfig } from '#shared/model/agents/a2a-agent.ts'
import type { Clock } from '../../base/clock.ts'
import { type Resolve, systemResolve } from '../../base/resolve.ts'
import { cardMs } from './begun.ts'
import { fetchCard, openRemote } from './protocol.ts'
import { type ReadSecret, readHeaders } from './secrets.ts'
import { within } from './waiting.ts'
import { createWire, type Fetch } from './wire.ts'

export interface LookOptions {
  readonly clock: Clock
  readonly readSecret: ReadSecret
  readonly resolve?: Resolve
}

type Place = Pick<A2aConfig, 'url' | 'headers'>

const maxCardBytes = 1_000_000

/** What stands in the card at an address, as it is. Throws what `faultOf` can read, as `lookAtRemote` does. */
export const readCardAt = (place: Place, options: LookOptions, signal: AbortSignal): Promise<unknown> =>
  lookWith(place, options, signal, ({ fetch, home }, stop) => fetchCard(home, fetch, stop))

/** The remote agent at an address, by its card; nothing is asked of it. */
export const lookAtRemote = (place: Place, options: LookOptions, signal: AbortSignal) =>
  lookWith(place, options, signal, async ({ fetch, home, hasSecrets }, stop) => {
    const { name, skills } = await openRemote(home, { fetch, hasSecrets, signal: stop })
    return { name, skills }
  })

interface Way {
  readonly home: URL
  readonly fetch: Fetch
  readonly hasSecrets: boolean
}

function lookWith<T>(
  { url, headers: named }: Place,
  { clock, readSecret, resolve = systemResolve }: LookOptions,
  signal: AbortSignal,
  look: (way: Way, stop: AbortSignal) => Promise<T>,
): Promise<T> {
  return within(clock, cardMs, signal, async (stop) => {
    const headers = await readHeaders(named, readSecret)
    const home = new URL(url)
    const fetch = createWire({ resolve, clock, home, headers, maxBytes: maxCardBytes })
    return look({ home, fetch, hasSecrets: Object.keys(headers).length > 0 }, stop)
  })
}
