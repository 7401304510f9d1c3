import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { AgentDetail } from '#shared/contract/agents.ts'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { useRpc } from '../../rpc/context.tsx'
import { formatDuration } from '../../ui/text/format.ts'
import { FoldedJson, hasContent } from '../../ui/text/json-view.tsx'
import { words } from '../../words/words.ts'
import { isPriceKnown, priceText, SkillTokens } from './agent-words.tsx'
import { configFacts } from './config-facts.ts'
import { effectSentences, kindSentences, kindWords } from './kinds.ts'

/** What an agent is and how it is reached, in words. */
export function AgentFacts({ agent }: { agent: AgentView }) {
  const { kind, role, discipline, endpoint, latencyMs, effectClass, config, running, capacity } = agent
  return (
    <dl className="flex flex-col gap-3">
      <Fact name={kindWords[kind]}>{kindSentences[kind]}</Fact>
      {role !== undefined && <Fact name={words.agents.role}>{role}</Fact>}
      {discipline !== undefined && <Fact name={words.agents.discipline}>{discipline}</Fact>}
      {endpoint !== undefined && <Fact name={words.agents.reachedAt}>{endpoint}</Fact>}
      <Fact name={words.agents.load}>{words.agents.loadOf(running, capacity)}</Fact>
      <Fact name={kind === 'person' ? words.agents.priceOfOneTask : words.agents.priceOfOneAttempt}>
        {isPriceKnown(agent) ? priceText(agent) : words.agents.unknownPrice}
      </Fact>
      {latencyMs !== undefined && <Fact name={words.agents.takesAbout}>{formatDuration(latencyMs)}</Fact>}
      {kind !== 'person' && <Fact name={words.agents.ifItIsCutOff}>{effectSentences[effectClass]}</Fact>}
      {configFacts(kind, config).map(({ name, value }) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      {hasContent(config) && (
        <div>
          <dt className="sr-only">{words.agents.config}</dt>
          <dd>
            <FoldedJson label={words.agents.configAsJson} value={config} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{name}</dt>
      <dd className="whitespace-pre-line break-words">{children}</dd>
    </div>
  )
}

/** Its skills, with what it has shown at those that it was tried at. */
export function AgentSkills({ agent }: { agent: AgentView }) {
  const { orpc } = useRpc()
  const detail = useQuery(orpc.agents.get.queryOptions({ input: { id: agent.id } }))
  const record = detail.data?.record ?? []
  const untried = agent.skills.filter((skill) => record.every((each) => each.skill !== skill))
  return (
    <div className="flex flex-col gap-3">
      {record.length > 0 && <Record record={record} />}
      {untried.length > 0 && <SkillTokens skills={untried} />}
      {record.length > 0 && untried.length > 0 && (
        <p className="text-muted text-sm">{words.agents.notTriedYetAtTheSkills}</p>
      )}
      {agent.skills.length === 0 && <p className="text-muted">{words.agents.itHasNoneItCanDo}</p>}
    </div>
  )
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

function Record({ record }: Pick<AgentDetail, 'record'>) {
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-faint">
          <th className="py-1 font-medium">{words.agents.skill}</th>
          <th className="py-1 text-end font-medium">{words.agents.expectedToSucceed}</th>
        </tr>
      </thead>
      <tbody>
        {record.map(({ skill, successes, failures, expected: { mean, low, high } }) => (
          <tr key={skill} className="border-line/60 border-t">
            <td className="break-all py-1.5 font-mono">{skill}</td>
            <td className="tabular py-1.5 text-end">
              {percent(mean)}{' '}
              <span className="text-muted">
                {words.agents.likely(percent(low), percent(high), Math.round(successes + failures))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
