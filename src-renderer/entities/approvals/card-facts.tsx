import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { formatMoney } from '#shared/model/money.ts'
import { words } from '../../words/words.ts'
import { isTaskOfPerson } from './answer/answers.ts'
import { RiskBadge } from './risk-badge.tsx'

/** Who asks, where, what it can do and what it costs: a line each. */
export function CardFacts({ item, isInRun }: { item: InboxItem; isInRun: boolean }) {
  const { card, sayDelay } = words.inbox
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
            <Link
              to="/runs/$runId"
              params={{ runId }}
              search={{ task: taskKey, panel: 'overview' }}
              className="font-medium text-accent hover:underline"
            >
              {item.taskTitle}
            </Link>
          </Fact>
          <Fact name={card.run}>
            <Link to="/runs/$runId" params={{ runId }} search={{}} className="text-accent hover:underline">
              {item.runTitle}
            </Link>
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
      <Fact name={card.waiting}>{capital(sayDelay(item.delay))}</Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  )
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
