import { present } from '#shared/assert.ts'
import type { BuildRequest, SeedMemory, VerifyRequest } from '#shared/contract/compat/seed.ts'
import type { Verdict } from '#shared/model/agents/agent.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { requireFolder } from '../../app/plans/folders.ts'
import { buildRun, planOfInput } from '../../app/runs/build-run.ts'
import { withNormalisedSkills } from '../../assignment/held-skills.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { verdictOnUnknownAgent, verifyForRun } from '../../assignment/verify.ts'
import { nameSkills } from '../../engine/skill-words.ts'
import type { Services } from '../wire/context.ts'
import { found, procedures, unwrap } from '../wire/procedure.ts'

/** Document 000 at its own words. */
export const createSeedHandlers = (services: Services) => ({
  build: procedures.seed.build.handler(async ({ input, context }) => {
    const { simulate: isSimulated = false, ...request } = input
    const plan = unwrap(planOfInput(request))
    const commandId = context.idempotencyKey
    const answer = unwrap(await buildRun(services, { plan, isSimulated, commandId }))
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
