import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { type Refusal, refusal, refusalStatuses } from '#shared/refusal.ts'
import type { Log } from '../base/log.ts'

/** Writes a refusal to the log and gives the short id under which it is found there. */
export type Report = (refusal: Refusal, facts: { readonly path: string; readonly cause?: unknown }) => string

export function createReport(log: Log): Report {
  return ({ code, message }, { path, cause }) => {
    const ref = randomBytes(5).toString('hex')
    if (code === 'E_INTERNAL') log.error({ ref, code, path, err: cause }, 'request failed')
    else log.info({ ref, code, path, reason: message }, 'request refused')
    return ref
  }
}

export const internalRefusal = (): Refusal =>
  refusal(
    'E_INTERNAL',
    'Something went wrong inside Switchyard.',
    'The log says what, under this ref; please report it.',
  )

export const notFound = (path: string): Refusal =>
  refusal(
    'E_NOT_FOUND',
    `There is nothing at ${path.slice(0, 200)}.`,
    'GET /api/openapi.json lists what there is.',
  )

/** Also names the methods in the header that says so. */
export function wrongMethod(response: ServerResponse, method: string, allowed: readonly string[]): Refusal {
  response.setHeader('Allow', allowed.join(', '))
  return refusal('E_METHOD', `${method} is not possible here.`, `Use ${allowed.join(' or ')}.`)
}

/** The one form of all errors on this wire. */
export const errorBody = (said: Refusal, ref: string) => ({ error: { ...said, ref } })

export function sendRefusal(response: ServerResponse, said: Refusal, ref: string): void {
  sendJson(response, errorBody(said, ref), { status: refusalStatuses[said.code], headers: headersOf(said) })
}

export function sendJson(
  response: ServerResponse,
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    ...headers,
  })
  response.end(bytes)
}

function headersOf({ code, limit }: Refusal): Record<string, string> {
  if (code === 'E_AUTH') return { 'WWW-Authenticate': 'Bearer' }
  if (code === 'E_RATE' && limit !== undefined) return { 'Retry-After': String(limit) }
  return {}
}
