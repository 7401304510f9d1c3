import { z } from 'zod'
import { checksSchema } from '../../model/check.ts'
import { isoInstantSchema } from '../../model/instant.ts'
import { timeZoneSchema } from '../../model/plan.ts'
import { joinSchema, maxTaskKeyLength, prioritySchema, taskKindSchema } from '../../model/task-definition.ts'
import { workspaceModeSchema } from '../../model/workspace.ts'
import { get, post, query } from '../builders.ts'
import { buildRefusals } from '../errors.ts'
import {
  gateSettingSchema,
  moneySettingSchema,
  retrySettingSchema,
  timeoutsSettingSchema,
} from '../plans/plan-settings.ts'

/** The endpoints of document 000 with its exact shapes. The snake_case names are used only in this API. */
const priorityWord = z
  .string()
  .transform((word) => word.toLowerCase())
  .pipe(prioritySchema)

export const buildTaskSchema = z.strictObject({
  task_id: z.string().min(1).max(maxTaskKeyLength),
  description: z.string().min(1).max(100_000),
  required_skills: z.array(z.string().min(1).max(100)).max(100),
  /** Id of the only agent that may do the task; absent: the best agent. */
  pin: z.string().min(1).max(100).optional(),
  title: z.string().max(500).optional(),
  depends_on: z.array(z.string()).optional(),
  priority: priorityWord.optional(),
  due_at: isoInstantSchema.optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  requires_approval: z.boolean().optional(),
  /** A `group` has child tasks (`parent`) and no work of its own. */
  kind: taskKindSchema.optional(),
  parent: z.string().max(maxTaskKeyLength).optional(),
  /** Id of a published plan whose tasks replace this task. */
  sub_plan: z.string().max(200).optional(),
  /** `success`, `failure`, `always`, or an expression over the dependencies. */
  condition: z.string().max(2000).optional(),
  /** Join over the dependencies; absent: `none_failed` behind a conditional branch, else `all_succeeded`. */
  join: joinSchema.optional(),
  gate: gateSettingSchema.optional(),
  retry: retrySettingSchema.optional(),
  timeouts: timeoutsSettingSchema.optional(),
  /** The maximum cost of one attempt. */
  cost: moneySettingSchema.optional(),
  /** For a group: the cap for all tasks in it. */
  budget: moneySettingSchema.optional(),
  estimate_ms: z.int().min(0).optional(),
  /** Checks of the result. */
  done_when: checksSchema.optional(),
  /** Already done: a run starts with this task as done. */
  done: z.boolean().optional(),
})

export const buildRequestSchema = z.strictObject({
  plan_id: z.string().min(1).max(200),
  tasks: z.array(buildTaskSchema).max(100_000),
  project_id: z.string().min(1).max(200).nullish(),
  title: z.string().max(500).optional(),
  description: z.string().max(10_000).optional(),
  project_folder: z.string().max(4096).optional(),
  /** Working folder of programs: the `folder` of the run (default), or a git `worktree` per run or per task. */
  workspace: workspaceModeSchema.optional(),
  parallel_limit: z.int().min(1).max(1000).optional(),
  /** Cap on the cost of a run. */
  budget: moneySettingSchema.optional(),
  /** A run starts no further tasks while this many results wait for review. */
  review_limit: z.int().min(1).max(1000).optional(),
  /** Time zone that defines "today" for deadlines; absent: UTC. */
  time_zone: timeZoneSchema.optional(),
  /** The JSON schema of the file, for editors; ignored. */
  $schema: z.string().max(2000).optional(),
})
export type BuildRequest = z.infer<typeof buildRequestSchema>

/** Adds options of a run to the plan file, which has none. */
export const buildInputSchema = buildRequestSchema.extend({
  /** Runs a simulation: only simulated agents and people take part, and no real work is done. */
  simulate: z.boolean().optional(),
})

export const buildResponseSchema = z.object({
  status: z.enum(['executing', 'failed']),
  delegated_tasks: z.array(
    z.object({ task_id: z.string(), assigned_agent: z.string(), delegation_task_id: z.string() }),
  ),
  memory_id: z.string(),
})
export type BuildResponse = z.infer<typeof buildResponseSchema>

export const seedMemorySchema = z.object({
  agent_id: z.string(),
  type: z.string(),
  content: z.json(),
  tags: z.array(z.string()),
  project_id: z.string().nullable(),
  status: z.string(),
  task_type: z.string(),
  task_id: z.string(),
})
export type SeedMemory = z.infer<typeof seedMemorySchema>

export const verifyRequestSchema = z.strictObject({
  agent_id: z.string().min(1),
  required_skills: z.array(z.string().min(1)).max(100),
  task_description: z.string().optional(),
  /** Verifies for a simulation; see `build`. */
  simulate: z.boolean().optional(),
})

const verifyResponseSchema = z.object({
  qualified: z.boolean(),
  missing_skills: z.array(z.string()),
  available: z.boolean(),
  reason: z.string(),
})

/** A person's answer to a question about a goal. */
export const goalAnswerSchema = z.strictObject({
  question: z.string().min(1).max(5000),
  answer: z.string().trim().min(1).max(2000),
})
export type GoalAnswer = z.infer<typeof goalAnswerSchema>

export const scopeRequestSchema = z.strictObject({
  goal: z.string().min(1).max(10_000),
  /** Answers to earlier questions about the goal. */
  answers: z.array(goalAnswerSchema).max(20).default([]),
  project_id: z.string().min(1).max(200).optional(),
  project_folder: z.string().max(4096).optional(),
})

export type ScopeRequest = z.input<typeof scopeRequestSchema>

export const scopeResponseSchema = z.object({
  /** The plan, in the format that `build` accepts. */
  plan: buildRequestSchema,
  /** Questions to answer first. If the goal is too vague, the plan is empty or a guess. */
  open_questions: z.array(z.string()),
  /** Estimated difficulty of each task, 1 to 10. Tasks of 7 or more are split where possible. */
  complexity: z.array(
    z.object({ task_id: z.string(), score: z.number(), because: z.string(), is_split: z.boolean() }),
  ),
  /** Parts of the goal that no task, gate or earlier question covers. `open_questions` has a question about each. */
  not_understood: z.array(z.string()),
  /** `provider/model`; null: planned by templates. */
  model: z.string().nullable(),
  /** Notes about the planning: a model that did not answer, errors in its plan, missing skills. */
  notes: z.array(z.string()),
})
export type ScopeResponse = z.infer<typeof scopeResponseSchema>

export const seedContract = {
  scope: query(
    '/modules/orchestrator/scope',
    'Create a plan for a goal, for use with `build`; nothing is stored or run',
    ['E_NOT_FOUND', 'E_TYPE', 'E_FILE'],
  )
    .input(scopeRequestSchema)
    .output(scopeResponseSchema),
  build: post('/modules/orchestrator/build', 'Assign and start the tasks of a plan', [...buildRefusals])
    .input(buildInputSchema)
    .output(buildResponseSchema),
  verifyTask: query('/agent/verify_task', 'Check whether an agent can do a task with these skills')
    .input(verifyRequestSchema)
    .output(verifyResponseSchema),
  readMemory: get('/modules/memory/read', 'Get a memory entry', ['E_NOT_FOUND'])
    .input(z.strictObject({ memory_id: z.string().min(1) }))
    .output(seedMemorySchema),
}
