import { z } from 'zod'
import { type Format, format } from '#shared/model/format.ts'
import { rosterOriginSchema } from './roster.ts'

/**
 * Reference to a header value, never the value itself: `Bearer env:SWITCHYARD_AGENT_KEY_ACME`, `keystore:agent-acme`.
 * Only secrets for remote agents can be referenced: a roster must not be able to send other secrets of this machine to
 * a server.
 */
const referencePattern =
  /^(?:([A-Za-z][A-Za-z0-9-]{0,29}) )?(env:SWITCHYARD_AGENT_KEY(?:_[A-Z0-9]{1,50}){0,4}|keystore:agent-[\w.-]{1,100})$/

const referenceSchema = z.string().regex(referencePattern, format('headerValue'))

export interface SecretReference {
  /** `Bearer` and a space, or empty. */
  readonly prefix: string
  readonly from: 'env' | 'keystore'
  readonly name: string
}

/** Parses a reference that matches `referencePattern`; null for other texts. */
export function readReference(text: string): SecretReference | null {
  const [, word = '', place] = referencePattern.exec(text) ?? []
  if (place === undefined) return null
  const colon = place.indexOf(':')
  const from = place.startsWith('env:') ? 'env' : 'keystore'
  return { prefix: word === '' ? '' : `${word} `, from, name: place.slice(colon + 1) }
}

/** Transport headers, which users cannot set. */
const ownHeaders =
  /^(?:host|content-.*|transfer-encoding|connection|accept|accept-encoding|upgrade|te|expect)$/i

const headerSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, format('headerName'))
  .refine((name) => !ownHeaders.test(name), format('reservedHeader'))

/** Whether a URL's host name or address means this machine. Does not resolve the host. */
export const isLoopbackUrl = ({ hostname }: URL): boolean =>
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)

const urlSchema = z
  .string()
  .max(2000)
  .superRefine((text, context) => {
    const fault = findUrlFault(text)
    if (fault !== null) context.addIssue({ code: 'custom', message: format(fault) })
  })

/** Problem of a URL that can be found without resolving its host; null if there is none. */
export function findUrlFault(text: string): Format | null {
  const url = URL.parse(text)
  if (url === null || !/^https?:\/\//i.test(text)) return 'agentUrl'
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'agentUrlParts'
  }
  if (url.protocol === 'https:' || isLoopbackUrl(url)) return null
  return 'agentUrlScheme'
}

/** Configuration of an agent of kind `a2a`, reached over the Agent2Agent protocol. */
export const a2aConfigSchema = z.strictObject({
  /** URL of the agent; if it ends in `.json`, the URL of its agent card. */
  url: urlSchema,
  /** Sent only to the host of `url`. */
  headers: z.record(headerSchema, referenceSchema).default({}),
  /** Maximum duration of an attempt in milliseconds. At most one day, because timers overflow at 24 days. */
  timeoutMs: z.int().min(1).max(86_400_000).default(3_600_000),
  /** Maximum size of the response and its files together. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
  /** Id of the agent's skill to request. */
  skill: z.string().min(1).max(200).optional(),
  /** Source of an imported agent, and its card at the time of import. */
  origin: rosterOriginSchema.optional(),
  card: z.json().optional(),
})
export type A2aConfig = z.infer<typeof a2aConfigSchema>
