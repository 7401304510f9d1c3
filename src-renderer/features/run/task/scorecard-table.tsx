import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { useState } from 'react'
import type { Candidate, Posterior, Scorecard, ScoreParts } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'

const says = words.run.task.scorecard

const shownAtFirst = 5

/** All evaluated agents, best first, and the change that would have led to another choice. */
export function ScorecardTable({ scorecard }: { scorecard: Scorecard }) {
  const { candidates, chosen, counterfactual, others } = scorecard
  const [isWhole, setWhole] = useState(candidates.length <= shownAtFirst)
  const shown = isWhole ? candidates : candidates.slice(0, shownAtFirst)
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <div className="overflow-x-auto rounded-lg border border-line" tabIndex={0}>
        <table className="w-full border-collapse">
          <thead>
            <tr className="border-line border-b bg-sunken text-faint text-sm">
              <th scope="col" className="px-3 py-2 font-medium">
                {says.agent}
              </th>
              <th scope="col" className="px-3 py-2 text-end font-medium">
                {says.competence}
              </th>
              <th scope="col" className="px-3 py-2 text-end font-medium">
                {says.score}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((candidate) => (
              <CandidateRow
                key={candidate.agentId}
                candidate={candidate}
                isChosen={candidate.agentId === chosen}
              />
            ))}
          </tbody>
        </table>
        {!isWhole && (
          <button
            type="button"
            onClick={() => setWhole(true)}
            className="w-full border-line border-t py-2 text-center font-medium text-muted text-sm hover:bg-hover hover:text-ink"
          >
            {says.showAll(candidates.length)}
          </button>
        )}
      </div>
      {others > 0 && <p className="mt-2 text-faint text-sm">{says.others(others)}</p>}
      <p className="mt-2 text-muted">{counterfactual}</p>
    </div>
  )
}

function CandidateRow({ candidate, isChosen }: { candidate: Candidate; isChosen: boolean }) {
  const { agentId, verdict, score, parts } = candidate
  return (
    <tr className={clsx('border-line/60 border-b align-top last:border-b-0', isChosen && 'bg-done-soft')}>
      <td className="px-3 py-2">
        <span className={clsx('flex items-center gap-1.5', isChosen ? 'font-semibold' : 'text-muted')}>
          <AgentName id={agentId} />
          {isChosen && <Check size={14} strokeWidth={2.5} className="text-done" aria-label={says.chosen} />}
        </span>
        <span className="text-muted text-sm">{verdict.reason}</span>
      </td>
      <td className="tabular whitespace-nowrap px-3 py-2 text-end text-muted">
        {parts?.competence === undefined ? (
          <span className="text-faint">{says.none}</span>
        ) : (
          describeCompetence(parts.competence)
        )}
      </td>
      <td className="tabular px-3 py-2 text-end" title={parts === null ? '' : describeParts(parts)}>
        {score === null ? <span className="text-faint">{says.none}</span> : score.toFixed(2)}
      </td>
    </tr>
  )
}

/** `67% (18–98%)`: the expected value and its probable bounds. */
const describeCompetence = ({ mean, low, high }: Posterior): string =>
  says.bounds(percent(mean), percent(low), percent(high))

const percent = (share: number): number => Math.round(share * 100)

function describeParts({ capacity, specificity, cost, latency, relevance }: ScoreParts): string {
  const parts: [string, number | undefined][] = [
    [says.parts.relevance, relevance],
    [says.parts.capacity, capacity],
    [says.parts.specificity, specificity],
    [says.parts.cost, cost],
    [says.parts.latency, latency],
  ]
  return parts
    .filter(([, share]) => share !== undefined)
    .map(([word, share]) => `${word} ${share?.toFixed(2)}`)
    .join(', ')
}
