import { Readable } from 'node:stream'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'

/** A mail as it goes out, whole. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  /** RFC 5322, with CRLF. */
  readonly raw: string
}

export interface Sent {
  readonly accepted: readonly string[]
  /** Addresses that the server would not take; the others have the mail. */
  readonly rejected: readonly string[]
  /** The server's own words. */
  readonly response: string
}

export type Mailer = ReturnType<typeof createMailer>

const waitMs = 20_000

/**
 * Hands mails to one server. A failure says what is known: `unavailable` when nothing was handed over, `bad_input` when the
 * server did not let us in, `refused` when it took nobody, else `agent_error`: the mail may be on its way.
 */
export function createMailer(
  findServer: () => MailServer | null,
  readPassword: () => Promise<string | null>,
) {
  return {
    /** As it is set now. Null: none is, and nothing can be sent. */
    get server() {
      return findServer()
    },
    async send({ from, to, raw }: Mail, signal: AbortSignal): Promise<Result<Sent, Failure>> {
      const server = findServer()
      if (server === null) return err({ reason: 'bad_input', message: words.mailFailures.noServer })
      const { host, port, isSecure, user } = server
      const password = user === null ? null : await readPassword()
      // Loaded when a mail is sent: the library is not needed to start.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        ...{ host: host.replace(/^\[|\]$/g, ''), port, secure: isSecure },
        requireTLS: !isSecure && !isOnThisMachine(host),
        ...(user !== null && { auth: { user, pass: password ?? '' } }),
        ...{ connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      })
      let isHandedOver = false
      // The library says the same of a connection that was refused and of one that broke with the mail in hand.
      const message = Readable.from(
        (function* () {
          isHandedOver = true
          yield raw
        })(),
      )
      const stop = () => transport.close()
      signal.addEventListener('abort', stop)
      // The library says no by throwing.
      try {
        const { accepted, rejected, response } = await transport.sendMail({
          envelope: { from, to: [...to] },
          raw: message,
        })
        return ok({ accepted: accepted.map(String), rejected: (rejected ?? []).map(String), response })
      } catch (error) {
        signal.throwIfAborted()
        return err(failureOf(error, isHandedOver))
      } finally {
        signal.removeEventListener('abort', stop)
        transport.close()
      }
    },
  }
}

function failureOf(error: unknown, isHandedOver: boolean): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  if (code === 'EAUTH') {
    return { reason: 'bad_input', message: words.mailFailures.signIn(message) }
  }
  if (code === 'EENVELOPE') return { reason: 'refused', message: words.mailFailures.recipients(message) }
  if (code === 'EMESSAGE') return { reason: 'refused', message: words.mailFailures.message(message) }
  return isHandedOver
    ? { reason: 'agent_error', message: words.mailFailures.unknown(message) }
    : { reason: 'unavailable', message: words.mailFailures.unreachable(message) }
}

/** Where mails are handed to. The password stays where it is read from. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else it is asked for on the way, and required unless the server is on this machine. */
  readonly isSecure: boolean
  readonly user: string | null
  /** The address that mails come from. */
  readonly from: string
}

type Env = Readonly<Record<string, string | undefined>>

const addressWords = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/
const isOnThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/**
 * The server that variables name, or null: then nothing is ever sent.
 *
 * - `SWITCHYARD_MAIL_URL`: `smtps://user@mail.example.org` (port 465) or `smtp://user@mail.example.org` (port 587).
 * - `SWITCHYARD_MAIL_FROM`: the address that mails come from.
 * - `SWITCHYARD_MAIL_PASSWORD`: of that user; read when a mail is sent.
 */
export function readMailServer(env: Env): Result<MailServer | null, Refusal> {
  const { SWITCHYARD_MAIL_URL: url, SWITCHYARD_MAIL_FROM: from = '' } = env
  if (url === undefined || url === '') return ok(null)
  return parseMailServer({ url, from }, inEnvironment)
}

/** The names of the three settings at their place. */
interface Names {
  readonly url: string
  readonly from: string
  readonly password: string
}

const inEnvironment: Names = {
  url: 'SWITCHYARD_MAIL_URL',
  from: 'SWITCHYARD_MAIL_FROM',
  password: 'SWITCHYARD_MAIL_PASSWORD',
}

/** A server as two texts name it. */
export function parseMailServer(
  { url: text, from }: { readonly url: string; readonly from: string },
  names: Names,
): Result<MailServer, Refusal> {
  const url = URL.parse(text)
  if (url === null || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    return no(names.url, 'is no address of a mail server', 'smtps://user@mail.example.org')
  }
  if (url.password !== '') return no(names.url, 'holds a password', `${names.password} for it`)
  if (!addressWords.test(from)) return no(names.from, 'is no mail address', 'name@example.org')
  const isSecure = url.protocol === 'smtps:'
  const port = url.port === '' ? (isSecure ? 465 : 587) : Number(url.port)
  const user = url.username === '' ? null : decodeURIComponent(url.username)
  return ok({ host: url.hostname, port, isSecure, user, from })
}

const no = (variable: string, what: string, instead: string) =>
  refuse('E_FORMAT', 'setting_invalid', { variable, what, instead, field: variable })
