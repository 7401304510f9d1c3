import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import type { BuildRequest, SeedMemory, VerifyRequest } from '#shared/contract/compat/seed.ts'
import type { PlanId, RunId } from '#shared/ids.ts'
import type { Agent, Verdict } from '#shared/model/agents/agent.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { requireFolder } from '../../app/plans/folders.ts'
import { withId } from '../../app/use-case.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { verdictOnUnknownAgent, verifyForRun } from '../../assignment/verify.ts'
import type { Answer } from '../../engine/rules/rule.ts'
import { nameSkills } from '../../engine/skill-words.ts'
import { expandSubPlans } from '../../planning/sub-plans.ts'
import type { Services } from '../wire/context.ts'
import { found, procedures, unwrap } from '../wire/procedure.ts'

/** Document 000 at its own words. */
export const createSeedHandlers = (services: Services) => ({
  build: procedures.seed.build.handler(async ({ input, context }) => {
    const { simulate: isSimulated = false, ...request } = input
    const plan = planOfInput(request)
    const answer = await build(services, { plan, isSimulated, commandId: context.idempotencyKey })
    return present(answer.build, 'answer of a build')
  }),
  scope: procedures.seed.scope.handler(async ({ input, signal }) => {
    const { goal, answers, project_id, project_folder } = input
    if (project_folder !== undefined) unwrap(requireFolder(project_folder, 'project_folder'))
    const { plan, complexity, openQuestions, notUnderstood, model, notes } = await services.scope(
      { goal, answers },
      signal,
    )
    const about = {
      ...(project_id !== undefined && { project_id }),
      ...(project_folder !== undefined && { project_folder }),
    }
    return {
      plan: { ...plan, ...about },
      open_questions: [...openQuestions],
      not_understood: [...notUnderstood],
      complexity: complexity.map(({ taskKey, score, because, isSplit }) => ({
        task_id: taskKey,
        score,
        because,
        is_split: isSplit,
      })),
      model,
      notes: [...notes, ...gapsOf(services, plan)],
    }
  }),
  verifyTask: procedures.seed.verifyTask.handler(({ input }) => {
    const { missingSkills, ...verdict } = verifyAgent(services, input)
    return { ...verdict, missing_skills: missingSkills }
  }),
  readMemory: procedures.seed.readMemory.handler(({ input }) =>
    seedMemoryOf(found(services.store.memory.find(input.memory_id), `Memory entry ${input.memory_id}`)),
  ),
})

/** Skills of the plan that no agent has, the roles that a goal brings along included. */
function gapsOf({ engine, roles }: Services, { tasks }: BuildRequest): string[] {
  const working = [...engine.state.agents.values()].filter(({ agent }) => takesPart(agent, false))
  const agents = [...roles, ...working.map(({ agent }) => agent)]
  const known = new Set(agents.flatMap((agent) => withNormalisedSkills(agent, engine.state.aliases).skills))
  const wanted = nameSkills(
    engine.state,
    tasks.flatMap(({ required_skills: skills }) => skills),
  )
  return wanted
    .filter((skill) => !known.has(skill))
    .map((skill) => `No agent has the skill ${skill}: add one, or change the task.`)
}

interface BuildInput {
  readonly plan: PlanDocument
  /** The published plan that it is. */
  readonly planId?: PlanId | undefined
  readonly roster?: readonly Agent[] | undefined
  readonly goal?: Goal
  readonly carried?: NonNullable<CommandOf<'run.build'>['carried']>
  readonly isSimulated?: boolean
  /** See `run.build`. */
  readonly unpaid?: string | undefined
  /** Makes it repeatable by its sender. */
  readonly commandId: string | null
}

/** Starts a run of the plan. */
export async function build(
  services: Services,
  {
    plan: named,
    planId,
    roster = [],
    goal,
    carried = [],
    isSimulated = false,
    unpaid,
    commandId,
  }: BuildInput,
): Promise<Answer> {
  const { engine, newId, roles, store } = services
  const plan = unwrap(
    expandSubPlans(
      named,
      (id) => (store.plans.find(id) ?? store.plans.findNewestOfKey(id))?.document ?? null,
    ),
  )
  const ids = { runId: `run_${newId()}`, memoryId: `mem_${newId()}` } as const
  const command = {
    type: 'run.build',
    ...ids,
    plan,
    ...(planId !== undefined && { planId }),
    roster,
    roles,
    ...(goal !== undefined && { goal }),
    ...(carried.length > 0 && { carried }),
    ...(isSimulated && { isSimulated }),
    ...(unpaid !== undefined && { unpaid }),
  } as const
  return unwrap(await engine.dispatch(command, withId(commandId)))
}

const maxPartLength = 400

/** Notes parts of the request that no task covers: gaps of the run. */
export async function leaveOut(
  { engine }: Services,
  runId: RunId,
  unplaced: readonly string[],
): Promise<void> {
  const message = 'No task covers it.'
  const parts = unplaced.map((part) => ({ name: cutAtWord(part, maxPartLength), message }))
  if (parts.length > 0) await engine.dispatch({ type: 'run.leave_out', runId, parts })
}

export const planOfInput = (request: BuildRequest): PlanDocument =>
  planOfRequest(request, unwrap(requireFolder(request.project_folder ?? null, 'project_folder')))

function verifyAgent({ engine }: Services, { agent_id, required_skills, simulate }: VerifyRequest): Verdict {
  const agent = engine.state.agents.get(agent_id)
  const skills = nameSkills(engine.state, required_skills)
  return agent === undefined
    ? verdictOnUnknownAgent(agent_id, skills)
    : verifyForRun(agent, skills, simulate === true)
}

const seedMemoryOf = (entry: MemoryEntry): SeedMemory => ({
  agent_id: entry.agentId,
  type: entry.type,
  content: entry.content,
  tags: entry.tags,
  project_id: entry.projectId,
  status: entry.status,
  task_type: entry.taskType,
  task_id: entry.taskId,
})
