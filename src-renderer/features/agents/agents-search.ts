export const agentViews = ['list', 'skills', 'match'] as const
export type AgentsTab = (typeof agentViews)[number]

export interface AgentsSearch {
  /** The id of the one that is open. */
  readonly agent?: string
  /** Absent: the list. */
  readonly view?: AgentsTab
  /** One is to be added. */
  readonly add?: true
}

export function parseAgentsSearch({ agent, view, add }: Record<string, unknown>): AgentsSearch {
  const known = agentViews.find((each) => each === view)
  return {
    ...(typeof agent === 'string' && agent !== '' && { agent }),
    // In an address it is a text.
    ...((add === true || add === 'true') && { add: true }),
    ...(known !== undefined && known !== 'list' && { view: known }),
  }
}
