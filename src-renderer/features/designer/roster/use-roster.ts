import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { createRoster, type Roster } from './roster.ts'

/** Who is here and can do what. */
export function useRoster(): Roster {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  const aliases = useQuery(orpc.skills.listAliases.queryOptions())
  return useMemo(() => createRoster(agents.data ?? [], aliases.data ?? []), [agents.data, aliases.data])
}

/** Another text whenever what can be done by whom is another. */
export function useRosterVersion(): string {
  const { orpc } = useRpc()
  const agents = useQuery(orpc.agents.list.queryOptions())
  return useMemo(() => (agents.data ?? []).map(lookOf).join(';'), [agents.data])
}

const lookOf = ({ id, skills, availability }: AgentView): string =>
  `${id} ${availability === 'offline'} ${skills.join()}`
