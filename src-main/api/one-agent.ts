import { present } from '#shared/assert.ts'
import type { AgentDetail } from '#shared/contract/agents.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { importRoster } from '../agents/rosters/import-roster.ts'
import { buildRun } from '../app/runs/build-run.ts'
import { withId } from '../app/use-case.ts'
import { posterior } from '../assignment/competence.ts'
import { slotsTaken } from '../assignment/verify.ts'
import type { AgentState } from '../engine/state.ts'
import type { Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

/** What is done with one agent by its id. */
export const createOneAgentHandlers = (services: Services) => ({
  get: procedures.agents.get.handler(({ input }) => describe(services, input.id)),
  enable: procedures.agents.enable.handler(({ input: { id }, context }) =>
    enable(services, { id, isEnabled: true }, context.idempotencyKey),
  ),
  disable: procedures.agents.disable.handler(({ input: { id }, context }) =>
    enable(services, { id, isEnabled: false }, context.idempotencyKey),
  ),
  check: procedures.agents.check.handler(async ({ input, signal }) => {
    const { agent } = findAgent(services, input.id)
    requireWorking(services)
    return services.hideIn(await services.agentDesk.check(agent, signal))
  }),
  trial: procedures.agents.trial.handler(async ({ input, context }) => ({
    runId: await tryOut(services, input, context.idempotencyKey),
  })),
  readCard: procedures.agents.readCard.handler(({ input, signal }) => readCard(services, input, signal)),
})

const findAgent = ({ engine }: Services, id: string): AgentState =>
  found(engine.state.agents.get(id), `Agent ${id}`)

/** Nothing is started, and nobody is called, by who only looks. */
function requireWorking({ isPassive }: Services): void {
  if (!isPassive) return
  const hint = 'Start it first, for example with: npx switchyard serve'
  throw new RefusalError(refusal('E_STATE', 'Switchyard is not running; this only looks.', hint))
}

function describe(services: Services, id: string): AgentDetail {
  const known = findAgent(services, id)
  const { agent, competences } = known
  const now = services.clock.now()
  const record = [...competences]
    .map(([skill, competence]) => {
      const { successes, failures } = competence
      return { skill, successes, failures, expected: posterior(competence, now) }
    })
    .sort((a, b) => (a.skill < b.skill ? -1 : 1))
  return { agent: { ...agent, running: slotsTaken(known) }, record }
}

async function enable(
  services: Services,
  { id, isEnabled }: { readonly id: string; readonly isEnabled: boolean },
  commandId: string | null,
): Promise<AgentDetail> {
  findAgent(services, id)
  const command = { type: 'agents.enable', agentId: id, isEnabled } as const
  unwrap(await services.engine.dispatch(command, withId(commandId)))
  return describe(services, id)
}

const trialText = 'Say in one sentence what you can do. Change nothing.'

/** A run like any other, with one task and this agent as its whole crew. */
async function tryOut(
  services: Services,
  { id, text = trialText }: { readonly id: string; readonly text?: string | undefined },
  commandId: string | null,
): Promise<string> {
  const { agent } = findAgent(services, id)
  requireWorking(services)
  if (agent.availability === 'offline') {
    const message = `${agent.name} is offline: the trial would wait for it.`
    throw new RefusalError(refusal('E_STATE', message, 'Enable the agent first.'))
  }
  const title = `Trial of ${agent.name}`
  const task = { task_id: 'trial', title, description: text, required_skills: skillsOfTrial(agent) }
  const plan = planOfRequest({ plan_id: `trial-${id}`, title, tasks: [task] }, null)
  const { runId } = unwrap(await buildRun(services, { plan: { ...plan, crew: [id] }, commandId }))
  return present(runId, 'run of a build')
}

/** What a built-in agent does follows from the skills that are asked for; to all others no trial is to count as one. */
const skillsOfTrial = ({ kind, skills }: Agent): string[] => (kind === 'builtin' ? skills.slice(0, 1) : [])

interface CardInput {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** What a remote agent would be, by the card at its address; nothing is kept. */
async function readCard(
  services: Services,
  { url, headers = {} }: CardInput,
  signal: AbortSignal | undefined,
): Promise<{ agent: Agent }> {
  requireWorking(services)
  const card = await services.agentDesk.readCard({ url, headers: { ...headers } }, signal)
  if (!card.ok) throw cardFault(card.error)
  const { aliases } = services.engine.state
  const text = JSON.stringify(services.hideIn(card.value))
  const read = importRoster([{ path: 'agent-card.json', text }], { aliases, registered: new Map() })
  const [agent] = read.ok ? read.value.agents : []
  if (agent === undefined) throw cardFault('What is at this address is no agent card.')
  return { agent: { ...agent, kind: 'a2a', config: { url, headers: { ...headers } } } }
}

const cardFault = (message: string) =>
  new RefusalError(
    refusal('E_FORMAT', message, 'Check the address, and whether the agent runs.', { field: 'url' }),
  )
