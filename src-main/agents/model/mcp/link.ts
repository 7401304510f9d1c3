import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { PassThrough } from 'node:stream'
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client'
import type { McpServer } from '#shared/model/agents/model-agent.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../../base/clock.ts'
import { addressKind, hostOf, isLocalName } from '../../../base/public-address.ts'
import { type Fetch, guarded } from '../../../models/network.ts'
import { createHeadTail } from '../../process/head-tail.ts'
import { createLineCutter } from '../../process/lines.ts'
import { type Ending, type Program, runProgram } from '../../process/run-program.ts'
import {
  type AddressSeen,
  addressFault,
  describeEnding,
  type ProgramSeen,
  programFault,
  type Unconnected,
} from './unconnected.ts'

const text = words.mcpFailures

export type Sdk = typeof import('@modelcontextprotocol/client')

/** `legacy`: handshake of the protocol before 2026. `sse`: Server-Sent Events transport of 2024-11-05. */
export type Way = 'auto' | 'legacy' | 'sse'

/** Transport to one server, with diagnostics about the other end. */
export interface Link {
  readonly transport: Transport
  /** Reason why the connection ended; null while it is open. */
  readonly lost: () => string | null
  /** Reason why no connection was established. `lateMs`: timeout that expired, in milliseconds; null: none. */
  readonly describe: (error: unknown, lateMs: number | null) => Unconnected
}

export interface LinkOptions {
  readonly clock: Clock
  readonly surroundingsOf: (server: McpServer) => Pick<Program, 'cwd' | 'env' | 'marker'>
  /** The program wrapped in its sandbox, or the reason why it may not start. */
  readonly bound: (server: McpServer, program: Program) => Promise<Result<Program, string>>
}

interface Wanted {
  readonly server: McpServer
  readonly options: LinkOptions
  readonly sdk: Sdk
}

export async function openLink(way: Way, { server, options, sdk }: Wanted): Promise<Result<Link, string>> {
  if (server.url === undefined) return openProgram(server, options, sdk.parseJSONRPCMessage)
  const url = new URL(server.url)
  const fault = await findAddressFault(url)
  if (fault !== null) return err(fault)
  return ok(way === 'sse' ? openSse(url, sdk) : openStreamable(url, sdk))
}

async function openProgram(
  server: McpServer,
  { clock, surroundingsOf, bound }: LinkOptions,
  parse: (value: unknown) => JSONRPCMessage,
): Promise<Result<Link, string>> {
  const [file = '', ...args] = server.command ?? []
  const bounded = await bound(server, { file, args, ...surroundingsOf(server), input: null })
  if (!bounded.ok) return bounded
  const { input: _none, ...program } = bounded.value
  const transport = createProgramTransport({ program, clock, parse })
  return ok({
    transport,
    lost: transport.lost,
    describe: (error, lateMs) => programFault({ file, error, lateMs, ...transport.seen() }),
  })
}

function openStreamable(url: URL, sdk: Sdk): Link {
  const { fetch, last } = watch(guarded(globalThis.fetch))
  return {
    transport: new sdk.StreamableHTTPClientTransport(url, { fetch }),
    lost: () => null,
    describe: (error, lateMs) => addressFault({ url: url.href, ...last(), error, lateMs }),
  }
}

/** Maximum bytes of the event stream, which carries all answers of a server to one attempt. */
const maxStream = 64 * 1024 * 1024

function openSse(url: URL, sdk: Sdk): Link {
  const { fetch, last } = watch(guarded(globalThis.fetch, maxStream))
  const transport = new sdk.SSEClientTransport(url, { fetch })
  let lost: string | null = null
  // The library would reconnect to a new session that does not know the open calls, so the transport is closed.
  transport.onerror = (error) => {
    if (!(error instanceof sdk.SseError)) return
    lost ??= text.streamEnded
    // The stream has already ended, so closing only frees resources.
    void transport.close().catch(() => {})
  }
  return {
    transport,
    lost: () => lost,
    describe: (error, lateMs) => addressFault({ url: url.href, ...last(), error, lateMs }),
  }
}

type Last = Pick<AddressSeen, 'answer' | 'broken'>

/** Records the last response. Redirects are not followed, because only the original address was checked. */
function watch(fetch: Fetch): { readonly fetch: Fetch; readonly last: () => Last } {
  let last: Last = { answer: null, broken: null }
  return {
    last: () => last,
    async fetch(input, init) {
      last = { answer: null, broken: null }
      try {
        const response = await fetch(input, init)
        const { status, headers } = response
        const mediaType = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
        last = { answer: { status, mediaType, location: headers.get('location') }, broken: null }
        return response
      } catch (error) {
        last = { answer: null, broken: error }
        throw error
      }
    },
  }
}

