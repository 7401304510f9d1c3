import type { Approval } from '#shared/model/approval.ts'
import { ClosedApproval } from './closed-approval.tsx'
import { OpenApproval } from './open-approval.tsx'

/** A gate of a task: to be answered, or how it ended. */
export function ApprovalCard({ approval }: { approval: Approval }) {
  if (approval.answeredAt !== null) return <ClosedApproval approval={approval} />
  return <OpenApproval key={`${approval.id} ${approval.assignee}`} approval={approval} />
}
