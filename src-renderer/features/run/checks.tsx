import { BadgeCheck, CircleCheck, CircleX, MessageSquare } from 'lucide-react'
import type { CheckOutcome } from '#shared/model/check.ts'

interface ChecksProps {
  /** Empty: nothing was checked. */
  readonly checks: readonly CheckOutcome[]
}

/** Whether a result was looked at, or is its agent's word. */
export function Standing({ checks }: ChecksProps) {
  const isVerified = checks.length > 0
  const Icon = isVerified ? BadgeCheck : MessageSquare
  return (
    <span
      className={`inline-flex items-center gap-1 ${isVerified ? 'text-done' : 'text-muted'}`}
      title={
        isVerified
          ? 'Every check of the task was looked at and is met.'
          : 'Nobody checked it: its agent says so.'
      }
    >
      <Icon size={14} aria-hidden className="shrink-0" />
      {isVerified ? 'Verified' : 'Reported'}
    </span>
  )
}

/** Each check with what it came to. */
export function Checks({ checks }: ChecksProps) {
  return (
    <ul className="flex flex-col gap-1.5">
      {checks.map(({ what, isMet, evidence }) => (
        <li key={what} className="flex items-start gap-2">
          {isMet ? (
            <CircleCheck size={14} aria-label="Met" className="mt-[3px] shrink-0 text-done" />
          ) : (
            <CircleX size={14} aria-label="Not met" className="mt-[3px] shrink-0 text-failed" />
          )}
          <span className="min-w-0 break-words">
            {what}
            <span className="text-muted">: {evidence}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
