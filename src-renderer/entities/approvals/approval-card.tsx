import { useQuery } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Approval } from '#shared/model/approval.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { lookOfAnswer } from './answer/answers.ts'
import { ClosedApproval } from './closed-approval.tsx'
import { dropHeld, type HeldAnswer, heldAnswers, heldForMs, sendHeldNow } from './held/held-answers.ts'
import { OpenApproval } from './open-approval.tsx'

interface ApprovalCardProps {
  readonly approval: Approval
  /** False beside its task, where run and task are already named. */
  readonly isInRun?: boolean
  readonly onAnswered?: () => void
}

/** An approval, open or ended. Every screen uses the same card. */
export function ApprovalCard({ approval, isInRun = true, onAnswered }: ApprovalCardProps) {
  const { orpc } = useRpc()
  const held = useStore(heldAnswers, (all) => all[approval.id])
  const isOver = approval.answeredAt !== null
  const { data } = useQuery(
    orpc.inbox.get.queryOptions({
      input: { approvalId: approval.id },
      placeholderData: (old) => (old?.approval.id === approval.id ? old : undefined),
      enabled: !isOver,
    }),
  )
  if (isOver) return <ClosedApproval approval={approval} />
  if (held !== undefined) return <HeldNote approval={approval} held={held} />
  return (
    <OpenApproval
      key={`${approval.id} ${approval.assignee}`}
      approval={approval}
      detail={data ?? null}
      isInRun={isInRun}
      onAnswered={onAnswered ?? nothing}
    />
  )
}

const nothing = (): void => {}

/** A given answer that can still be undone. */
function HeldNote({ approval, held }: { approval: Approval; held: HeldAnswer }) {
  const now = useNow()
  const { takeBack, sendNow, sentIn } = words.inbox.held
  const note = useRef<HTMLElement>(null)
  // The note replaces a taller card, so scroll it back into view.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  // `now` may lag behind by one tick.
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
        <Button look="ghost" onClick={() => sendHeldNow(approval.id, Date.now())}>
          {sendNow}
        </Button>
      </span>
    </section>
  )
}
