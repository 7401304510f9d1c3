import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { skillsOf } from './find-agents.ts'

interface SkillMatrixProps {
  readonly agents: readonly AgentView[]
  readonly onSelect: (id: string) => void
}

/** Skills by agents. In a row with a single mark, work stops while that agent is unavailable. */
export function SkillMatrix({ agents, onSelect }: SkillMatrixProps) {
  const skilled = agents.filter(({ skills }) => skills.length > 0)
  return (
    <section
      aria-label={words.agents.matrixLabel}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="max-h-full overflow-auto"
    >
      <table className="border-separate border-spacing-0">
        <thead>
          <tr>
            <th
              scope="col"
              className="sticky top-0 z-20 sm:start-0 border-line border-b bg-surface px-4 pb-2 text-start align-bottom font-medium text-faint text-sm"
            >
              {words.agents.skill}
            </th>
            {skilled.map(({ id, name }) => (
              <th
                key={id}
                scope="col"
                className="sticky top-0 z-10 border-line border-b bg-surface p-0 align-bottom"
              >
                <button
                  type="button"
                  title={name}
                  onClick={() => onSelect(id)}
                  className="mx-auto flex h-36 w-9 items-end justify-center rounded-md pb-2 hover:bg-hover"
                >
                  <span className="max-h-32 rotate-180 truncate font-medium text-sm [writing-mode:vertical-rl]">
                    {name}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {skillsOf(skilled).map(({ skill, count }) => (
            <tr key={skill} className="hover:bg-hover">
              <th
                scope="row"
                className="start-0 z-10 sm:sticky border-line/60 border-b bg-surface px-4 py-1.5 text-start font-normal"
              >
                <span className="flex items-center justify-between gap-4 whitespace-nowrap">
                  <span title={skill} className="max-w-[min(28ch,40vw)] truncate font-mono text-sm">
                    {skill}
                  </span>
                  <span
                    {...(count === 1 && { title: words.agents.onlyOneText })}
                    className={clsx('tabular text-sm', count === 1 ? 'text-warning' : 'text-muted')}
                  >
                    {words.agents.holders(count)}
                  </span>
                </span>
              </th>
              {skilled.map((agent) => (
                <Cell key={agent.id} isHeld={agent.skills.includes(skill)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({ isHeld }: { isHeld: boolean }) {
  return (
    <td className={clsx('h-8 w-9 border-line/60 border-b text-center', isHeld && 'text-done')}>
      {isHeld ? <Check size={14} strokeWidth={2.5} className="mx-auto" aria-hidden /> : null}
      <span className="sr-only">{isHeld ? words.agents.has : words.agents.hasNot}</span>
    </td>
  )
}
