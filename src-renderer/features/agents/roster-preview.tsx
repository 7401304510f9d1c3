import type { RosterReport } from '#shared/contract/agents.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { words } from '../../words/words.ts'
import { AvailabilityWord, SkillTokens } from './agent-words.tsx'
import { kindWords } from './kinds.ts'
import type { RosterFile } from './roster-files.ts'

/** What was found in files: in the form of Switchyard (`own`), or of another tool (`report`). */
export interface ReadRoster {
  readonly files: readonly RosterFile[]
  readonly own: readonly Agent[] | null
  readonly report: RosterReport | null
}

export const agentsIn = ({ own, report }: ReadRoster): readonly Agent[] => own ?? report?.agents ?? []

interface RosterPreviewProps {
  readonly roster: ReadRoster
  /** Ids of those that are here: each would give way to the one of its id. */
  readonly known: ReadonlySet<string>
}

/** Who the agents of files would be. */
export function RosterPreview({ roster, known }: RosterPreviewProps) {
  const agents = agentsIn(roster)
  const { report } = roster
  return (
    <section aria-label={words.agents.found(agents.length)} className="flex flex-col gap-3">
      <p role="status" className="font-medium">
        {words.agents.found(agents.length)}
      </p>
      <ul className="flex flex-col gap-3">
        {agents.map((agent) => (
          <li key={agent.id} className="rounded-lg border border-line bg-surface p-3">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 truncate font-medium">{agent.name}</span>
              <AvailabilityWord availability={agent.availability} />
            </div>
            <p className="mb-1.5 text-muted text-sm">
              {kindWords[agent.kind]} · {agent.id}
              {known.has(agent.id) && <span className="text-warning"> · {words.agents.takesPlace}</span>}
            </p>
            <SkillTokens skills={agent.skills} />
          </li>
        ))}
      </ul>
      {report !== null && report.warnings.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {report.warnings.map(({ code, where, message }) => (
            <li key={`${code} ${where} ${message}`} className="rounded-md bg-warning-soft px-3 py-2">
              <p className="break-words">{message}</p>
              <p className="break-words font-mono text-muted text-xs">{where}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
