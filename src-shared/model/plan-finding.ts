import { z } from 'zod'
import { gateSchema } from './approval.ts'
import { instantSchema } from './instant.ts'
import { moneySchema, moneySumSchema } from './money.ts'
import { planDocumentSchema } from './plan.ts'
import { storedTaskSchema } from './task.ts'
import { joinSchema, prioritySchema, taskDefinitionSchema, taskKindSchema } from './task-definition.ts'

/**
 * `error`: it cannot be run, or a part of it would wait for ever. `warning`: it probably does not do what was meant.
 * `hint`: it would be a better plan.
 */
export const severities = ['error', 'warning', 'hint'] as const
export type Severity = (typeof severities)[number]

/** An approval as a file has it: the check finds one that no person could answer. */
const draftGateSchema = z.strictObject({
  ...gateSchema.shape,
  form: z.array(gateSchema.shape.form.unwrap().element).max(50).optional(),
})

/** A plan that is still looked at: it may have cycles, dangling references and whatever else keeps it from being run. */
export const planDraftSchema = planDocumentSchema.extend({
  budget: moneySchema.optional(),
  tasks: z.array(taskDefinitionSchema.extend({ gate: draftGateSchema.optional() })).max(100_000),
})
/** The same as it goes out, with amounts of any size that is stored. */
export const planDraftViewSchema = planDocumentSchema.extend({
  tasks: z.array(storedTaskSchema.extend({ gate: draftGateSchema.optional() })),
})
export type PlanDraft = z.infer<typeof planDraftSchema>

const keysSchema = z.array(z.string()).readonly()

/** The way to a field of a plan file: names, and places in lists. */
const pathSchema = z.array(z.union([z.string(), z.int()])).readonly()

/** A change of a document; `task` is a key. */
export const planChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dependencies'), task: z.string(), drop: keysSchema, add: keysSchema }),
  /** Each dependency once. */
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
  /** The last task with this key, where several have it, gets another. */
  z.object({ type: z.literal('rename'), task: z.string(), to: z.string() }),
  z.object({ type: z.literal('remove'), task: z.string() }),
  z.object({ type: z.literal('plan_budget'), to: moneySumSchema }),
  z.object({ type: z.literal('crew'), to: z.array(z.string()).nullable() }),
  /** A change of a plan file that cannot be read as a document yet: a field is renamed, replaced or removed. */
  z.object({ type: z.literal('rename_field'), path: pathSchema, to: z.string() }),
  z.object({ type: z.literal('set_field'), path: pathSchema, to: z.json() }),
  z.object({ type: z.literal('drop_field'), path: pathSchema }),
])
export type PlanChange = z.infer<typeof planChangeSchema>

/** A change of what a plan file holds before it is read. */
export type FieldChange = Extract<PlanChange, { readonly path: unknown }>

/** A fix of a problem. */
export const planFixSchema = z.object({
  /** The finding's id, a slash, and a name that is the finding's own. */
  id: z.string(),
  title: z.string(),
  /** It takes nothing away that may have been meant: it can be done unseen. */
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
  /** Where it stands in a plan file, `tasks[3].priority`; null: it is of tasks as a whole. */
  place: z.string().nullable(),
  message: z.string(),
  fixes: z.array(planFixSchema),
})
export type PlanFinding = z.infer<typeof planFindingSchema>
