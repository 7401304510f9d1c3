import { Clock, UserRound, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { Countdown } from '../ui/time.tsx'
import { nameOfPerson } from './signature.ts'

/** Who may answer, who has, and until when. */
export function GateFacts({ approval }: { approval: Approval }) {
  const { assignee, quorum, votes, expiresAt, escalateTo, kind } = approval
  if (assignee === null && quorum <= 1 && expiresAt === null) return null
  const names = votes.map(({ by }) => nameOfPerson(by)).join(', ')
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {assignee !== null && (
        <Fact icon={UserRound}>
          For <strong className="text-ink">{assignee}</strong> to answer
        </Fact>
      )}
      {quorum > 1 && (
        <Fact icon={UsersRound}>
          {votes.length} of {quorum} have approved{names === '' ? '' : `: ${names}`}
        </Fact>
      )}
      {expiresAt !== null && (
        <Fact icon={Clock}>
          Expires in <Countdown until={expiresAt} />; then {afterExpiry(escalateTo, kind)}
        </Fact>
      )}
    </ul>
  )
}

/** An expiry never approves. */
function afterExpiry(escalateTo: string | null, kind: Approval['kind']): string {
  if (escalateTo !== null) return `${escalateTo} is asked`
  return kind === 'agent_question' || kind === 'permission' ? 'the task fails' : 'it counts as rejected'
}

function Fact({ icon: Icon, children }: { icon: typeof Clock; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Icon size={14} aria-hidden className="mt-[3px] shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  )
}
