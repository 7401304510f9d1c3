import type { SeedMemory } from '#shared/contract/compat/seed.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { unwrap } from '#shared/refusal.ts'
import type { Application } from '../../app/application.ts'
import { answer, procedures } from '../wire/procedure.ts'

/** Handlers for document 000, with its own field names. */
export const createSeedHandlers = (seed: Application['seed']) => ({
  build: procedures.seed.build.handler(answer(seed.build)),
  scope: procedures.seed.scope.handler(async ({ input, signal }) => {
    const { goal, answers, project_id, project_folder } = input
    const { plan, complexity, openQuestions, notUnderstood, model, notes } = unwrap(
      await seed.scope({ goal, answers, projectFolder: project_folder ?? null }, signal),
    )
    const about = {
      ...(project_id !== undefined && { project_id }),
      ...(project_folder !== undefined && { project_folder }),
    }
    return {
      plan: { ...plan, ...about },
      open_questions: [...openQuestions],
      not_understood: [...notUnderstood],
      complexity: complexity.map(({ taskKey: task_id, score, because, isSplit: is_split }) => ({
        ...{ task_id, score, because, is_split },
      })),
      model,
      notes: [...notes],
    }
  }),
  verifyTask: procedures.seed.verifyTask.handler(({ input: { agent_id, required_skills, simulate } }) => {
    const asked = { required: required_skills, isSimulated: simulate ?? false }
    const { missingSkills, ...verdict } = seed.verifyAgent(agent_id, asked)
    return { ...verdict, missing_skills: missingSkills }
  }),
  readMemory: procedures.seed.readMemory.handler(({ input }) =>
    seedMemoryOf(unwrap(seed.readMemory(input.memory_id))),
  ),
})

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
