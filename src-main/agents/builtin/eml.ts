import { sha256 } from '../../base/hash.ts'

export interface DraftMail {
  readonly to: readonly { readonly name: string | null; readonly address: string }[]
  /** The sender of a mail that is sent; absent for a draft, which mail programs open for editing. */
  readonly from?: string
  readonly subject: string
  readonly body: string
  readonly at: number
  /** Makes the message's id: a draft that is made again has the same. */
  readonly idempotencyKey: string
}

/** Reserved by RFC 2606, so that the draft of nobody is never anybody's; the person's mail program puts its own. */
const noSender = { name: 'Draft, sender not set', address: 'sender-not-set@draft.invalid' }

/**
 * A draft as an RFC 5322 message with CRLF line ends, which mail programs open for editing (`X-Unsent`). Nothing in
 * the subject, a name or an address can begin a header of its own.
 */
export async function createEml({ to, from, subject, body, at, idempotencyKey }: DraftMail): Promise<string> {
  // Loaded when a mail is drafted: the library is not needed to start.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const mail = new MailComposer({
    from: from === undefined ? noSender : { name: '', address: from },
    to: to.map(({ name, address }) => ({
      name: name === null ? '' : oneLine(name),
      address: oneLine(address),
    })),
    subject: oneLine(subject),
    text: mailText(body),
    date: new Date(at),
    messageId: `<${sha256(idempotencyKey).slice(0, 32)}@${from?.split('@')[1] ?? 'draft.invalid'}>`,
    ...(from === undefined && { headers: { 'X-Unsent': '1' } }),
    textEncoding: 'quoted-printable',
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return (await mail.compile().build()).toString('utf8')
}

const oneLine = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .toWellFormed()
    .trim()

/** RFC 5322 knows no carriage return but before a line feed, and no NUL. */
const mailText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .toWellFormed()
