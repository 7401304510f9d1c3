import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import type { Rpc } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'

/** The name of an agent; for an unknown agent its id. */
export type NameOfAgent = (id: string) => string

type Named = Pick<AgentView, 'id' | 'name'>

const nobody: readonly Named[] = []
const readings = new WeakMap<readonly Named[], NameOfAgent>()

/** The same function for the same agents: what is drawn with it is drawn again only when one has another name. */
export function nameOfAgentIn(agents: readonly Named[]): NameOfAgent {
  const known = readings.get(agents)
  if (known !== undefined) return known
  const names = new Map(agents.map(({ id, name }) => [id, name]))
  const nameOf: NameOfAgent = (id) => names.get(id) ?? id
  readings.set(agents, nameOf)
  return nameOf
}

/**
 * Read once for the whole window. The roster itself is read again with every attempt that begins or ends, and names are shown
 * on screens that draw much.
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

/** Before any screen needs them: names that come after a graph of thousands have it drawn once more. */
export function useAgentNamesAhead(): void {
  const rpc = useRpc()
  useEffect(() => void rpc.queries.prefetchQuery(namesFrom(rpc)), [rpc])
}
