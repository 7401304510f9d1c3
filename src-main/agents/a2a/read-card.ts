import type { A2aConfig } from '#shared/model/agents/a2a-agent.ts'
import type { Clock } from '../../base/clock.ts'
import { type Resolve, systemResolve } from '../../base/resolve.ts'
import { answerWithin } from './fault.ts'
import { fetchCard, openRemote, type Way } from './protocol.ts'
import { cardMs } from './resume.ts'
import { type ReadSecret, readHeaders } from './secrets.ts'
import { createWire } from './wire.ts'

export interface LookOptions {
  readonly clock: Clock
  readonly readSecret: ReadSecret
  readonly resolve?: Resolve
}

type Place = Pick<A2aConfig, 'url' | 'headers'>

/** The URL and headers for the agent at an address. */
export async function openWay(
  { url, headers: named }: Place,
  { clock, readSecret, resolve = systemResolve }: LookOptions,
  maxBytes: number,
): Promise<Way> {
  const headers = await readHeaders(named, readSecret)
  const home = new URL(url)
  return { home, headers, fetch: createWire({ resolve, clock, home, headers, maxBytes }) }
}

const maxCardBytes = 1_000_000

/** The agent card at an address, unparsed. Throws errors that `faultOf` reads, like `lookAtRemote`. */
export const readCardAt = (place: Place, options: LookOptions, signal: AbortSignal): Promise<unknown> =>
  answerWithin(options.clock, cardMs, signal, async (stop) =>
    fetchCard(await openWay(place, options, maxCardBytes), stop),
  )

/** The remote agent at an address, from its card. The agent itself gets no request. */
export const lookAtRemote = (place: Place, options: LookOptions, signal: AbortSignal) =>
  answerWithin(options.clock, cardMs, signal, async (stop) =>
    openRemote(await openWay(place, options, maxCardBytes), stop),
  )
