import { z } from 'zod'
import { gateSchema } from './approval.ts'
import { instantSchema } from './instant.ts'
import { moneySchema, moneySumSchema } from './money.ts'
import { planDocumentSchema } from './plan.ts'
import { storedTaskSchema } from './task.ts'
import { joinSchema, prioritySchema, taskDefinitionSchema, taskKindSchema } from './task-definition.ts'

/**
 * `error`: the plan cannot run, or part of it would wait forever. `warning`: the plan probably differs from its
 * intent.
 * `hint`: a possible improvement.
 */
export const severities = ['error', 'warning', 'hint'] as const
export type Severity = (typeof severities)[number]

/** An approval as written in a file. The check reports approvals that no person could answer. */
const draftGateSchema = z.strictObject({
  ...gateSchema.shape,
  form: z.array(gateSchema.shape.form.unwrap().element).max(50).optional(),
})

/** A plan under review. It may have cycles, dangling references and other errors that prevent a run. */
export const planDraftSchema = planDocumentSchema.extend({
  budget: moneySchema.optional(),
  tasks: z.array(taskDefinitionSchema.extend({ gate: draftGateSchema.optional() })).max(100_000),
})
/** The same plan in an output. Stored amounts may exceed the input range. */
export const planDraftViewSchema = planDocumentSchema.extend({
  tasks: z.array(storedTaskSchema.extend({ gate: draftGateSchema.optional() })),
})
export type PlanDraft = z.infer<typeof planDraftSchema>

const keysSchema = z.array(z.string()).readonly()

/** Path to a field of a plan file: names, and indexes in lists. */
const pathSchema = z.array(z.union([z.string(), z.int()])).readonly()

/** A change of a plan document; `task` is a key. */
export const planChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dependencies'), task: z.string(), drop: keysSchema, add: keysSchema }),
  /** Removes repeated dependencies. */
  z.object({ type: z.literal('repeats'), task: z.string() }),
  z.object({ type: z.literal('skills'), task: z.string(), drop: keysSchema, add: keysSchema }),
  z.object({
    type: z.literal('set'),
    task: z.string(),
    to: z.object({
      title: z.exactOptional(z.string()),
      description: z.exactOptional(z.string()),
      kind: z.exactOptional(taskKindSchema),
      parent: z.exactOptional(z.string().nullable()),
      priority: z.exactOptional(prioritySchema),
      dueAt: z.exactOptional(instantSchema.nullable()),
      requiresApproval: z.exactOptional(z.boolean()),
      join: z.exactOptional(joinSchema),
      gate: z.exactOptional(gateSchema),
      budget: z.exactOptional(moneySumSchema),
      pin: z.exactOptional(z.string()),
    }),
  }),
  z.object({
    type: z.literal('clear'),
    task: z.string(),
    setting: z.enum(['condition', 'gate', 'budget', 'pin']),
  }),
  /** Renames the last of several tasks with the same key. */
  z.object({ type: z.literal('rename'), task: z.string(), to: z.string() }),
  z.object({ type: z.literal('remove'), task: z.string() }),
  z.object({ type: z.literal('plan_budget'), to: moneySumSchema }),
  z.object({ type: z.literal('crew'), to: z.array(z.string()).nullable() }),
  /** A change of a plan file that is not yet a valid document: a field is renamed, replaced or removed. */
  z.object({ type: z.literal('rename_field'), path: pathSchema, to: z.string() }),
  z.object({ type: z.literal('set_field'), path: pathSchema, to: z.json() }),
  z.object({ type: z.literal('drop_field'), path: pathSchema }),
])
export type PlanChange = z.infer<typeof planChangeSchema>

/** A change of a plan file before validation. */
export type FieldChange = Extract<PlanChange, { readonly path: unknown }>

/** A fix of a problem. */
export const planFixSchema = z.object({
  /** Finding id, slash, name of the fix. */
  id: z.string(),
  title: z.string(),
  /** True: the fix removes nothing intentional and needs no review. */
  isSafe: z.boolean(),
  changes: z.array(planChangeSchema),
})
export type PlanFix = z.infer<typeof planFixSchema>

/** A problem of a plan. Its id stays the same while it exists. */
export const planFindingSchema = z.object({
  id: z.string(),
  code: z.string(),
  severity: z.enum(severities),
  taskKeys: z.array(z.string()),
  /** Location in the plan file, such as `tasks[3].priority`; null: no single location. */
  place: z.string().nullable(),
  message: z.string(),
  fixes: z.array(planFixSchema),
})
export type PlanFinding = z.infer<typeof planFindingSchema>
