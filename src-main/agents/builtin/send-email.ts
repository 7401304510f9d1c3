import { z } from 'zod'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'
import { sha256 } from '../../base/hash.ts'
import type { Mailer } from '../../mail/mailer.ts'
import { type Ability, type Asked, type Failed, type Findings, nothingToDo, type Work } from './ability.ts'
import { createEml } from './eml.ts'
import { flat, heading, list, paragraphs } from './text/phrases.ts'

const texts = words.builtinFailures

/** Sends the mail of an earlier task after a person's approval: exactly the bytes that the approval showed. */
export const sendEmail: Ability = {
  skill: 'send_email',
  async run(work) {
    const { task, mailer } = work
    const { server } = mailer
    if (server === null) return failed('bad_input', texts.noMailServer)
    const found = findDraft(work)
    if ('failure' in found) return found
    const { to, subject, body } = found
    const raw = await createEml({
      to: to.map((address) => ({ name: null, address })),
      from: server.from,
      subject,
      body,
      at: work.now,
      idempotencyKey: task.idempotencyKey,
    })
    const mail = { from: server.from, to, raw }
    const shown = { server: `${server.host}:${server.port}`, from: server.from, to: [...to], subject, body }
    const hash = sha256(JSON.stringify(shown))
    const answer = task.answers.at(-1)
    if (answer?.isAllowed === undefined || task.memo !== hash) return ask(task.agent.name, shown, hash)
    if (!answer.isAllowed) return failed('refused', answer.text ?? texts.sendingRefused)
    return send(work, mail, subject)
  },
}

const failed = (reason: Failure['reason'], message: string): Failed => ({ failure: { reason, message } })

const ask = (
  name: string,
  shown: { readonly to: string[] } & Record<string, string | string[]>,
  hash: string,
): Asked => ({
  question: words.builtinQuestions.sendMail(name, shown.to.map(flat).join(', ')),
  permission: shown,
  memo: hash,
})

const draftSchema = z.object({
  to: z.array(z.string().max(320)),
  subject: z.string(),
  body: z.string(),
  status: z.literal('drafted'),
})
type Draft = z.infer<typeof draftSchema>

/** The draft of an earlier task. Several drafts fail, so that no unintended mail is sent. */
function findDraft({ task }: Work): Draft | Failed {
  const drafts = task.dependencies.flatMap(({ result }) => draftsOf(result?.data))
  const [draft] = drafts
  if (draft === undefined) return nothingToDo(texts.noDraft)
  if (drafts.length > 1) return failed('bad_input', texts.severalDrafts(drafts.length))
  return draft.to.length > 0 ? draft : failed('bad_input', texts.noRecipient)
}

function draftsOf(data: unknown): Draft[] {
  const parts = z.record(z.string(), z.unknown()).safeParse(data).data ?? {}
  return Object.values(parts).flatMap((part) => draftSchema.safeParse(part).data ?? [])
}

async function send(
  { mailer, log, signal }: Work,
  mail: Parameters<Mailer['send']>[0],
  subject: string,
): Promise<Findings | Failed> {
  const sent = await mailer.send(mail, signal)
  if (!sent.ok) return { failure: sent.error }
  const { accepted, rejected, response } = sent.value
  log(words.builtinLogs.mailSent(accepted.join(', '), response))
  const text = paragraphs([
    heading(2, 'Mail sent'),
    `Subject: ${flat(subject)}`,
    list([
      ...accepted.map((address) => `Sent to ${flat(address)}`),
      ...rejected.map((address) => `Rejected by the server: ${flat(address)}`),
    ]),
  ])
  const data = {
    status: 'sent',
    accepted: [...accepted],
    rejected: [...rejected],
    response,
    subject,
    eml: mail.raw,
  }
  return { text, data, passages: [] }
}
