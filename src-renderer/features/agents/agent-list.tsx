import { clsx } from 'clsx'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { AvailabilityWord, priceText, SkillTokens } from './agent-words.tsx'
import { effectSentences, effectWords, kindIcons, kindWords } from './kinds.ts'

interface AgentListProps {
  readonly agents: readonly AgentView[]
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
}

/** Columns hidden on a narrow page. The panel also shows the values of these columns. */
const wide = '@max-3xl:hidden'
const wider = '@max-5xl:hidden'

export function AgentList({ agents, selected, onSelect }: AgentListProps) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="border-line border-b bg-sunken text-faint text-sm">
          <th className="px-4 py-2 font-medium">{words.agents.agent}</th>
          <th className="w-28 px-4 py-2 font-medium">{words.agents.availability}</th>
          <th className={clsx('w-24 px-4 py-2 font-medium', wide)}>{words.agents.load}</th>
          <th className={clsx('w-28 px-4 py-2 text-end font-medium', wider)}>{words.agents.price}</th>
          <th className={clsx('w-32 px-4 py-2 font-medium', wider)}>{words.agents.ifCutOff}</th>
          <th className={clsx('px-4 py-2 font-medium', wide)}>{words.agents.skills}</th>
        </tr>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow
            key={agent.id}
            agent={agent}
            isSelected={agent.id === selected}
            onSelect={() => onSelect(agent.id === selected ? null : agent.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

interface AgentRowProps {
  readonly agent: AgentView
  readonly isSelected: boolean
  readonly onSelect: () => void
}

function AgentRow({ agent, isSelected, onSelect }: AgentRowProps) {
  const { id, name, kind, description, availability, running, capacity, effectClass, skills } = agent
  const Icon = kindIcons[kind]
  return (
    <tr
      className={clsx(
        'relative border-line/60 border-b align-top transition-colors last:border-b-0',
        isSelected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <td className="px-4 py-row">
        <div className="flex gap-3">
          <Icon size={16} className="mt-0.5 shrink-0 text-muted" aria-hidden />
          <div className="min-w-0">
            <button
              type="button"
              aria-expanded={isSelected}
              title={name}
              onClick={onSelect}
              className="block max-w-full truncate text-start font-medium after:absolute after:inset-0"
            >
              {name}
            </button>
            <p className="line-clamp-2 text-muted text-sm">
              {kindWords[kind]}
              {description === '' ? ` · ${id}` : ` · ${description}`}
            </p>
          </div>
        </div>
      </td>
      <td className="whitespace-nowrap px-4 py-row">
        <AvailabilityWord availability={availability} />
      </td>
      <td className={clsx('px-4 py-row', wide)}>
        <Load running={running} capacity={capacity} />
      </td>
      <td className={clsx('tabular truncate px-4 py-row text-end', wider)}>{priceText(agent)}</td>
      <td className={clsx('truncate px-4 py-row', wider)} title={effectSentences[effectClass]}>
        {effectWords[effectClass]}
      </td>
      <td className={clsx('px-4 py-row', wide)}>
        <SkillTokens skills={skills} />
      </td>
    </tr>
  )
}

function Load({ running, capacity }: { running: number; capacity: number }) {
  return (
    <div className="w-16">
      <span className="tabular whitespace-nowrap text-sm">{words.agents.runningOf(running, capacity)}</span>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-hover" aria-hidden>
        <div className="h-full rounded-full bg-running" style={{ width: `${(100 * running) / capacity}%` }} />
      </div>
    </div>
  )
}
