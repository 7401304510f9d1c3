import { Clock, UserRound, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import { words } from '../../words/words.ts'
import { nameOfPerson } from './answer/signature.ts'
import { ExpiryText } from './expiry-text.tsx'

/** Who may answer, who has, and until when. */
export function GateFacts({ approval }: { approval: Approval }) {
  const { assignee, quorum, votes, expiresAt, postedAt, escalateTo, kind } = approval
  if (assignee === null && quorum <= 1 && expiresAt === null) return null
  const { gate } = words.inbox
  const names = votes.map(({ by }) => nameOfPerson(by)).join(', ')
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {assignee !== null && <Fact icon={UserRound}>{gate.forOne(assignee)}</Fact>}
      {quorum > 1 && <Fact icon={UsersRound}>{gate.votes(votes.length, quorum, names)}</Fact>}
      {expiresAt !== null && (
        <Fact icon={Clock}>
          <ExpiryText postedAt={postedAt} expiresAt={expiresAt} />; {afterExpiry(escalateTo, kind)}
        </Fact>
      )}
    </ul>
  )
}

/** An expiry never approves. */
function afterExpiry(escalateTo: string | null, kind: Approval['kind']): string {
  const { afterwards } = words.inbox.gate
  if (escalateTo !== null) return afterwards.escalates(escalateTo)
  return kind === 'agent_question' || kind === 'permission' ? afterwards.fails : afterwards.rejects
}

function Fact({ icon: Icon, children }: { icon: typeof Clock; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Icon size={14} aria-hidden className="mt-[3px] shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  )
}
