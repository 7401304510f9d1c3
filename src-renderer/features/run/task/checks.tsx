import { BadgeCheck, CircleCheck, CircleDashed, CircleX, MessageSquare } from 'lucide-react'
import type { Check, CheckOutcome } from '#shared/model/check.ts'
import { describeCheck, readOutcomes } from '#shared/model/check-text.ts'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { words } from '#shared/words/words.ts'

const says = words.run.task.checks

interface ChecksProps {
  /** Empty: nothing was checked. */
  readonly checks: readonly CheckOutcome[]
}

/** Shows whether a result was verified by checks or only reported by its agent. */
export function Standing({ checks }: ChecksProps) {
  const isVerified = checks.length > 0
  const Icon = isVerified ? BadgeCheck : MessageSquare
  return (
    <span
      className={`inline-flex items-center gap-1 ${isVerified ? 'text-done' : 'text-muted'}`}
      title={isVerified ? says.verifiedHint : says.reportedHint}
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {isVerified ? says.verified : says.reported}
    </span>
  )
}

/** Each check with its outcome and evidence. */
export function Checks({ checks }: ChecksProps) {
  return (
    <ul className="flex flex-col gap-1.5">
      {checks.map(({ what, isMet, evidence }) => (
        <li key={what} className="flex items-start gap-2">
          {isMet ? (
            <CircleCheck size={14} aria-label={says.met} className="mt-[3px] shrink-0 text-done" />
          ) : (
            <CircleX size={14} aria-label={says.notMet} className="mt-[3px] shrink-0 text-failed" />
          )}
          <span className="min-w-0 flex-1 whitespace-pre-wrap break-words">
            {what}
            <span className="text-muted">: {evidence}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Checks that have not run yet. */
export function ChecksAhead({ checks }: { readonly checks: readonly Check[] }) {
  return (
    <ul className="flex flex-col gap-1.5">
      {checks.map((check) => {
        const what = describeCheck(check)
        return (
          <li key={what} className="flex items-start gap-2">
            <CircleDashed size={14} aria-hidden className="mt-[3px] shrink-0 text-faint" />
            <span className="min-w-0 flex-1 break-words">{what}</span>
          </li>
        )
      })}
    </ul>
  )
}

interface FailureTextProps {
  readonly failure: Failure
  /** Checks of the failed task. */
  readonly checks: readonly Check[]
}

/** Reason of the failure. Failed checks are listed with their evidence. */
export function FailureText({ failure: { reason, message }, checks }: FailureTextProps) {
  const missed = reason === 'unverified' ? readOutcomes(message, checks) : null
  if (missed === null) return <p className="whitespace-pre-wrap break-words">{message}</p>
  return (
    <div className="flex flex-col gap-2">
      <p>{message.split('\n', 1)[0]}</p>
      <Checks checks={missed} />
    </div>
  )
}
