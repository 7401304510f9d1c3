import { z } from 'zod'
import { rosterOriginSchema } from './roster.ts'

/**
 * Where the value of a header is, never the value: `Bearer env:SWITCHYARD_AGENT_KEY_ACME`, `keystore:agent-acme`. Only what
 * is kept for remote agents can be named: a roster must not be able to send another secret of this machine somewhere.
 */
const referencePattern =
  /^(?:([A-Za-z][A-Za-z0-9-]{0,29}) )?(env:SWITCHYARD_AGENT_KEY(?:_[A-Z0-9]{1,50}){0,4}|keystore:agent-[\w.-]{1,100})$/

const referenceSchema = z
  .string()
  .regex(
    referencePattern,
    'a header says where its value is: env:SWITCHYARD_AGENT_KEY_… or keystore:agent-…, with a word such as Bearer before it',
  )

export interface SecretReference {
  /** `Bearer`, and a space, or nothing. */
  readonly prefix: string
  readonly from: 'env' | 'keystore'
  readonly name: string
}

/** `text` as the schema has it. */
export function readReference(text: string): SecretReference | null {
  const [, word = '', place] = referencePattern.exec(text) ?? []
  if (place === undefined) return null
  const colon = place.indexOf(':')
  const from = place.startsWith('env:') ? 'env' : 'keystore'
  return { prefix: word === '' ? '' : `${word} `, from, name: place.slice(colon + 1) }
}

/** Headers that say how a message is sent are none of a person's. */
const ownHeaders =
  /^(?:host|content-.*|transfer-encoding|connection|accept|accept-encoding|upgrade|te|expect)$/i

const headerSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, 'a header is letters, digits and -')
  .refine((name) => !ownHeaders.test(name), 'this header is not for settings')

/** A name or an address that means this machine, by the URL alone. */
export const isLoopbackUrl = ({ hostname }: URL): boolean =>
  /^(?:(?:.+\.)?localhost\.?|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname)

const urlSchema = z
  .string()
  .max(2000)
  .superRefine((text, context) => {
    const fault = findUrlFault(text)
    if (fault !== null) context.addIssue({ code: 'custom', message: fault })
  })

/** The fault of an address that is visible without resolving its host; null without a fault. */
export function findUrlFault(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || !/^https?:\/\//i.test(text))
    return 'it is a whole address such as https://agents.example.com'
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'it has no user name, no password and no #'
  }
  if (url.protocol === 'https:' || isLoopbackUrl(url)) return null
  return 'a remote agent is spoken to over https, or over http on this machine only'
}

/** How an agent of kind `a2a` is reached, over the Agent2Agent protocol. */
export const a2aConfigSchema = z.strictObject({
  /** The address of the agent, or of its card when it ends in `.json`. */
  url: urlSchema,
  /** Sent to the host of `url` and nowhere else. */
  headers: z.record(headerSchema, referenceSchema).default({}),
  /** Wall clock; a day at most, as timers overflow at 24 days. */
  timeoutMs: z.int().min(1).max(86_400_000).default(3_600_000),
  /** The limit for its answer and its files. */
  maxOutputBytes: z.int().min(1024).max(10_000_000).default(1_000_000),
  /** The id of the one of its skills that is asked for. */
  skill: z.string().min(1).max(200).optional(),
  /** The source of an imported agent, and its card at that time. */
  origin: rosterOriginSchema.optional(),
  card: z.json().optional(),
})
export type A2aConfig = z.infer<typeof a2aConfigSchema>
