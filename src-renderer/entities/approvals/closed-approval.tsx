import { z } from 'zod'
import type { Approval } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { diffOf } from '../../ui/text/line-diff.ts'
import { type Edit, startEdit, textOfEdit } from './answer/answer-draft.ts'
import { lookOfAnswer } from './answer/answers.ts'
import { nameOfPerson } from './answer/signature.ts'
import { Facts } from './fact-rows.tsx'
import { PermissionView } from './permission.tsx'
import { readSubject } from './subject.ts'
import { QuestionText } from './subject-view.tsx'

const { given } = words.inbox

/** An ended approval: the people and their answers, or the reason why it closed without an answer. */
export function ClosedApproval({ approval }: { approval: Approval }) {
  const { answeredAt, answeredBy, note, votes } = approval
  const approvers = votes.map(({ by }) => by).filter((by) => by !== answeredBy)
  return (
    <section aria-label={words.inbox.gate.label} className="rounded-lg border border-line bg-sunken p-4">
      <p>
        <span className="font-semibold">{endingOf(approval)}</span>
        {answeredBy !== null &&
          ` ${words.inbox.ended.by([...approvers, answeredBy].map(nameOfPerson).join(', '))}`}
        {answeredAt !== null && <span className="text-muted"> · {formatInstant(answeredAt)}</span>}
      </p>
      <div className="mt-1 text-muted">
        <QuestionText approval={approval} />
      </div>
      {approval.closed !== null && (
        <p className="mt-1 text-muted">{words.inbox.ended.why[approval.closed]}</p>
      )}
      {note !== null && <p className="mt-2 whitespace-pre-wrap break-words">“{note}”</p>}
      {approval.answer === 'edit' ? <Edited approval={approval} /> : <Response approval={approval} />}
      {approval.kind === 'permission' && (
        <details className="mt-2">
          <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">
            {words.inbox.ended.asked}
          </summary>
          <div className="mt-2">
            <PermissionView subject={approval.subject} />
          </div>
        </details>
      )}
    </section>
  )
}

/** The outcome of an approval in one or two words. */
export function endingOf({ answer, closed, kind }: Pick<Approval, 'answer' | 'closed' | 'kind'>): string {
  if (answer !== null) return lookOfAnswer(kind, answer).past
  return closed === null ? words.inbox.ended.closed : words.inbox.ended[closed]
}

/** An edited subject, before and after. */
function Edited({ approval }: { approval: Approval }) {
  const before = startEdit(approval)
  const after = readEdit(approval)
  const { theirChange } = words.inbox.card
  if (before === null || after === null) return <Response approval={approval} />
  return (
    <section className="mt-3">
      <h4 className="mb-1 text-muted text-sm">{theirChange}</h4>
      <DiffText
        label={theirChange}
        blocks={diffOf(textOfEdit(before), textOfEdit({ ...before, ...after }))}
      />
    </section>
  )
}

const editedSchema = z.object({
  title: z.string().optional(),
  description: z.string().optional(),
  text: z.string().optional(),
})

function readEdit({ response }: Approval): Partial<Pick<Edit, 'title' | 'text'>> | null {
  const given = editedSchema.safeParse(response).data
  if (given === undefined) return null
  const text = given.text ?? given.description
  const { title } = given
  if (title === undefined && text === undefined) return null
  return { ...(title !== undefined && { title }), ...(text !== undefined && { text }) }
}

/** Values of the fields filled or edited in the answer. */
function Response({ approval }: { approval: Approval }) {
  const rows = listGiven(approval)
  if (rows.length === 0) return null
  return <Facts rows={rows} className="mt-3" />
}

export function listGiven(approval: Approval): [name: string, value: string][] {
  const { response, form } = approval
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return []
  const subject = readSubject(approval)
  if (subject.type === 'money') {
    const { amountMinor } = response
    if (typeof amountMinor !== 'number') return []
    return [[given.onTop, formatMoney({ amountMinor, currency: subject.currency })]]
  }
  if (form.length > 0) {
    return form.flatMap(({ key, label }) => {
      const value = response[key] ?? null
      return value === null ? [] : [[label, wordOfValue(value)] satisfies [string, string]]
    })
  }
  return Object.entries(response).flatMap(([key, value]) => {
    const word = given.fields[key]
    return word === undefined ? [] : [[word, wordOfValue(value)] satisfies [string, string]]
  })
}

function wordOfValue(value: Approval['response']): string {
  if (typeof value === 'boolean') return value ? given.yes : given.no
  return typeof value === 'string' ? value : JSON.stringify(value)
}
