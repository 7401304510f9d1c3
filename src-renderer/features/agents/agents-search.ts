export interface AgentsSearch {
  /** The id of the one that is open. */
  readonly agent?: string
}

export const parseAgentsSearch = ({ agent }: Record<string, unknown>): AgentsSearch =>
  typeof agent === 'string' && agent !== '' ? { agent } : {}
