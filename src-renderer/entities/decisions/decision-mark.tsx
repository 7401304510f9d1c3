import { clsx } from 'clsx'
import type { DecisionSummary } from '#shared/model/decisions/decision.ts'
import { groundOfTone, inkOfTone } from '../../ui/status-badge.tsx'
import { lookOfDecision } from './decision-look.ts'

/** The sign of a decision on the line that joins the decisions. */
export function DecisionMark({ record, className }: { record: DecisionSummary; className: string }) {
  const { icon: Icon, tone } = lookOfDecision(record)
  return (
    <span
      className={clsx(
        'inline-flex size-7 items-center justify-center rounded-full',
        inkOfTone(tone),
        groundOfTone(tone),
        className,
      )}
    >
      <Icon size={14} strokeWidth={2.25} aria-hidden />
    </span>
  )
}
