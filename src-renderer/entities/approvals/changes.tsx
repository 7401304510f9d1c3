import { RefreshCw } from 'lucide-react'
import type { Approval } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { Button } from '../../ui/controls/button.tsx'
import { hasContent } from '../../ui/text/json-view.tsx'
import { visible } from '../../ui/visible-characters.ts'
import { readSubject } from './subject.ts'

/** Notice of a changed approval. The engine refuses an answer to the outdated content on screen. */
export function ChangedNote({ onShow }: { onShow: () => void }) {
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-md bg-warning-soft p-3">
      <p className="min-w-40 flex-1">{words.inbox.gate.changed}</p>
      <Button icon={RefreshCw} onClick={onShow}>
        {words.inbox.gate.showChanges}
      </Button>
    </div>
  )
}

export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null
  return (
    <section
      aria-label={words.inbox.gate.whatChanged}
      className="rounded-md border border-warning bg-surface p-3"
    >
      <h4 className="mb-1.5 font-medium text-warning">{words.inbox.gate.whatChanged}</h4>
      <dl className="flex flex-col gap-2">
        {changes.map(({ name, before, after }) => (
          <div key={name}>
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="whitespace-pre-wrap break-words">
              {before !== '' && <del className="text-muted decoration-failed">{before}</del>}
              {before !== '' && after !== '' && <br />}
              {after !== '' && <ins className="decoration-done">{after}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const { parts } = words.answers

export type Change = ReturnType<typeof listChanges>[number]

/** Visible differences between two states of an approval, by name. */
export function listChanges(before: Approval, after: Approval) {
  const was = shownOf(before)
  const is = shownOf(after)
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return names
    .map((name) => ({ name, before: was[name] ?? '', after: is[name] ?? '' }))
    .filter((change) => change.before !== change.after)
}

function shownOf(approval: Approval): Record<string, string> {
  const { question, description, form, allows, quorum } = approval
  return {
    [parts.question]: question,
    [parts.description]: description,
    ...subjectOf(approval),
    [parts.form]: form
      .map(({ label, required }) => (required ? words.answers.required(label) : label))
      .join(', '),
    [parts.answers]: allows.join(', '),
    [parts.approvals]: String(quorum),
  }
}

function subjectOf(approval: Approval): Record<string, string> {
  const subject = readSubject(approval)
  switch (subject.type) {
    case 'task':
      return {
        [parts.title]: subject.title,
        [parts.text]: subject.description,
        ...(subject.command !== null && { [parts.program]: visible(JSON.stringify(subject.command)) }),
        ...(subject.model !== null && { [parts.model]: visible(JSON.stringify(subject.model)) }),
        ...(subject.remote !== null && { [parts.remote]: visible(JSON.stringify(subject.remote)) }),
        ...(hasContent(subject.rest) && { [parts.rest]: visible(JSON.stringify(subject.rest)) }),
      }
    case 'result':
      return { [parts.result]: subject.text, [parts.data]: JSON.stringify(subject.data) }
    case 'money': {
      const { capMinor, suggestedMinor, currency } = subject
      return {
        [parts.cap]: formatMoney({ amountMinor: capMinor, currency }),
        [parts.asked]: formatMoney({ amountMinor: suggestedMinor, currency }),
      }
    }
    case 'permission':
    case 'other':
      return { [parts.subject]: visible(JSON.stringify(subject.value)) }
  }
}
