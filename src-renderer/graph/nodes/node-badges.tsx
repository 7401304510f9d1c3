import { clsx } from 'clsx'
import {
  CircleX,
  Hand,
  ListChecks,
  type LucideIcon,
  Minus,
  PencilLine,
  Plus,
  TriangleAlert,
} from 'lucide-react'
import { words } from '../../words/words.ts'
import type { Badge, Face } from '../face.ts'

const looks: Record<Badge['kind'], { readonly icon: LucideIcon; readonly ink: string }> = {
  error: { icon: CircleX, ink: 'text-failed' },
  warning: { icon: TriangleAlert, ink: 'text-warning' },
  gate: { icon: Hand, ink: 'text-attention' },
  check: { icon: ListChecks, ink: 'text-faint' },
}

/** Small signs on a node; what each means is its tooltip and its name. */
export function NodeBadges({ badges }: { badges: readonly Badge[] }) {
  if (badges.length === 0) return null
  return (
    <span className="flex shrink-0 items-center gap-1">
      {badges.map(({ kind, label }) => {
        const { icon: Icon, ink } = looks[kind]
        return (
          <span key={`${kind} ${label}`} role="img" aria-label={label} title={label} className={ink}>
            <Icon size={14} strokeWidth={2.25} aria-hidden className={clsx('block')} />
          </span>
        )
      })}
    </span>
  )
}

const changeLooks = {
  added: { icon: Plus, ink: 'text-done' },
  removed: { icon: Minus, ink: 'text-failed' },
  changed: { icon: PencilLine, ink: 'text-warning' },
} as const

/** What became of a task between two plans or runs. */
export function ChangeMark({ change }: { change: NonNullable<Face['change']> }) {
  const { icon: Icon, ink } = changeLooks[change]
  return (
    <span className={clsx('inline-flex shrink-0 items-center gap-1 font-medium', ink)}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {words.graph.changes[change]}
    </span>
  )
}
