import type { AgentView } from '#shared/model/agent.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from './context.ts'
import { procedures, unwrap, withId } from './procedure.ts'

export const createAgentHandlers = (services: Services) => ({
  list: procedures.agents.list.handler(() => listAgents(services)),
  register: procedures.agents.register.handler(async ({ input, context }) => {
    requireDistinct(input.agents.map(({ id }) => id))
    unwrap(
      await services.engine.dispatch(
        { type: 'agents.register', agents: input.agents },
        withId(context.idempotencyKey),
      ),
    )
    return listAgents(services)
  }),
})

const listAgents = ({ engine }: Services): AgentView[] =>
  [...engine.state.agents.values()]
    .map(({ agent, running }) => ({ ...agent, running }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

export function requireDistinct(ids: readonly string[]): void {
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index)
  if (repeated === undefined) return
  const message = `Two agents have the id ${repeated}.`
  throw new RefusalError(
    refusal('E_DUPLICATE_ID', message, 'Give each agent its own id.', { field: 'agents' }),
  )
}
