import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { headerValues, type RawHeaders } from './origin-check.ts'

const megabyte = 1024 * 1024
export const bodyLimit = megabyte
export const importLimit = 64 * megabyte
/**
 * An oversized body is read and counted up to this size, so that the refusal arrives and can state the size. After
 * that, reading stops.
 */
const countLimit = 4 * importLimit

export type ParseJson = (text: string) => Result<unknown, Refusal>

/** Requests the body from a client that sent `Expect: 100-continue`. */
export const continueOf = (request: IncomingMessage, response: ServerResponse) => () => {
  if (request.headers.expect !== undefined) response.writeContinue()
}

interface BodyOptions {
  readonly limit: number
  readonly parseJson: ParseJson
  /** Called before the first byte is read. */
  readonly onWanted: () => void
}

/** JSON value of the request body; undefined for an empty body. */
export async function readJsonBody(
  request: IncomingMessage,
  { limit, parseJson, onWanted }: BodyOptions,
): Promise<Result<unknown, Refusal>> {
  const wrongType = checkType(request.rawHeaders)
  if (wrongType !== null) return err(wrongType)
  const declared = Number(request.headers['content-length'] ?? 0)
  // A client that waits for `100 Continue` has not sent the body yet, so it can be refused right away.
  if (request.headers.expect !== undefined && declared > limit) return err(tooLarge(declared, limit))
  onWanted()
  const bytes = await readBytes(request, limit)
  if (!bytes.ok) return bytes
  if (bytes.value.length === 0) return ok(undefined)
  if (headerValues(request.rawHeaders, 'content-type').length === 0) return err(notJson('nothing'))
  if (!isUtf8(bytes.value)) return err(notText(bytes.value))
  return parseJson(new TextDecoder().decode(bytes.value))
}

/** Requires JSON. A form on a foreign page can send other content types without a CORS preflight. */
function checkType(rawHeaders: RawHeaders): Refusal | null {
  const types = headerValues(rawHeaders, 'content-type')
  const [type = 'application/json'] = types
  const [name = '', ...parameters] = type.split(';').map((part) => part.trim().toLowerCase())
  const isUtf8Text = parameters.every((each) => each === 'charset=utf-8' || each === 'charset="utf-8"')
  if (types.length > 1 || name !== 'application/json' || !isUtf8Text) return notJson(type)
  const [encoding = 'identity'] = headerValues(rawHeaders, 'content-encoding')
  return encoding === 'identity' ? null : notJson(`${type} as ${encoding}`)
}

const notJson = (found: string): Refusal =>
  refusal('E_CONTENT_TYPE', 'content_type_unsupported', { found: found.slice(0, 100) })

async function readBytes(request: IncomingMessage, limit: number): Promise<Result<Buffer, Refusal>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A chunk of the request body is not a buffer')
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    if (size > countLimit) break
  }
  return size <= limit ? ok(Buffer.concat(chunks)) : err(tooLarge(size, limit))
}

function tooLarge(size: number, limit: number): Refusal {
  return size > countLimit
    ? refusal('E_TOO_LARGE', 'body_too_large_to_count', { counted: countLimit, most: limit, limit })
    : refusal('E_TOO_LARGE', 'body_too_large', { size, most: limit, limit })
}

function notText(bytes: Buffer): Refusal {
  return refusal('E_TEXT', 'body_not_utf8', { bytes: firstBadByte(bytes) })
}

function firstBadByte(bytes: Buffer): number {
  let good = 0
  let bad = bytes.length
  // Binary search for the longest prefix that decodes. The decoder runs in stream mode, because a cut inside a
  // character is not an error.
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    if (decodes(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  return good
}

function decodes(bytes: Buffer): boolean {
  // The decoder reports invalid input only by throwing.
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}
