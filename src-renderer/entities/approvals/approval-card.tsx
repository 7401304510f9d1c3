import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import type { Approval } from '#shared/model/approval.ts'
import { useRpc } from '../../rpc/context.tsx'
import { ClosedApproval } from './closed-approval.tsx'
import { heldAnswers } from './held/held-answers.ts'
import { HeldNote } from './held/held-note.tsx'
import { OpenApproval } from './open-approval.tsx'

interface ApprovalCardProps {
  readonly approval: Approval
  /** Beside its task: its run and task are named there already. */
  readonly isInRun?: boolean
  readonly onAnswered?: () => void
}

/** A gate of a task: to be answered, or how it ended. The same wherever it is shown. */
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
