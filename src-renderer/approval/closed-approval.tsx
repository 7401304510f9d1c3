import type { Approval } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/model/money.ts'
import { formatInstant } from '../ui/format.ts'
import { visible } from '../ui/visible.ts'
import { lookOfAnswer } from './answers.ts'
import { PermissionView } from './permission-view.tsx'
import { nameOfPerson } from './signature.ts'
import { readSubject } from './subject.ts'

/** How a gate ended: who answered what, or why nobody can any more. */
export function ClosedApproval({ approval }: { approval: Approval }) {
  const { answeredAt, answeredBy, note, question, votes } = approval
  const approvers = votes.map(({ by }) => by).filter((by) => by !== answeredBy)
  return (
    <section aria-label="Approval" className="rounded-lg border border-line bg-sunken p-4">
      <p>
        <span className="font-semibold">{wordOf(approval)}</span>
        {answeredBy !== null && ` by ${[...approvers, answeredBy].map(nameOfPerson).join(', ')}`}
        {answeredAt !== null && <span className="text-muted"> · {formatInstant(answeredAt)}</span>}
      </p>
      <p className="mt-1 break-words text-muted">{visible(question)}</p>
      {approval.closed !== null && <p className="mt-1 text-muted">{endings[approval.closed]}</p>}
      {note !== null && <p className="mt-2 whitespace-pre-wrap break-words">“{note}”</p>}
      <Response approval={approval} />
      {approval.kind === 'permission' && (
        <details className="mt-2">
          <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">
            What was asked for
          </summary>
          <div className="mt-2">
            <PermissionView subject={approval.subject} />
          </div>
        </details>
      )}
    </section>
  )
}

const closedWords = { expired: 'Expired', withdrawn: 'Withdrawn' } as const
const endings = {
  expired: 'Nobody answered in time. That never counts as an approval.',
  withdrawn: 'Its task ended before anybody answered.',
} as const

function wordOf({ answer, closed, kind }: Approval): string {
  if (answer !== null) return lookOfAnswer(kind, answer).past
  return closed === null ? 'Closed' : closedWords[closed]
}

/** What was filled in or changed with the answer. */
function Response({ approval }: { approval: Approval }) {
  const rows = listGiven(approval)
  if (rows.length === 0) return null
  return (
    <dl className="mt-3 grid grid-cols-[minmax(0,auto)_minmax(0,1fr)] gap-x-4 gap-y-1">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="break-words text-muted">{name}</dt>
          <dd className="whitespace-pre-wrap break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export function listGiven(approval: Approval): [name: string, value: string][] {
  const { response, form } = approval
  if (typeof response !== 'object' || response === null || Array.isArray(response)) return []
  const subject = readSubject(approval)
  if (subject.type === 'money') {
    const { amountMinor } = response
    if (typeof amountMinor !== 'number') return []
    return [['Given on top', formatMoney({ amountMinor, currency: subject.currency })]]
  }
  if (form.length > 0) {
    return form.flatMap(({ key, label }) => {
      const value = response[key] ?? null
      return value === null ? [] : [[label, wordOfValue(value)] satisfies [string, string]]
    })
  }
  const words: Record<string, string> = { title: 'New title', description: 'New text', text: 'New result' }
  return Object.entries(response).flatMap(([key, value]) => {
    const word = words[key]
    return word === undefined ? [] : [[word, wordOfValue(value)] satisfies [string, string]]
  })
}

function wordOfValue(value: Approval['response']): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
