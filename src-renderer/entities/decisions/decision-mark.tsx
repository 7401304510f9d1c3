import { clsx } from 'clsx'
import { ArrowRight, Flag, Hand, Hourglass, type LucideIcon, ShieldAlert } from 'lucide-react'
import type { DecisionSummary, decisionActions } from '#shared/model/decisions/decision.ts'
import { groundOfTone, inkOfTone } from '../../ui/status-badge.tsx'
import type { Tone } from '../../ui/status-looks.ts'

interface DecisionLook {
  readonly icon: LucideIcon
  readonly tone: Tone
}

const looks: Record<(typeof decisionActions)[number], DecisionLook> = {
  create_task: { icon: ArrowRight, tone: 'running' },
  escalate_to_human: { icon: Hand, tone: 'attention' },
  project_complete: { icon: Flag, tone: 'done' },
  wait_for_more_tasks: { icon: Hourglass, tone: 'neutral' },
}

/** Icon and tone of a decision. A decision refused by the guard has its own look. */
export const lookOfDecision = ({ decision, findings }: DecisionSummary): DecisionLook =>
  findings.length > 0 ? { icon: ShieldAlert, tone: 'warning' } : looks[decision.action]

/** Icon of a decision on the timeline. */
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
