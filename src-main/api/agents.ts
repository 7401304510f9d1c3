import type { FoundAgent, RosterReport } from '#shared/contract/agents.ts'
import { type Agent, type AgentView, newAgentSchema } from '#shared/model/agents/agent.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { importRoster } from '../agents/rosters/import-roster.ts'
import { requireDistinctIds } from '../app/agents/roster.ts'
import { withId } from '../app/use-case.ts'
import { slotsTaken } from '../assignment/verify.ts'
import type { SourceFile } from '../planning/importers/source.ts'
import { createOneAgentHandlers } from './one-agent.ts'
import type { Services } from './wire/context.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createAgentHandlers = (services: Services) => ({
  ...createOneAgentHandlers(services),
  list: procedures.agents.list.handler(() => listAgents(services)),
  register: procedures.agents.register.handler(async ({ input, context }) => {
    unwrap(requireDistinctIds(input.agents.map(({ id }) => id)))
    unwrap(
      await services.engine.dispatch(
        { type: 'agents.register', agents: input.agents },
        withId(context.idempotencyKey),
      ),
    )
    return listAgents(services)
  }),
  discover: procedures.agents.discover.handler(({ input, context, signal }) =>
    discover(services, { isToAdd: input.add ?? false, id: context.idempotencyKey, signal }),
  ),
  importRoster: procedures.agents.importRoster.handler(({ input, context }) =>
    importAgents(services, input, context.idempotencyKey),
  ),
})

interface DiscoveryRequest {
  readonly isToAdd: boolean
  readonly id: string | null
  readonly signal: AbortSignal | undefined
}

/** Those that can be used and whose ids are free become agents; what they cost nobody knows. */
async function discover({ engine, discoverAgents }: Services, { isToAdd, id, signal }: DiscoveryRequest) {
  const { found, searched } = await discoverAgents(signal)
  const usable = found.filter((each) => each.fault === null && !engine.state.agents.has(each.id))
  const agents = isToAdd ? usable.map(agentOf) : []
  if (agents.length > 0) unwrap(await engine.dispatch({ type: 'agents.register', agents }, withId(id)))
  return {
    found: [...found],
    added: agents.map((each) => each.id),
    searched: { names: [...searched.names], folders: [...searched.folders] },
  }
}

const agentOf = ({ id, name, command, passEnv }: FoundAgent): Agent =>
  newAgentSchema.parse({ id, name, kind: 'acp', skills: ['coding'], config: { command, passEnv } })

interface ImportInput {
  readonly text?: string | undefined
  readonly fileName?: string | undefined
  readonly files?: readonly SourceFile[] | undefined
  readonly dryRun?: boolean | undefined
  readonly online?: boolean | undefined
}

async function importAgents(
  { engine }: Services,
  input: ImportInput,
  id: string | null,
): Promise<RosterReport> {
  const { agents, formats, replaced, derived, warnings } = unwrap(
    importRoster(filesOf(input), {
      aliases: engine.state.aliases,
      registered: new Map([...engine.state.agents].map(([key, { agent }]): [string, Agent] => [key, agent])),
      ...(input.online !== undefined && { isOnline: input.online }),
    }),
  )
  if (!input.dryRun) unwrap(await engine.dispatch({ type: 'agents.register', agents }, withId(id)))
  return {
    formats: [...formats],
    agents: [...agents],
    replaced: [...replaced],
    derived: [...derived],
    warnings: [...warnings],
  }
}

function filesOf({ text, fileName, files }: ImportInput): readonly SourceFile[] {
  if (text === undefined && fileName === undefined && files !== undefined) return files
  if (text !== undefined && fileName !== undefined && files === undefined) return [{ path: fileName, text }]
  const message = 'Either text and fileName are needed, or files, and not both.'
  throw new RefusalError(
    refusal('E_REQUIRED', message, 'Give text and fileName of one file, or files.', { field: 'files' }),
  )
}

const listAgents = ({ engine }: Services): AgentView[] =>
  [...engine.state.agents.values()]
    .map((each) => ({ ...each.agent, running: slotsTaken(each) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
