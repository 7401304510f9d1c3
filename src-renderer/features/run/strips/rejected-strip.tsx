import { useQuery } from '@tanstack/react-query'
import type { TaskView } from '#shared/model/task.ts'
import { nameOfPerson } from '../../../entities/approvals/answer/signature.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { words } from '../../../words/words.ts'
import { Strip } from './strip.tsx'

const says = words.run.strips

interface RejectedStripProps {
  readonly first: TaskView
  readonly tasks: readonly TaskView[]
  readonly onSelect: (key: string) => void
}

/** Who said no, and why: of several, the first. */
export function RejectedStrip({ first, tasks, onSelect }: RejectedStripProps) {
  const { orpc } = useRpc()
  const { approvalId } = first
  const { data } = useQuery(
    orpc.runs.getApproval.queryOptions({
      input: { approvalId: approvalId ?? '' },
      enabled: approvalId !== null,
    }),
  )
  const approval = data?.approval
  const by = approval?.answeredBy ?? null
  return (
    <Strip
      label={says.rejected}
      status="rejected"
      title={by === null ? says.rejectedTitle : says.rejectedBy(nameOfPerson(by))}
      tasks={tasks}
      onSelect={onSelect}
    >
      {approval === undefined ? undefined : approval.note === null ? says.noReason : says.note(approval.note)}
    </Strip>
  )
}
