import { clsx } from 'clsx'
import { ShieldAlert } from 'lucide-react'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { words } from '#shared/words/words.ts'
import { describeProposal } from './decision-words.ts'

/** The refused proposal with the findings of the guard. */
export function GuardNote({ record, isOpen }: { record: DecisionSummary; isOpen: boolean }) {
  const { findings, proposed } = record
  if (findings.length === 0) return null
  const proposal = describeProposal(proposed)
  const isUnanswered = findings.every(({ code }) => code === 'no_answer')
  return (
    <div className="mt-1 flex items-start gap-2.5 rounded-md bg-warning-soft p-3">
      <ShieldAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />
      <div className="min-w-0 break-words">
        <p className="font-medium">
          {isUnanswered ? words.decisions.guardUnanswered : words.decisions.guardSaid}
        </p>
        <ul>
          {findings.map(({ code, message }) => (
            <li key={`${code} ${message}`}>{message}</li>
          ))}
        </ul>
        {proposal !== null && (
          <p className={clsx('mt-1.5 text-muted', isOpen ? 'whitespace-pre-wrap' : 'line-clamp-2')}>
            {words.decisions.wanted(proposal)} {proposed?.reasoning}
          </p>
        )}
      </div>
    </div>
  )
}
