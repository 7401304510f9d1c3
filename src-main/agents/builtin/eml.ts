import { sha256 } from '../../base/hash.ts'

export interface DraftMail {
  readonly to: readonly { readonly name: string | null; readonly address: string }[]
  /** Sender of a sent mail. Absent for a draft, which mail programs open for editing. */
  readonly from?: string
  readonly subject: string
  readonly body: string
  readonly at: number
  /** Source of the message id: repeated drafts get the same id. */
  readonly idempotencyKey: string
}

/** The domain is reserved by RFC 2606, so the address belongs to nobody. The mail program replaces it. */
const noSender = { name: 'Draft, sender not set', address: 'sender-not-set@draft.invalid' }

/**
 * A draft as an RFC 5322 message with CRLF line ends, which mail programs open for editing (`X-Unsent`). Line breaks
 * in
 * the subject, a name or an address cannot start a header.
 */
export async function createEml({ to, from, subject, body, at, idempotencyKey }: DraftMail): Promise<string> {
  // Imported on first use, because startup does not need the library.
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

/** RFC 5322 allows a carriage return only before a line feed, and no NUL. */
const mailText = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, ' ')
    .toWellFormed()
