import { type Agent, newAgentSchema } from '#shared/model/agents/agent.ts'

export interface RosterFile {
  readonly path: string
  readonly text: string
}

/** The agents of one file in the form of Switchyard; null: it is another tool's, or several files. */
export function ownRosterOf([file, ...others]: readonly RosterFile[]): readonly Agent[] | null {
  if (file === undefined || others.length > 0) return null
  const agents = agentsIn(file.text)
  if (agents === null) return null
  const read = agents.map((each) => newAgentSchema.safeParse(each))
  return read.every(({ success }) => success) ? read.flatMap(({ data }) => data ?? []) : null
}

function agentsIn(text: string): readonly unknown[] | null {
  // JSON has no other way to say no.
  try {
    const parsed: unknown = JSON.parse(text)
    const isRoster = typeof parsed === 'object' && parsed !== null && 'agents' in parsed
    return isRoster && Array.isArray(parsed.agents) && parsed.agents.length > 0 ? parsed.agents : null
  } catch {
    return null
  }
}