/**
 * Reason not to connect to this address; null if it is allowed. The name is resolved once: the author of the
 * configuration trusts the owner of the name.
 */
export async function findAddressFault(url: URL): Promise<string | null> {
  const host = hostOf(url)
  const isOwn = isLocalName(host)
  const addresses = isIP(host) === 0 && !isOwn ? await resolve(host) : [host]
  if (addresses.length === 0) return text.hostNotFound(host)
  const kinds = isOwn ? ['loopback'] : addresses.map(addressKind)
  const bad = kinds.find((kind) => kind !== 'loopback' && kind !== 'public')
  if (bad !== undefined) return text.addressPrivate(host, bad.replace('_', '-'))
  if (url.protocol === 'http:' && kinds.some((kind) => kind !== 'loopback')) return text.insecure(host)
  return null
}

const resolve = async (host: string): Promise<string[]> =>
  // An unknown host name is an expected result.
  (await lookup(host, { all: true }).catch(() => [])).map(({ address }) => address)

/** Maximum bytes of one message, and of all output of one server in one attempt. */
const maxMessage = 4 * 1024 * 1024
const maxSaid = 64 * 1024 * 1024

interface Options {
  readonly program: Omit<Program, 'input'>
  readonly clock: Clock
  readonly parse: (value: unknown) => JSONRPCMessage
}

interface ProgramTransport extends Transport {
  /** Reason why the connection ended; null while it is open. */
  readonly lost: () => string | null
  readonly seen: () => Pick<ProgramSeen, 'ending' | 'excess' | 'errors' | 'stray'>
}

const maxStray = 200

/**
 * Exchanges one message per line with a program. The program starts like any program of an attempt: without a shell,
 * with a marker, and it ends together with its children. `pid` and `stderr` tell the library that this is not a
 * network transport.
 */
function createProgramTransport({ program, clock, parse }: Options): ProgramTransport {
  const input = new PassThrough()
  const stopping = new AbortController()
  const lines = createLineCutter(maxMessage)
  const errors = createHeadTail({ head: 0, tail: 1000 })
  let said = 0
  let ending: Ending | null = null
  let excess: string | null = null
  let stray: string | null = null
  let running: Promise<void> | null = null

  const transport: ProgramTransport & { pid: null; stderr: null } = {
    ...{ pid: null, stderr: null },
    lost,
    seen: () => ({ ending, excess, stray, errors: errors.text().trim() }),
    async start() {
      running = runProgram({ ...program, input }, { clock, stop: stopping.signal, hear }).then(finish)
    },
    async send(message) {
      const why = lost()
      if (why !== null) throw new Error(why)
      if (!input.write(`${JSON.stringify(message)}\n`)) {
        await new Promise<void>((resolve) => {
          for (const event of ['drain', 'close'] as const) input.once(event, resolve)
        })
      }
    },
    async close() {
      stopping.abort()
      input.destroy()
      await running
    },
  }

  async function hear(name: 'stdout' | 'stderr', bytes: Uint8Array): Promise<void> {
    if (name === 'stderr') return errors.add(bytes)
    said += bytes.length
    if (said > maxSaid) return giveUp(text.outputTooLong)
    for (const line of lines.add(bytes)) {
      if (line.leftOut > 0) return giveUp(text.messageTooLong)
      take(line.text)
    }
  }

  function take(line: string): void {
    // Many programs print a greeting, so lines that are not messages are reported to `onerror` and skipped.
    try {
      transport.onmessage?.(parse(JSON.parse(line)))
    } catch (error) {
      if (line.trim() !== '') stray ??= line.trim().slice(0, maxStray)
      transport.onerror?.(error instanceof Error ? error : new Error(String(error)))
    }
  }

  function giveUp(why: string): void {
    excess ??= why
    stopping.abort()
    // Deferred, because an `onclose` handler may close the transport and wait for the program, whose output is still
    // being read.
    clock.defer(() => transport.onclose?.())
  }

  function finish(how: Ending): void {
    ending = how
    input.destroy()
    transport.onclose?.()
  }

  function lost(): string | null {
    if (excess !== null || ending === null) return excess
    if (ending.type === 'not_started') return text.notStarted(ending.code)
    return `${describeEnding(ending)} ${errors.text()}`.trim()
  }

  return transport
}
