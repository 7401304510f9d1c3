import { Clock } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { useNow } from '../../../ui/hooks/use-now.ts'
import { words } from '../../../words/words.ts'
import { lookOfAnswer } from '../answer/answers.ts'
import { dropHeld, type HeldAnswer, heldForMs, hurryHeld } from './held-answers.ts'

/** An answer was given and can still be taken back. */
export function HeldNote({ approval, held }: { approval: Approval; held: HeldAnswer }) {
  const now = useNow()
  const { takeBack, sendNow, sentIn } = words.inbox.held
  const note = useRef<HTMLElement>(null)
  // It takes the place of a card that was taller: what was scrolled to is gone.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // The clock of the page may lag behind by a tick.
  const seconds = Math.min(heldForMs / 1000, Math.max(0, Math.ceil((held.dueAt - now) / 1000)))
  return (
    <section
      ref={note}
      aria-label={words.inbox.gate.label}
      className="flex flex-wrap items-center gap-3 rounded-lg border border-attention bg-attention-soft p-4"
    >
      <Clock size={16} aria-hidden className="shrink-0 text-attention" />
      <p className="min-w-40 flex-1">
        <span className="font-semibold">{lookOfAnswer(approval.kind, held.sent.answer).past}</span>{' '}
        <span className="tabular text-muted">{sentIn(seconds)}</span>
      </p>
      <span className="flex flex-wrap items-center gap-2">
        <Button onClick={() => dropHeld(approval.id)}>{takeBack}</Button>
        <Button look="ghost" onClick={() => hurryHeld(approval.id, Date.now())}>
          {sendNow}
        </Button>
      </span>
    </section>
  )
}
