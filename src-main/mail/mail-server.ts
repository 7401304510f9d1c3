import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'

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
export const isOnThisMachine = (host: string): boolean =>
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

/** What the three parts are called where they are given. */
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
  refuse('E_FORMAT', `${variable} ${what}.`, `Set ${instead}.`, { field: variable })
