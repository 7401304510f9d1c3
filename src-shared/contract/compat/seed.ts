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

/**
 * The endpoints of document 000 with its exact shapes. Their snake_case words are used at this edge only.
 */
const priorityWord = z
  .string()
  .transform((word) => word.toLowerCase())
  .pipe(prioritySchema)

export const buildTaskSchema = z.strictObject({
  task_id: z.string().min(1).max(maxTaskKeyLength),
  description: z.string().min(1).max(100_000),
  required_skills: z.array(z.string().min(1).max(100)).max(100),
  /** The id of the one agent that may do it; absent: whoever is best. */
  pin: z.string().min(1).max(100).optional(),
  title: z.string().max(500).optional(),
  depends_on: z.array(z.string()).optional(),
  priority: priorityWord.optional(),
  due_at: isoInstantSchema.optional(),
  tags: z.array(z.string().max(100)).max(100).optional(),
  requires_approval: z.boolean().optional(),
  /** A `group` has tasks below it (`parent`) and no work of its own. */
  kind: taskKindSchema.optional(),
  parent: z.string().max(maxTaskKeyLength).optional(),
  /** The id of a published plan whose tasks stand in its place. */
  sub_plan: z.string().max(200).optional(),
  /** `success`, `failure`, `always`, or an expression over its dependencies. */
  condition: z.string().max(2000).optional(),
  /** Join over its dependencies; absent: `none_failed` behind a conditional branch, else `all_succeeded`. */
  join: joinSchema.optional(),
  gate: gateSettingSchema.optional(),
  retry: retrySettingSchema.optional(),
  timeouts: timeoutsSettingSchema.optional(),
  /** The maximum cost of one attempt. */
  cost: moneySettingSchema.optional(),
  /** For a group: the cap for everything below it. */
  budget: moneySettingSchema.optional(),
  estimate_ms: z.int().min(0).optional(),
  /** The checks of its result. */
  done_when: checksSchema.optional(),
  /** Done before the plan is run: a run starts with it as done. */
  done: z.boolean().optional(),
})

export const buildRequestSchema = z.strictObject({
  plan_id: z.string().min(1).max(200),
  tasks: z.array(buildTaskSchema).max(100_000),
  project_id: z.string().min(1).max(200).nullish(),
  title: z.string().max(500).optional(),
  description: z.string().max(10_000).optional(),
  project_folder: z.string().max(4096).optional(),
  /** Where programs work: `folder` of the run, which is the default, or a git `worktree` of the run or of each task. */
  workspace: workspaceModeSchema.optional(),
  parallel_limit: z.int().min(1).max(1000).optional(),
  /** The cap of what a run may spend. */
  budget: moneySettingSchema.optional(),
  /** A run starts nothing more while this many results wait for review. */
  review_limit: z.int().min(1).max(1000).optional(),
  /** Says what "today" is for deadlines; UTC where it is absent. */
  time_zone: timeZoneSchema.optional(),
  /** The JSON schema of the file, for editors; ignored. */
  $schema: z.string().max(2000).optional(),
})
export type BuildRequest = z.infer<typeof buildRequestSchema>

/** A plan file says nothing of how it is run; the request that builds it does. */
export const buildInputSchema = buildRequestSchema.extend({
  /** Starts a simulation: only simulated agents and people work in it, and nothing of it is real. */
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
  /** Asks for a simulation; see `build`. */
  simulate: z.boolean().optional(),
})

const verifyResponseSchema = z.object({
  qualified: z.boolean(),
  missing_skills: z.array(z.string()),
  available: z.boolean(),
  reason: z.string(),
})

/** The answer of a person to a question about a goal. */
export const goalAnswerSchema = z.strictObject({
  question: z.string().min(1).max(5000),
  answer: z.string().trim().min(1).max(2000),
})
export type GoalAnswer = z.infer<typeof goalAnswerSchema>

export const scopeRequestSchema = z.strictObject({
  goal: z.string().min(1).max(10_000),
  /** To what was asked of the goal before. */
  answers: z.array(goalAnswerSchema).max(20).default([]),
  project_id: z.string().min(1).max(200).optional(),
  project_folder: z.string().max(4096).optional(),
})

export type ScopeRequest = z.input<typeof scopeRequestSchema>

export const scopeResponseSchema = z.object({
  /** As `build` takes it. */
  plan: buildRequestSchema,
  /** Questions to answer first; the plan is empty, or a guess, when the goal does not tell. */
  open_questions: z.array(z.string()),
  /** How hard each task was found, 1 to 10; one of 7 or more is split where that could be done. */
  complexity: z.array(
    z.object({ task_id: z.string(), score: z.number(), because: z.string(), is_split: z.boolean() }),
  ),
  /** Parts of the goal that no task, gate or earlier question covers; each is asked about in `open_questions`. */
  not_understood: z.array(z.string()),
  /** `provider/model`, or null: by templates. */
  model: z.string().nullable(),
  /** Notes about the planning: a model without an answer, a fault of its plan, missing skills. */
  notes: z.array(z.string()),
})
export type ScopeResponse = z.infer<typeof scopeResponseSchema>

export const seedContract = {
  scope: query(
    '/modules/orchestrator/scope',
    'Make a plan of a goal, for build; nothing of it is kept or run',
    ['E_NOT_FOUND', 'E_TYPE', 'E_FILE'],
  )
    .input(scopeRequestSchema)
    .output(scopeResponseSchema),
  build: post('/modules/orchestrator/build', 'Assign and start the tasks of a plan', [...buildRefusals])
    .input(buildInputSchema)
    .output(buildResponseSchema),
  verifyTask: query('/agent/verify_task', 'Can this agent do a task with these skills?')
    .input(verifyRequestSchema)
    .output(verifyResponseSchema),
  readMemory: get('/modules/memory/read', 'One memory entry', ['E_NOT_FOUND'])
    .input(z.strictObject({ memory_id: z.string().min(1) }))
    .output(seedMemorySchema),
}
