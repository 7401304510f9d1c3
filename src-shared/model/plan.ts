import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { orElse } from '../or-else.ts'
import { moneySumSchema } from './money.ts'
import { storedTaskSchema } from './task.ts'
import { workspaceModeSchema } from './workspace.ts'

/** Maximum number of tasks; the engine is not built for larger runs. */
export const maxPlanTasks = 100_000

/** A warning of an importer, with its location. */
export const importWarningSchema = z.object({ code: z.string(), where: z.string(), message: z.string() })
export type ImportWarning = z.infer<typeof importWarningSchema>

export const planSources = [
  'switchyard',
  'taskmaster',
  'checklist',
  'beads',
  'backlog',
  'github-actions',
  'wfcommons',
  'mermaid',
  'dot',
  'csv',
] as const
export type PlanSource = (typeof planSources)[number]

// The constructor throws for an unknown name; there is no other check.
const isTimeZone = (name: string): boolean =>
  orElse(() => Boolean(new Intl.DateTimeFormat('en', { timeZone: name })), false)

export const timeZoneSchema = z.string().max(100).refine(isTimeZone, format('timeZone'))

/** A plan snapshot: immutable once published. */
export const planDocumentSchema = z.object({
  key: z.string(),
  title: z.string(),
  projectId: z.string().nullable(),
  /** Folder that built-in agents may read. Absolute once the plan is opened; null if there is none. */
  projectFolder: z.string().nullable(),
  /** Where programs work. Absent: in the run's folder. */
  workspace: workspaceModeSchema.optional(),
  parallelLimit: z.int().min(1).max(1000),
  /** Ids of the agents for the run; null: the entire roster. */
  crew: z.array(z.string()).nullable(),
  source: z.enum(planSources),
  /** IANA time zone for "today" in deadlines. Absent: UTC. */
  timeZone: timeZoneSchema.optional(),
  /** Budget of each run. Absent: no limit. */
  budget: moneySumSchema.optional(),
  /** Maximum number of results that wait for review before a run stops starting tasks. Absent: no limit. */
  reviewLimit: z.int().min(1).max(1000).optional(),
  tasks: z.array(storedTaskSchema),
})
export type PlanDocument = z.infer<typeof planDocumentSchema>

/** Facts of the dependency graph. Edges are distinct (prerequisite, dependent) pairs of existing tasks. */
export const planShapeSchema = z.object({
  tasks: z.number(),
  edges: z.number(),
  roots: z.number(),
  /** Number of tasks on the longest chain; null if there is a cycle. */
  longestPath: z.number().nullable(),
  cycles: z.number(),
  dangling: z.number(),
})
export type PlanShape = z.infer<typeof planShapeSchema>

/** Label of a plan version, in addition to its number. */
export const versionLabelSchema = z.object({
  name: z.string().nullable(),
  /** The change and its reason. */
  note: z.string().nullable(),
  /** The author. */
  by: z.string(),
})
export type VersionLabel = z.infer<typeof versionLabelSchema>

export const planViewSchema = z.object({
  id: z.string(),
  /** Id of the first version, shared by all versions of a plan. */
  line: z.string(),
  /** From 1. */
  version: z.number(),
  label: versionLabelSchema.nullable(),
  key: z.string(),
  title: z.string(),
  source: z.enum(planSources),
  projectId: z.string().nullable(),
  taskCount: z.number(),
  runnable: z.boolean(),
  createdAt: z.number(),
  /** Time when the version left the list, because it was removed or replaced; null while listed. */
  removedAt: z.number().nullable(),
})
export type PlanView = z.infer<typeof planViewSchema>
