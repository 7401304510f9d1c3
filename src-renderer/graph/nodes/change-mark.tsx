import { clsx } from 'clsx'
import { Minus, PencilLine, Plus } from 'lucide-react'
import { words } from '../../words/words.ts'
import type { Face } from '../face.ts'

const looks = {
  added: { icon: Plus, ink: 'text-done' },
  removed: { icon: Minus, ink: 'text-failed' },
  changed: { icon: PencilLine, ink: 'text-warning' },
} as const

/** What became of a task between two plans or runs. */
export function ChangeMark({ change }: { change: NonNullable<Face['change']> }) {
  const { icon: Icon, ink } = looks[change]
  return (
    <span className={clsx('inline-flex shrink-0 items-center gap-1 font-medium', ink)}>
      <Icon size={14} strokeWidth={2.25} aria-hidden />
      {words.graph.changes[change]}
    </span>
  )
}
