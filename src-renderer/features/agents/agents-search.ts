export const agentViews = ['list', 'skills', 'match'] as const
export type AgentsTab = (typeof agentViews)[number]

export interface AgentsSearch {
  /** The id of the one that is open. */
  readonly agent?: string
  /** Absent: the list. */
  readonly view?: AgentsTab
}

export function parseAgentsSearch({ agent, view }: Record<string, unknown>): AgentsSearch {
  const known = agentViews.find((each) => each === view)
  return {
    ...(typeof agent === 'string' && agent !== '' && { agent }),
    ...(known !== undefined && known !== 'list' && { view: known }),
  }
}
