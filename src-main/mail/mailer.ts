import { Readable } from 'node:stream'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'

/** A complete mail, ready to send. */
export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  /** Message in RFC 5322 format, with CRLF. */
  readonly raw: string
}

export interface Sent {
  readonly accepted: readonly string[]
  /** Addresses that the server refused; the other recipients get the mail. */
  readonly rejected: readonly string[]
  /** The server's response text. */
  readonly response: string
}

export type Mailer = ReturnType<typeof createMailer>

const waitMs = 20_000

/**
 * Sends mail through one server. Failure reasons: `unavailable` if nothing was transmitted, `bad_input` if the login
 * failed or no server is set, `refused` if the server refused all recipients or the message. Otherwise `agent_error`:
 * the mail may have been sent.
 */
export function createMailer(
  findServer: () => MailServer | null,
  readPassword: () => Promise<string | null>,
) {
  return {
    /** Mail server from the current settings; null if none is set, so that nothing can be sent. */
    get server() {
      return findServer()
    },
    async send({ from, to, raw }: Mail, signal: AbortSignal): Promise<Result<Sent, Failure>> {
      const server = findServer()
      if (server === null) return err({ reason: 'bad_input', message: words.mailFailures.noServer })
      const { host, port, isSecure, user } = server
      const password = user === null ? null : await readPassword()
      // Loaded on first use, because startup does not need the library.
      const { createTransport } = await import('nodemailer')
      const transport = createTransport({
        ...{ host: host.replace(/^\[|\]$/g, ''), port, secure: isSecure },
        requireTLS: !isSecure && !isOnThisMachine(host),
        ...(user !== null && { auth: { user, pass: password ?? '' } }),
        ...{ connectionTimeout: waitMs, greetingTimeout: waitMs, socketTimeout: waitMs },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      })
      let isHandedOver = false
      // Detects whether transmission has begun: the library reports the same error for a refused connection and for
      // one that broke during transmission.
      const message = Readable.from(
        (function* () {
          isHandedOver = true
          yield raw
        })(),
      )
      const stop = () => transport.close()
      signal.addEventListener('abort', stop)
      // The library reports failures by throwing.
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

/** The mail server, without its password. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /**
   * True: TLS from the start of the connection. False: STARTTLS, which is required unless the server is on this
   * machine.
   */
  readonly isSecure: boolean
  readonly user: string | null
  /** Sender address. */
  readonly from: string
}

type Env = Readonly<Record<string, string | undefined>>

const addressWords = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/
const isOnThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/**
 * Mail server from environment variables; null if none is set, so that no mail is ever sent.
 * - `SWITCHYARD_MAIL_URL`: `smtps://user@mail.example.org` (port 465) or `smtp://user@mail.example.org` (port 587).
 * - `SWITCHYARD_MAIL_FROM`: the sender address.
 * - `SWITCHYARD_MAIL_PASSWORD`: the user's password, read when a mail is sent.
 */
export function readMailServer(env: Env): Result<MailServer | null, Refusal> {
  const { SWITCHYARD_MAIL_URL: url, SWITCHYARD_MAIL_FROM: from = '' } = env
  if (url === undefined || url === '') return ok(null)
  return parseMailServer({ url, from }, inEnvironment)
}

/** Names of the three settings, for refusals. */
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

/** Parses a mail server from its URL and sender address. */
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
