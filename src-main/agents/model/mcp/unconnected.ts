import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'
import { words } from '#shared/words/words.ts'
import { codesOf } from '../../../models/network.ts'
import { failureOfStart } from '../../process/not-started.ts'
import type { Ending } from '../../process/run-program.ts'

const text = words.mcpFailures

/** Reason why a server has no connection, and the fix. Pure functions of the observed server behavior. */
export interface Unconnected {
  readonly type:
    | 'not_started'
    | 'exited'
    /** The config or the system forbids the connection. */
    | 'refused'
    /** The other end answers, but not as an MCP server that this client supports. */
    | 'foreign'
    | 'no_answer'
  readonly message: string
  /** HTTP status of the last answer. */
  readonly status?: number
}

/** Last HTTP response of an address. */
export interface HttpAnswer {
  readonly status: number
  readonly mediaType: string
  readonly location: string | null
}

export interface AddressSeen {
  readonly url: string
  /** Null: the last request got no response. */
  readonly answer: HttpAnswer | null
  /** Error of the last request, if it got no response. */
  readonly broken: unknown
  readonly error: unknown
  /** Timeout that expired, in milliseconds; null: the connection ended before it. */
  readonly lateMs: number | null
}

export function addressFault(seen: AddressSeen): Unconnected {
  const fault = findAddressFault(seen)
  return seen.answer === null ? fault : { ...fault, status: seen.answer.status }
}

function findAddressFault({ url, answer, broken, error, lateMs }: AddressSeen): Unconnected {
  if (lateMs !== null) return { type: 'no_answer', message: text.addressSilent(lateMs / 1000, url) }
  if (codesOf(error).includes('E_TOO_LARGE')) return foreign(text.addressTooLong(url))
  if (answer === null)
    return connectionFault(url, codesOf(broken).at(-1) ?? firstLine(causeOf(broken) ?? error))
  if (answer.status >= 300) return statusFault(url, answer, error)
  const { mediaType } = answer
  if (!['application/json', 'text/event-stream'].includes(mediaType))
    return foreign(text.otherMediaType(url, mediaType))
  return foreign(text.addressNotMcp(url, firstLine(error)))
}

/** Failure of a server whose host name or sandbox was not ready in time. */
export const unreadyFault = (lateMs: number): Unconnected => ({
  type: 'no_answer',
  message: text.notReached(lateMs / 1000),
})

function connectionFault(url: string, code: string): Unconnected {
  const message = code === 'ECONNREFUSED' ? text.notListening(url) : text.connectionFailed(url, code)
  return { type: 'no_answer', message }
}

function statusFault(url: string, { status, location }: HttpAnswer, error: unknown): Unconnected {
  const said = bodyMessage(error)
  const failure = text.status(url, status, said === null ? null : JSON.stringify(said))
  const { serverLog, signIn, redirect, checkPath } = text.statusHints
  if (status >= 500 || status === 408 || status === 429)
    return { type: 'no_answer', message: `${failure} ${serverLog}` }
  if (status === 401 || status === 403) return foreign(`${failure} ${signIn}`)
  return foreign(`${failure} ${status < 400 ? redirect(location) : checkPath}`)
}

const httpErrorSchema = z.looseObject({ data: z.looseObject({ text: z.string() }) })
const errorBodySchema = z.looseObject({ error: z.looseObject({ message: z.string() }) })

/** Error message in the JSON body of a server's refusal; null if there is none. */
function bodyMessage(error: unknown): string | null {
  const written = httpErrorSchema.safeParse(error).data?.data.text ?? ''
  // The error page of a web server is not JSON.
  const body = errorBodySchema.safeParse(orElse(() => JSON.parse(written), null)).data
  return body?.error.message.slice(0, 200) ?? null
}

/** Statuses after which the specification tells a client to try the transport of 2024-11-05. */
export const suggestsSse = ({ status = 0 }: Unconnected): boolean => [400, 404, 405].includes(status)

/** Failure of a server that the legacy transport could not reach either. */
export const afterSse = (first: Unconnected, sse: Unconnected): Unconnected =>
  suggestsSse(sse) ? { ...first, message: text.noSse(first.message) } : sse

export interface ProgramSeen {
  readonly file: string
  readonly ending: Ending | null
  /** Reason why the program's output is no longer read; null while it is read. */
  readonly excess: string | null
  /** Last part of the program's stderr. */
  readonly errors: string
  /** First line of output that was not a message; null: none. */
  readonly stray: string | null
  readonly error: unknown
  readonly lateMs: number | null
}

export function programFault(seen: ProgramSeen): Unconnected {
  const { file, ending, excess, errors, stray, error, lateMs } = seen
  if (excess !== null) return foreign(text.withCheck(excess))
  if (ending?.type === 'not_started')
    return { type: 'not_started', message: text.installProgram(failureOfStart(file, ending).message) }
  const output = stray === null ? null : JSON.stringify(stray)
  if (ending !== null) {
    return { type: 'exited', message: text.ended(describeEnding(ending), output, errors) }
  }
  if (lateMs !== null) {
    const message = text.programSilent(lateMs / 1000, output)
    return { type: stray === null ? 'no_answer' : 'foreign', message }
  }
  return foreign(text.programNotMcp(firstLine(error)))
}

export function describeEnding(ending: Exclude<Ending, { type: 'not_started' }>): string {
  return ending.type === 'exited'
    ? words.agentFailures.exited(ending.code)
    : words.agentFailures.killed(ending.signal)
}

const foreign = (message: string): Unconnected => ({ type: 'foreign', message })

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)

/** The library reports an invalid message as many lines of JSON. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const line =
    message
      .split('\n', 1)[0]
      ?.replace(/:? ?[[{]$/, '')
      .replace(/\.$/, '')
      .slice(0, 300) ?? ''
  return line === '' ? text.invalidMessage : line
}
