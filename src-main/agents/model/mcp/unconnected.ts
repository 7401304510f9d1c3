import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'
import { codesOf } from '../../../models/network.ts'
import { failureOfStart } from '../../process/not-started.ts'
import type { Ending } from '../../process/run-program.ts'

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
  if (lateMs !== null) {
    const hint = `Check that an MCP server runs at ${url}, or raise startTimeoutMs.`
    return {
      type: 'no_answer',
      message: `The server did not answer within ${formatSeconds(lateMs)}. ${hint}`,
    }
  }
  if (codesOf(error).includes('E_TOO_LARGE'))
    return foreign(`The address ${url} answers with more than 4 MiB.`, checkPath)
  if (answer === null)
    return connectionFault(url, codesOf(broken).at(-1) ?? firstLine(causeOf(broken) ?? error))
  if (answer.status >= 300) return statusFault(url, answer, error)
  const { mediaType } = answer
  if (!['application/json', 'text/event-stream'].includes(mediaType))
    return foreign(
      `The address ${url} answers with ${mediaType || 'no media type'}, not with MCP.`,
      checkPath,
    )
  return foreign(`The answer of ${url} is not valid MCP: ${firstLine(error)}.`, checkPath)
}

/** Failure of a server whose host name or sandbox was not ready in time. */
export const unreadyFault = (lateMs: number): Unconnected => ({
  type: 'no_answer',
  message: `The server could not be reached within ${formatSeconds(lateMs)}. Check its url and the network.`,
})

function connectionFault(url: string, code: string): Unconnected {
  const message =
    code === 'ECONNREFUSED'
      ? `Nothing listens at ${url}. Start the server, or correct its url.`
      : `The connection to ${url} failed (${code}). Check the server and its url.`
  return { type: 'no_answer', message }
}

function statusFault(url: string, { status, location }: HttpAnswer, error: unknown): Unconnected {
  const said = bodyMessage(error)
  const says = `The address ${url} answers HTTP ${status}${said === null ? '' : `: ${JSON.stringify(said)}`}.`
  if (status >= 500 || status === 408 || status === 429)
    return { type: 'no_answer', message: `${says} Check the log of the server.` }
  if (status === 401 || status === 403)
    return foreign(says, 'Switchyard cannot sign in there; use a command that signs in itself.')
  if (status < 400)
    return foreign(says, `If ${location ?? 'its target'} is the server, set url to that address.`)
  return foreign(says, checkPath)
}

const httpErrorSchema = z.looseObject({ data: z.looseObject({ text: z.string() }) })
const errorBodySchema = z.looseObject({ error: z.looseObject({ message: z.string() }) })

/** Error message in the JSON body of a server's refusal; null if there is none. */
function bodyMessage(error: unknown): string | null {
  const text = httpErrorSchema.safeParse(error).data?.data.text ?? ''
  // The error page of a web server is not JSON.
  const body = errorBodySchema.safeParse(orElse(() => JSON.parse(text), null)).data
  return body?.error.message.slice(0, 200) ?? null
}

/** Statuses after which the specification tells a client to try the transport of 2024-11-05. */
export const suggestsSse = ({ status = 0 }: Unconnected): boolean => [400, 404, 405].includes(status)

/** Failure of a server that the legacy transport could not reach either. */
export const afterSse = (first: Unconnected, sse: Unconnected): Unconnected =>
  suggestsSse(sse) ? { ...first, message: `${first.message} Legacy SSE is not served there either.` } : sse

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
  if (excess !== null) return foreign(excess, checkCommand)
  if (ending?.type === 'not_started')
    return {
      type: 'not_started',
      message: `${failureOfStart(file, ending).message} Correct the command, or install the program.`,
    }
  const printed = stray === null ? '' : ` Output: ${JSON.stringify(stray)}.`
  if (ending !== null) {
    const hint = errors === '' ? 'Run the command in a terminal to see why.' : `Error output: ${errors}`
    return { type: 'exited', message: `${describeEnding(ending)}${printed} ${hint}` }
  }
  if (lateMs !== null) {
    const says = `The program did not answer within ${formatSeconds(lateMs)}.${printed}`
    return stray === null
      ? { type: 'no_answer', message: `${says} ${checkCommand.slice(0, -1)}, or raise startTimeoutMs.` }
      : foreign(says, checkCommand)
  }
  return foreign(`The answer of the program is not valid MCP: ${firstLine(error)}.`, checkCommand)
}

export function describeEnding(ending: Exclude<Ending, { type: 'not_started' }>): string {
  if (ending.type === 'exited') return `The program ended with exit code ${ending.code}.`
  return `The program was ended by ${ending.signal}.`
}

const checkPath = 'Check the path of the url, often /mcp or /sse.'
const checkCommand = 'Check that the command starts an MCP server on standard input and output.'

const foreign = (says: string, hint: string): Unconnected => ({ type: 'foreign', message: `${says} ${hint}` })

const formatSeconds = (ms: number): string => `${ms / 1000} s`

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined)

/** The library reports an invalid message as many lines of JSON. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const line =
    text
      .split('\n', 1)[0]
      ?.replace(/:? ?[[{]$/, '')
      .replace(/\.$/, '')
      .slice(0, 300) ?? ''
  return line === '' ? 'wrong form' : line
}
