import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { type Refusal, refusal } from '#shared/refusal.ts'
import type { Access } from '../api/wire/access.ts'
import { parseInput } from '../base/parse-input.ts'
import { sendJson, wrongMethod } from './answer.ts'
import type { Authentication, ShownSession } from './authentication.ts'
import { bodyLimit, continueOf, type ParseJson, readJsonBody } from './body.ts'
import { bearerOf, headerValues, isFromOwnPage, type RawHeaders } from './origin-check.ts'

export const launchPath = '/api/launch'
export const sessionPath = '/api/session'
const keyHeader = 'switchyard-key'
/** Longer than any session, because the server decides when a session ends. */
const cookieSeconds = 400 * 24 * 60 * 60

interface Parts {
  readonly port: number
  readonly hosts: readonly string[]
  readonly authentication: Authentication
  readonly access: Access
  readonly parseJson: ParseJson
}

/**
 * Browsers send a cookie to every port of a host, so the name includes the port to separate the sessions of two
 * servers.
 */
const cookieName = (port: number): string => `switchyard_${port}`

const cookieOf = (value: string, { port, seconds }: { port: number; seconds: number }): string =>
  `${cookieName(port)}=${value}; Max-Age=${seconds}; Path=/api; HttpOnly; SameSite=Strict`

/** Session cookie for this port; null if absent or present more than once. */
export function readCookie(rawHeaders: RawHeaders, port: number): string | null {
  const mark = `${cookieName(port)}=`
  const cookies = headerValues(rawHeaders, 'cookie').flatMap((list) => list.split(';'))
  const [own, ...others] = cookies.map((each) => each.trim()).filter((each) => each.startsWith(mark))
  return own === undefined || others.length > 0 ? null : own.slice(mark.length)
}

function sessionOf(rawHeaders: RawHeaders, port: number): ShownSession | null {
  const [key, ...others] = headerValues(rawHeaders, keyHeader)
  return key === undefined || others.length > 0 ? null : { cookie: readCookie(rawHeaders, port), key }
}

const launchSchema = z.strictObject({ code: z.string().min(1).max(200) })

/**
 * Exchanges a launch link's code for a session. Accepts only pages of this server, because other origins must not see
 * the key.
 */
export async function launch(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<Refusal | null> {
  if (!isFromOwnPage(request.rawHeaders, parts.hosts)) return foreignPage
  if (request.method !== 'POST') return wrongMethod(response, request.method ?? '', ['POST'])
  const body = await readJsonBody(request, {
    limit: bodyLimit,
    parseJson: parts.parseJson,
    onWanted: continueOf(request, response),
  })
  const input = body.ok ? parseInput(launchSchema, body.value) : body
  if (!input.ok) return input.error
  const redeemed = parts.authentication.redeem(input.value.code)
  if (!redeemed.ok) return redeemed.error
  startSession(request, response, parts)
  return null
}

/** GET: the current session. POST with the token of this start: a new session. DELETE: sign out. */
export function answerSession(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Refusal | null {
  const { method = '', rawHeaders } = request
  if (method === 'POST') return signIn(request, response, parts)
  if (method !== 'GET' && method !== 'DELETE') return wrongMethod(response, method, ['GET', 'POST', 'DELETE'])
  const shown = sessionOf(rawHeaders, parts.port)
  if (shown === null) return refusal('E_AUTH', 'session_missing')
  const caller = parts.authentication.checkSession(shown)
  if (!caller.ok) return caller.error
  const { tokenId } = caller.value
  if (method === 'DELETE') {
    if (!isFromOwnPage(rawHeaders, parts.hosts)) return foreignPage
    if (tokenId !== null) parts.access.revoke(tokenId, caller.value)
    response.setHeader('Set-Cookie', cookieOf('', { port: parts.port, seconds: 0 }))
  }
  sendJson(response, { id: tokenId })
  return null
}

function signIn(request: IncomingMessage, response: ServerResponse, parts: Parts): Refusal | null {
  const { hosts, authentication } = parts
  if (!isFromOwnPage(request.rawHeaders, hosts)) return foreignPage
  const caller = authentication.checkToken(bearerOf(request.rawHeaders))
  if (!caller.ok) return caller.error
  if (caller.value.scope !== 'app') {
    return refusal('E_SCOPE', 'scope_cannot_sign_in', { scope: caller.value.scope })
  }
  startSession(request, response, parts)
  return null
}

/** Keeps an existing session of the browser, so that its other tabs stay connected. */
function startSession(request: IncomingMessage, response: ServerResponse, parts: Parts): void {
  const { authentication, access, port } = parts
  const shown = sessionOf(request.rawHeaders, port)
  const current = shown?.cookie == null ? null : access.findSession({ ...shown, cookie: shown.cookie, port })
  if (shown !== null && current !== null) return sendJson(response, { key: shown.key })
  const { cookie, key } = authentication.createSession(browserOf(request))
  response.setHeader('Set-Cookie', cookieOf(cookie, { port, seconds: cookieSeconds }))
  sendJson(response, { key })
}

/** Readable name such as "Firefox on Linux". For display only, because the header can contain anything. */
function browserOf({ headers }: IncomingMessage): string {
  const agent = headers['user-agent'] ?? ''
  const browser = browsers.find(([mark]) => agent.includes(mark))?.[1] ?? 'Browser'
  const system = systems.find(([mark]) => agent.includes(mark))?.[1]
  return system === undefined ? browser : `${browser} on ${system}`
}

/** Order matters: other browsers include Chrome in their user agent, and Chrome includes Safari. */
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

const foreignPage = refusal('E_ORIGIN', 'foreign_origin')
