import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import type { Rpc } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'

/** Returns the name of an agent, or the id of an unknown agent. */
export type NameOfAgent = (id: string) => string

type Named = Pick<AgentView, 'id' | 'name'>

const nobody: readonly Named[] = []
const readings = new WeakMap<readonly Named[], NameOfAgent>()

/** Returns the same function for the same list, so consumers render again only when a name changes. */
export function nameOfAgentIn(agents: readonly Named[]): NameOfAgent {
  const known = readings.get(agents)
  if (known !== undefined) return known
  const names = new Map(agents.map(({ id, name }) => [id, name]))
  const nameOf: NameOfAgent = (id) => names.get(id) ?? id
  readings.set(agents, nameOf)
  return nameOf
}

/**
 * Loaded once per window. The agent list itself is refetched whenever an attempt starts or ends, and names appear on
 * screens that are expensive to render.
 */
const namesFrom = ({ client }: Rpc) =>
  queryOptions({
    queryKey: [['agents', 'names']],
    queryFn: async ({ signal }): Promise<readonly Named[]> =>
      (await client.agents.list(undefined, { signal })).map(({ id, name }) => ({ id, name })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })

export function useAgentNames(): NameOfAgent {
  const { data = nobody } = useQuery(namesFrom(useRpc()))
  return nameOfAgentIn(data)
}

/** Prefetches agent names. Names that arrive after a graph of thousands of tasks cause a second render. */
export function useAgentNamesAhead(): void {
  const rpc = useRpc()
  useEffect(() => void rpc.queries.prefetchQuery(namesFrom(rpc)), [rpc])
}
