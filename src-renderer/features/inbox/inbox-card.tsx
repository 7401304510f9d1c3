import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useRef } from 'react'
import { ApprovalCard } from '../../entities/approvals/approval-card.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { words } from '../../words/words.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

interface InboxCardProps {
  readonly approvalId: string
  /** Null: the list stands beside it. */
  readonly onBack: (() => void) | null
  readonly onAnswered: () => void
}

/** All that one question decides on. */
export function InboxCard({ approvalId, onBack, onAnswered }: InboxCardProps) {
  const { orpc } = useRpc()
  const { data, error, refetch } = useQuery(orpc.inbox.get.queryOptions({ input: { approvalId } }))
  const wasOpen = useRef(false)
  const approval = data?.approval
  const isOver = approval !== undefined && approval.answeredAt !== null
  if (approval !== undefined && !isOver) wasOpen.current = true
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from wherever in it the focus is
    <div
      className="mx-auto flex w-full max-w-[900px] flex-col gap-3 p-5 max-sm:p-3"
      onKeyDown={({ key }) => key === 'Escape' && onBack?.()}
    >
      <div className="-mx-1 -mb-1 flex min-h-8 items-center justify-between gap-3">
        {onBack === null ? (
          <span className="flex min-w-0 items-center gap-2 px-1 font-medium text-muted">
            <span className="min-w-0 truncate" title={data?.runTitle}>
              {!isOver && data?.runTitle}
            </span>
            {!isOver && data?.isSimulated === true && <SimulationMark />}
          </span>
        ) : (
          <Button look="ghost" icon={ArrowLeft} autoFocus onClick={onBack}>
            {words.inbox.back}
          </Button>
        )}
        {data !== undefined && !isOver && <SnoozeMenu approvalId={approvalId} onGone={onAnswered} />}
      </div>
      <FailureNote error={error} onRetry={() => void refetch()} />
      {error === null && data === undefined && <Skeleton lines={6} />}
      {isOver && wasOpen.current && (
        <p role="status" className="rounded-md bg-warning-soft px-3 py-2 font-medium">
          {words.inbox.card.meanwhile}
        </p>
      )}
      {data !== undefined && (
        <>
          <h2 className={isOver ? 'break-words font-semibold text-lg' : 'sr-only'}>
            {data.taskTitle} <span className="font-normal text-muted">· {data.runTitle}</span>{' '}
            {data.isSimulated && <SimulationMark />}
          </h2>
          <ApprovalCard approval={data.approval} isInRun={false} onAnswered={onAnswered} />
        </>
      )}
    </div>
  )
}
