import { Readable } from 'node:stream'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { isOnThisMachine, type MailServer } from './mail-server.ts'

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

export interface Mailer {
  /** As it is set now. Null: none is, and nothing can be sent. */
  readonly server: MailServer | null
  send(mail: Mail, signal: AbortSignal): Promise<Result<Sent, Failure>>
}

const waitMs = 20_000

/**
 * Hands mails to one server. A failure says what is known: `unavailable` when nothing was handed over, `bad_input` when the
 * server did not let us in, `refused` when it took nobody, else `agent_error`: the mail may be on its way.
 */
export function createMailer(
  findServer: () => MailServer | null,
  readPassword: () => Promise<string | null>,
): Mailer {
  return {
    get server() {
      return findServer()
    },
    async send({ from, to, raw }, signal) {
      const server = findServer()
      if (server === null) return err({ reason: 'bad_input', message: 'No mail server is set.' })
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
    return { reason: 'bad_input', message: `The mail server did not let us in: ${message}` }
  }
  if (code === 'EENVELOPE') return { reason: 'refused', message: `The mail server took nobody: ${message}` }
  if (code === 'EMESSAGE')
    return { reason: 'refused', message: `The mail server would not take it: ${message}` }
  return isHandedOver
    ? { reason: 'agent_error', message: `It is not known whether the mail went out: ${message}` }
    : { reason: 'unavailable', message: `The mail server cannot be reached: ${message}` }
}
