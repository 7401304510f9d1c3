import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { wordOfCost } from '../../entities/decisions/decision-words.ts'
import { formatDuration, formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'

/** Where a decision stands, who made it, and what it took. */
export function DecisionFacts({ found }: { found: FoundDecision }) {
  const { runId, number, runTitle, after, afterTitle, at, tookMs, decision, decider, model } = found
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
      <Fact name={words.decisions.ofRun}>
        <Link
          to="/runs/$runId"
          params={{ runId }}
          search={{ tab: 'decisions', decision: number }}
          className="text-accent hover:underline"
        >
          {runTitle}
        </Link>{' '}
        <span className="tabular text-muted">#{number}</span>
      </Fact>
      <Fact name={words.decisions.after}>
        <Link
          to="/runs/$runId"
          params={{ runId }}
          search={{ task: after }}
          title={afterTitle ?? after}
          className="line-clamp-2 min-h-6 text-accent hover:underline"
        >
          {afterTitle ?? after}
        </Link>
      </Fact>
      <Fact name={words.decisions.at}>{formatInstant(at)}</Fact>
      <Fact name={words.decisions.by}>
        {decider === 'rules' ? words.decisions.rules : (model ?? words.decisions.noneAnswered)}
      </Fact>
      {tookMs !== null && (
        <Fact name={words.decisions.took}>{words.decisions.tookAfter(formatDuration(tookMs))}</Fact>
      )}
      <Fact name={words.decisions.cost}>{wordOfCost(found) ?? words.decisions.free}</Fact>
      {decision.urgency !== null && (
        <Fact name={words.decisions.urgency}>{words.decisions.urgencies[decision.urgency]}</Fact>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="tabular break-words font-medium">{children}</dd>
    </div>
  )
}
