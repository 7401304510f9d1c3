import type { ServerResponse } from 'node:http'
import { type Refusal, refusal, refusalStatuses } from '#shared/refusal.ts'

export const notFound = (path: string): Refusal =>
  refusal('E_NOT_FOUND', 'path_not_found', { path: path.slice(0, 200) })

/** Refusal of a method. Also sets the `Allow` header to the allowed methods. */
export function wrongMethod(response: ServerResponse, method: string, allowed: readonly string[]): Refusal {
  response.setHeader('Allow', allowed.join(', '))
  return refusal('E_METHOD', 'method_not_allowed', { method, allowed: allowed.join(' or ') })
}

/** Format of all error responses over HTTP. */
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
