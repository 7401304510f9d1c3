import { clsx } from 'clsx'
import { Eye, type LucideIcon, OctagonAlert, Send, Undo2 } from 'lucide-react'
import type { Risk, RiskTier } from '#shared/model/inbox.ts'
import { words } from '#shared/words/words.ts'

const looks: Record<RiskTier, { icon: LucideIcon; ink: string }> = {
  read_only: { icon: Eye, ink: 'text-neutral' },
  reversible: { icon: Undo2, ink: 'text-ready' },
  spends_or_sends: { icon: Send, ink: 'text-warning' },
  destructive_or_secret: { icon: OctagonAlert, ink: 'text-failed' },
}

/** Risk of an approval, shown as a word and a shape, never by colour alone. */
export function RiskBadge({ risk, hasCauses = false }: { risk: Risk; hasCauses?: boolean }) {
  const { icon: Icon, ink } = looks[risk.tier]
  const causes = risk.causes.map((cause) => words.inbox.causes[cause]).join(', ')
  return (
    <span title={causes} className="flex min-w-0 items-start gap-1">
      <Icon size={13} strokeWidth={2.25} aria-hidden className={clsx('mt-[3px] shrink-0', ink)} />
      <span className="min-w-0 break-words">
        <span className={clsx('font-medium', ink)}>{words.inbox.tiers[risk.tier]}</span>
        {hasCauses && <span className="text-muted">: {causes}</span>}
      </span>
    </span>
  )
}
