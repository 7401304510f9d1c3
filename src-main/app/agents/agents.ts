import { present } from '#shared/assert.ts'
import type { AgentDetail, FoundAgent, RosterReport } from '#shared/contract/agents.ts'
import type { RunId } from '#shared/ids.ts'
import { type Agent, type AgentView, newAgentSchema } from '#shared/model/agents/agent.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { importRoster } from '../../agents/rosters/import-roster.ts'
import { posterior } from '../../assignment/competence.ts'
import { slotsTaken } from '../../assignment/verify.ts'
import type { AgentState } from '../../engine/state.ts'
import type { SourceFile } from '../../planning/importers/source.ts'
import type { AppOptions } from '../options.ts'
import { buildRun } from '../runs/build-run.ts'
import { type Call, type InputOf, records, requireFound, type UseCases, withId } from '../use-case.ts'
import { requireDistinctIds } from './roster.ts'

/** Use cases of agents: registration, discovery, import, checks and trials. */
export function createAgents(options: AppOptions): UseCases<'agents'> {
  const { engine, agentService, hideIn } = options
  return {
    list: () => ok(listAgents(options)),
    get: ({ id }) => readAgent(options, id),
    async register({ agents }, { commandId }) {
      const distinct = requireDistinctIds(agents.map(({ id }) => id))
      if (!distinct.ok) return distinct
      const outcome = await engine.dispatch({ type: 'agents.register', agents }, withId(commandId))
      return outcome.ok ? ok(listAgents(options)) : outcome
    },
    discover: ({ add = false }, call) => discover(options, add, call),
    importRoster: (input, { commandId }) => importAgents(options, input, commandId),
    enable: ({ id }, { commandId }) => setEnabled(options, { id, isEnabled: true, commandId }),
    disable: ({ id }, { commandId }) => setEnabled(options, { id, isEnabled: false, commandId }),
    async check({ id }, { signal }) {
      const found = requireAgent(options, id)
      if (!found.ok) return found
      const working = requireWorking(options)
      return working.ok ? ok(hideIn(await agentService.check(found.value.agent, signal))) : working
    },
    async trial(asked, { commandId }) {
      const runId = await tryOut(options, asked, commandId)
      return runId.ok ? ok({ runId: runId.value }) : runId
    },
    async readCard(asked, { signal }) {
      const agent = await readCard(options, asked, signal)
      return agent.ok ? ok({ agent: agent.value }) : agent
    },
  }
}

function readAgent(options: AppOptions, id: string): Result<AgentDetail, Refusal> {
  const found = requireAgent(options, id)
  return found.ok ? ok(describe(options, found.value)) : found
}

interface Enabling {
  readonly id: string
  readonly isEnabled: boolean
  readonly commandId: string | null
}

async function setEnabled(
  options: AppOptions,
  { id, isEnabled, commandId }: Enabling,
): Promise<Result<AgentDetail, Refusal>> {
  const found = requireAgent(options, id)
  if (!found.ok) return found
  const command = { type: 'agents.enable', agentId: id, isEnabled } as const
  const outcome = await options.engine.dispatch(command, withId(commandId))
  return outcome.ok ? readAgent(options, id) : outcome
}

const requireAgent = ({ engine }: AppOptions, id: string): Result<AgentState, Refusal> =>
  requireFound(engine.state.agents.get(id), records.agent(id))

/** Refuses in a passive process, which starts nothing and calls nobody. */
function requireWorking({ isPassive }: AppOptions): Result<null, Refusal> {
  if (!isPassive) return ok(null)
  return refuse('E_STATE', 'not_running_read_only')
}

