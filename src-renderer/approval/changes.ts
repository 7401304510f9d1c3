import type { Approval } from '#shared/model/approval.ts'
import { formatMoney } from '#shared/model/money.ts'
import { hasContent } from '../ui/json-view.tsx'
import { visible } from '../ui/visible.ts'
import { readSubject } from './subject.ts'

export interface Change {
  readonly name: string
  readonly before: string
  readonly after: string
}

/** What a person would see to be different, name by name. */
export function listChanges(before: Approval, after: Approval): Change[] {
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
    Question: question,
    Description: description,
    ...subjectOf(approval),
    Form: form.map(({ label, required }) => (required ? `${label} (required)` : label)).join(', '),
    Answers: allows.join(', '),
    Approvals: String(quorum),
  }
}

function subjectOf(approval: Approval): Record<string, string> {
  const subject = readSubject(approval)
  switch (subject.type) {
    case 'task':
      return {
        Title: subject.title,
        Text: subject.description,
        ...(subject.command !== null && { Program: visible(JSON.stringify(subject.command)) }),
        ...(subject.model !== null && { Model: visible(JSON.stringify(subject.model)) }),
        ...(subject.remote !== null && { 'Remote agent': visible(JSON.stringify(subject.remote)) }),
        ...(hasContent(subject.rest) && { 'All else': visible(JSON.stringify(subject.rest)) }),
      }
    case 'result':
      return { Result: subject.text, Data: JSON.stringify(subject.data) }
    case 'money': {
      const { capMinor, suggestedMinor, currency } = subject
      return {
        Cap: formatMoney({ amountMinor: capMinor, currency }),
        'Asked for': formatMoney({ amountMinor: suggestedMinor, currency }),
      }
    }
    case 'permission':
    case 'other':
      return { Subject: visible(JSON.stringify(subject.value)) }
  }
}
