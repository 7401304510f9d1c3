import { clsx } from 'clsx'
import { Clock, UserRound, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Approval } from '#shared/model/approval.ts'
import type { InboxItem } from '#shared/model/inbox.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { useNow } from '../../ui/hooks/use-now.ts'
import { Fact } from '../../ui/text/fact.tsx'
import { Countdown } from '../../ui/text/time.tsx'
import { RunLink } from '../runs/run-link.tsx'
import { isTaskOfPerson } from './answer/answers.ts'
import { nameOfPerson } from './answer/signature.ts'
import { expiryOf } from './inbox-order.ts'
import { RiskBadge } from './risk-badge.tsx'

/** Agent, run, task, risk and cost, one line each. */
export function CardFacts({ item, isInRun }: { item: InboxItem; isInRun: boolean }) {
  const { card, describeDelay } = words.inbox
  const { runId, taskKey, agent, kind } = item
  const isOwnTask = isTaskOfPerson(item)
  const asker = kind === 'agent_question' || kind === 'permission'
  return (
    <dl
      aria-label={card.facts}
      className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm"
    >
      {!isInRun && (
        <>
          <Fact name={card.task}>
            <RunLink runId={runId} task={taskKey} className="font-medium">
              {item.taskTitle}
            </RunLink>
          </Fact>
          <Fact name={card.run}>
            <RunLink runId={runId}>{item.runTitle}</RunLink>
          </Fact>
        </>
      )}
      <Fact name={card.askedBy}>
        {isOwnTask
          ? card.ownTask
          : asker
            ? card.asks(agent?.name ?? card.nobody, card.by[kind])
            : card.by[kind]}
      </Fact>
      {!asker && <Fact name={card.agent}>{agent?.name ?? card.nobody}</Fact>}
      {!isOwnTask && (
        <Fact name={card.risk}>
          <RiskBadge risk={item.risk} hasCauses />
        </Fact>
      )}
      {item.cost !== null && item.cost.amountMinor > 0 && (
        <Fact name={card.cost}>
          <span className="tabular">{formatMoney(item.cost)}</span>
        </Fact>
      )}
      <Fact name={card.waiting}>{capital(describeDelay(item.delay))}</Fact>
    </dl>
  )
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

/** Assignee, votes and expiry of an approval. */
export function GateFacts({ approval }: { approval: Approval }) {
  const { assignee, quorum, votes, expiresAt, postedAt, escalateTo, kind } = approval
  if (assignee === null && quorum <= 1 && expiresAt === null) return null
  const { gate } = words.inbox
  const names = votes.map(({ by }) => nameOfPerson(by)).join(', ')
  return (
    <ul className="flex flex-col gap-1 text-muted">
      {assignee !== null && <IconFact icon={UserRound}>{gate.forOne(assignee)}</IconFact>}
      {quorum > 1 && <IconFact icon={UsersRound}>{gate.votes(votes.length, quorum, names)}</IconFact>}
      {expiresAt !== null && (
        <IconFact icon={Clock}>
          <ExpiryText postedAt={postedAt} expiresAt={expiresAt} />; {afterExpiry(escalateTo, kind)}
        </IconFact>
      )}
    </ul>
  )
}

/** The outcome of an expiry, which never approves. */
function afterExpiry(escalateTo: string | null, kind: Approval['kind']): string {
  const { afterwards } = words.inbox.gate
  if (escalateTo !== null) return afterwards.escalates(escalateTo)
  return kind === 'agent_question' || kind === 'permission' ? afterwards.fails : afterwards.rejects
}

function IconFact({ icon: Icon, children }: { icon: typeof Clock; children: ReactNode }) {
  return (
    <li className="flex items-start gap-2">
      <Icon size={14} aria-hidden className="mt-[3px] shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </li>
  )
}

const tones = { none: '', far: '', half: 'text-warning', end: 'font-medium text-failed' } as const

/** Remaining time to answer, with a warning after half and near the end of the time. */
export function ExpiryText({ postedAt, expiresAt }: { postedAt: number; expiresAt: number }) {
  const now = useNow()
  const { expiresIn, halfGone, nearlyGone } = words.inbox
  const expiry = expiryOf({ postedAt, expiresAt }, now)
  const warning = expiry === 'half' ? halfGone : expiry === 'end' ? nearlyGone : null
  return (
    <span className={clsx('break-words', tones[expiry])}>
      {expiresIn} <Countdown until={expiresAt} />
      {warning !== null && ` · ${warning}`}
    </span>
  )
}
