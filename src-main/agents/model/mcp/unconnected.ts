import { z } from 'zod'
import { orElse } from '#shared/or-else.ts'
import { codesOf } from '../../../models/network.ts'
import { failureOfStart } from '../../process/not-started.ts'
import type { Ending } from '../../process/run-program.ts'

/** Why a server has no connection, and what to do about it. Pure rules over what was seen of the server. */
export interface Unconnected {
  readonly type:
    | 'not_started'
    | 'exited'
    /** The config or the system forbids the connection. */
    | 'refused'
    /** Something answers that is no MCP server for this client. */
    | 'foreign'
    | 'no_answer'
  readonly message: string
  /** HTTP status of the last answer. */
  readonly status?: number
}

/** The last answer of an address. */
export interface HttpAnswer {
  readonly status: number
  readonly mediaType: string
  readonly location: string | null
}

export interface AddressSeen {
  readonly url: string
  /** Null: the last request had no answer. */
  readonly answer: HttpAnswer | null
  /** Error of the last request, in place of an answer. */
  readonly broken: unknown
  readonly error: unknown
  /** The time that ran out; null: the connection ended before. */
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

/** Message in the JSON of a server's refusal. */
function bodyMessage(error: unknown): string | null {
  const text = httpErrorSchema.safeParse(error).data?.data.text ?? ''
  // A page of a web server is no JSON.
  const body = errorBodySchema.safeParse(orElse(() => JSON.parse(text), null)).data
  return body?.error.message.slice(0, 200) ?? null
}

/** The specification has a client try the transport of 2024-11-05 after these. */
export const suggestsSse = ({ status = 0 }: Unconnected): boolean => [400, 404, 405].includes(status)

/** Failure of a server that the older transport did not reach either. */
export const afterSse = (first: Unconnected, sse: Unconnected): Unconnected =>
  suggestsSse(sse) ? { ...first, message: `${first.message} Legacy SSE is not served there either.` } : sse

export interface ProgramSeen {
  readonly file: string
  readonly ending: Ending | null
  /** Reason that its output is no longer read. */
  readonly excess: string | null
  /** End of its error output. */
  readonly errors: string
  /** First output that is no message; null: none. */
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

/** The library describes a wrong form over many lines of JSON. */
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