const listAgents = ({ engine }: AppOptions): AgentView[] =>
  [...engine.state.agents.values()]
    .map((each) => ({ ...each.agent, running: slotsTaken(each) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))

function describe({ clock }: AppOptions, known: AgentState): AgentDetail {
  const now = clock.now()
  const record = [...known.competences]
    .map(([skill, competence]) => {
      const { successes, failures } = competence
      return { skill, successes, failures, expected: posterior(competence, now) }
    })
    .sort((a, b) => (a.skill < b.skill ? -1 : 1))
  return { agent: { ...known.agent, running: slotsTaken(known) }, record }
}

/** Searches for agents. If `isToAdd` is set, registers the usable ones with a free id; their cost is unknown. */
async function discover(
  { engine, discoverAgents }: AppOptions,
  isToAdd: boolean,
  { commandId, signal }: Call,
) {
  const { found, searched } = await discoverAgents(signal)
  const usable = found.filter((each) => each.fault === null && !engine.state.agents.has(each.id))
  const agents = isToAdd ? usable.map(agentOf) : []
  if (agents.length > 0) {
    const outcome = await engine.dispatch({ type: 'agents.register', agents }, withId(commandId))
    if (!outcome.ok) return outcome
  }
  return ok({
    found: [...found],
    added: agents.map((each) => each.id),
    searched: { names: [...searched.names], folders: [...searched.folders] },
  })
}

const agentOf = ({ id, name, command, passEnv }: FoundAgent): Agent =>
  newAgentSchema.parse({ id, name, kind: 'acp', skills: ['coding'], config: { command, passEnv } })

type RosterInput = InputOf<'agents', 'importRoster'>

async function importAgents(
  { engine }: AppOptions,
  input: RosterInput,
  commandId: string | null,
): Promise<Result<RosterReport, Refusal>> {
  const files = filesOf(input)
  if (!files.ok) return files
  const read = importRoster(files.value, {
    aliases: engine.state.aliases,
    registered: new Map([...engine.state.agents].map(([key, { agent }]): [string, Agent] => [key, agent])),
    ...(input.online !== undefined && { isOnline: input.online }),
  })
  if (!read.ok) return read
  const { agents, formats, replaced, derived, warnings } = read.value
  if (!input.dryRun) {
    const outcome = await engine.dispatch({ type: 'agents.register', agents }, withId(commandId))
    if (!outcome.ok) return outcome
  }
  return ok({
    formats: [...formats],
    agents: [...agents],
    replaced: [...replaced],
    derived: [...derived],
    warnings: [...warnings],
  })
}

function filesOf({ text, fileName, files }: RosterInput): Result<readonly SourceFile[], Refusal> {
  if (text === undefined && fileName === undefined && files !== undefined) return ok(files)
  if (text !== undefined && fileName !== undefined && files === undefined)
    return ok([{ path: fileName, text }])
  return refuse('E_REQUIRED', 'import_input_missing', { field: 'files' })
}

type Trial = InputOf<'agents', 'trial'>

/** Starts an ordinary run with one task and this agent as its only crew member. */
async function tryOut(
  options: AppOptions,
  { id, text = words.agentTrials.task }: Trial,
  commandId: string | null,
): Promise<Result<RunId, Refusal>> {
  const found = requireAgent(options, id)
  if (!found.ok) return found
  const working = requireWorking(options)
  if (!working.ok) return working
  const { agent } = found.value
  if (agent.availability === 'offline') {
    return refuse('E_STATE', 'agent_offline', { agent: agent.name })
  }
  const title = words.agentTrials.title(agent.name)
  const task = { task_id: 'trial', title, description: text, required_skills: skillsOfTrial(agent) }
  const plan = planOfRequest({ plan_id: `trial-${id}`, title, tasks: [task] }, null)
  const outcome = await buildRun(options, { plan: { ...plan, crew: [id] }, commandId })
  return outcome.ok ? ok(present(outcome.value.runId, 'id of the new run')) : outcome
}

/**
 * The skills of a request decide what a built-in agent does. For other agents, a trial must not count as competence.
 */
const skillsOfTrial = ({ kind, skills }: Agent): string[] => (kind === 'builtin' ? skills.slice(0, 1) : [])

type CardInput = InputOf<'agents', 'readCard'>

/** The agent that a card describes; nothing is saved. */
async function readCard(
  options: AppOptions,
  { url, headers = {} }: CardInput,
  signal: AbortSignal | undefined,
): Promise<Result<Agent, Refusal>> {
  const working = requireWorking(options)
  if (!working.ok) return working
  const card = await options.agentService.readCard({ url, headers: { ...headers } }, signal)
  if (!card.ok) return refuse('E_FORMAT', 'agent_card_unreadable', { why: card.error, field: 'url' })
  const { aliases } = options.engine.state
  const text = JSON.stringify(options.hideIn(card.value))
  const read = importRoster([{ path: 'agent-card.json', text }], { aliases, registered: new Map() })
  const [agent] = read.ok ? read.value.agents : []
  if (agent === undefined) return refuse('E_FORMAT', 'agent_card_missing', { field: 'url' })
  return ok({ ...agent, kind: 'a2a', config: { url, headers: { ...headers } } })
}
