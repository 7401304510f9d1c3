import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { CircleCheck, UsersRound } from 'lucide-react'
import { useState } from 'react'
import type { AgentView, Candidate, Scorecard } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { skillsOf } from './find-agents.ts'

interface WhoCouldProps {
  readonly agents: readonly AgentView[]
  readonly onSelect: (id: string) => void
}

/** Agents that match a set of skills, by the same rules as for a task. */
export function WhoCould({ agents, onSelect }: WhoCouldProps) {
  const { orpc } = useRpc()
  const [skills, setSkills] = useState<readonly string[]>([])
  const match = useQuery(
    orpc.skills.match.queryOptions({
      input: { skills: [...skills] },
      enabled: skills.length > 0,
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <div className="flex flex-col gap-4 p-5">
      <div className="max-w-xl">
        <TokenField
          label={words.agents.skillsLabel}
          of={words.agents.skillWord}
          tokens={skills}
          onChange={setSkills}
          known={skillsOf(agents).map(({ skill }) => skill)}
          placeholder={words.agents.skillsHint}
        />
      </div>
      {skills.length === 0 ? (
        <EmptyNote icon={UsersRound} title={words.agents.match}>
          {words.agents.nothingAsked}
        </EmptyNote>
      ) : match.isError || match.data === undefined ? (
        <Unfetched query={match} lines={4} />
      ) : (
        <Ranking scorecard={match.data} agents={agents} onSelect={onSelect} />
      )}
    </div>
  )
}

function Ranking({ scorecard, agents, onSelect }: WhoCouldProps & { scorecard: Scorecard }) {
  const { candidates, chosen, others, counterfactual } = scorecard
  const names = new Map(agents.map(({ id, name }) => [id, name]))
  return (
    <div>
      <p className="mb-3">{counterfactual}</p>
      <ol className="divide-y divide-line/60 rounded-lg border border-line">
        {candidates.map((candidate) => (
          <RankedAgent
            key={candidate.agentId}
            candidate={candidate}
            name={names.get(candidate.agentId) ?? candidate.agentId}
            isChosen={candidate.agentId === chosen}
            onSelect={onSelect}
          />
        ))}
      </ol>
      {others > 0 && <p className="mt-2 text-muted text-sm">{words.agents.others(others)}</p>}
    </div>
  )
}

interface RankedAgentProps {
  readonly candidate: Candidate
  readonly name: string
  readonly isChosen: boolean
  readonly onSelect: (id: string) => void
}

function RankedAgent({ candidate: { agentId, verdict, score }, name, isChosen, onSelect }: RankedAgentProps) {
  return (
    <li className="relative flex items-center gap-4 px-4 py-2.5 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <button
          type="button"
          onClick={() => onSelect(agentId)}
          className={clsx(
            'max-w-full truncate text-start font-medium after:absolute after:inset-0',
            score === null && 'text-muted',
          )}
          title={name}
        >
          {name}
        </button>
        <p className="break-words text-muted text-sm">{verdict.reason}</p>
      </div>
      {isChosen && (
        <span className="inline-flex shrink-0 items-center gap-1.5 font-medium text-done text-sm">
          <CircleCheck size={14} aria-hidden />
          {words.agents.wouldGet}
        </span>
      )}
      <span className="tabular w-12 shrink-0 text-end" title={words.agents.score}>
        {score === null ? '—' : score.toFixed(2)}
      </span>
    </li>
  )
}
