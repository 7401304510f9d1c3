import { isAbsolute } from 'node:path'
import { present } from '#shared/assert.ts'
import type { BuildRequest, SeedMemory } from '#shared/contract/seed.ts'
import type { Verdict } from '#shared/model/agent.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import { verdictOnUnknownAgent, verify } from '../assignment/verify.ts'
import type { Answer } from '../engine/rules/rule.ts'
import { planOfRequest } from '../planning/plan-document.ts'
import type { Services } from './context.ts'
import { found, procedures, unwrap } from './procedure.ts'

/** Document 000 at its own words. */
export const createSeedHandlers = (services: Services) => ({
  build: procedures.seed.build.handler(async ({ input, context }) => {
    const answer = await build(services, planOfInput(input), context.idempotencyKey)
    return present(answer.build, 'answer of a build')
  }),
  verifyTask: procedures.seed.verifyTask.handler(({ input }) => {
    const { missingSkills, ...verdict } = verifyAgent(services, input.agent_id, input.required_skills)
    return { ...verdict, missing_skills: missingSkills }
  }),
  readMemory: procedures.seed.readMemory.handler(({ input }) =>
    seedMemoryOf(found(services.store.memory.find(input.memory_id), `Memory entry ${input.memory_id}`)),
  ),
})

/** Starts a run of the plan. `commandId` makes it repeatable by its sender. */
export async function build(
  services: Services,
  plan: PlanDocument,
  commandId: string | null,
): Promise<Answer> {
  const { engine, newId } = services
  const command = { type: 'run.build', runId: `run_${newId()}`, memoryId: `mem_${newId()}`, plan } as const
  return unwrap(await engine.dispatch(command, commandId === null ? {} : { id: commandId }))
}

export function planOfInput(request: BuildRequest): PlanDocument {
  const { project_folder: folder = null } = request
  if (folder !== null && !isAbsolute(folder)) {
    const message = `The project folder ${folder} is not an absolute path.`
    throw new RefusalError(refusal('E_TYPE', message, 'Give the whole path.', { field: 'project_folder' }))
  }
  return planOfRequest(request, folder)
}

function verifyAgent({ engine }: Services, agentId: string, requiredSkills: readonly string[]): Verdict {
  const agent = engine.state.agents.get(agentId)
  return agent === undefined ? verdictOnUnknownAgent(agentId, requiredSkills) : verify(agent, requiredSkills)
}

export const seedMemoryOf = (entry: MemoryEntry): SeedMemory => ({
  agent_id: entry.agentId,
  type: entry.type,
  content: entry.content,
  tags: entry.tags,
  project_id: entry.projectId,
  status: entry.status,
  task_type: entry.taskType,
  task_id: entry.taskId,
})
