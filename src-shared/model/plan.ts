import { z } from 'zod'
import { orElse } from '../or-else.ts'
import { moneySumSchema } from './money.ts'
import { storedTaskSchema } from './task.ts'
import { workspaceModeSchema } from './workspace.ts'

/** A run of more would be beyond what the engine is built for. */
export const maxPlanTasks = 100_000

/** A named finding of an importer, with the place it was found in. */
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

// There is no other way to ask: the constructor throws for a name it does not know.
const isTimeZone = (name: string): boolean =>
  orElse(() => Boolean(new Intl.DateTimeFormat('en', { timeZone: name })), false)

export const timeZoneSchema = z
  .string()
  .max(100)
  .refine(isTimeZone, 'a time zone is an IANA name, such as Europe/Paris')

/** A plan snapshot: immutable once published. */
export const planDocumentSchema = z.object({
  key: z.string(),
  title: z.string(),
  projectId: z.string().nullable(),
  /** Folder whose files built-in agents may read; absolute once opened, null when there is none. */
  projectFolder: z.string().nullable(),
  /** Where its programs work; absent: in a folder of the run. */
  workspace: workspaceModeSchema.optional(),
  parallelLimit: z.int().min(1).max(1000),
  /** Ids of the only agents that may do its tasks; null: the whole roster. */
  crew: z.array(z.string()).nullable(),
  source: z.enum(planSources),
  /** IANA name of the zone that says what "today" is for deadlines; absent: UTC. */
  timeZone: timeZoneSchema.optional(),
  /** The cap of what a run of it may spend; absent: no cap of its own. */
  budget: moneySumSchema.optional(),
  /** A run starts nothing more while this many results wait for review; absent: however many. */
  reviewLimit: z.int().min(1).max(1000).optional(),
  tasks: z.array(storedTaskSchema),
})
export type PlanDocument = z.infer<typeof planDocumentSchema>

/** Facts of the dependency graph; edges are distinct (prerequisite, dependent) pairs that exist in the plan. */
export const planShapeSchema = z.object({
  tasks: z.number(),
  edges: z.number(),
  roots: z.number(),
  /** Nodes on the longest chain; null while there is a cycle. */
  longestPath: z.number().nullable(),
  cycles: z.number(),
  dangling: z.number(),
})
export type PlanShape = z.infer<typeof planShapeSchema>

/** The label of a version beside its number. */
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
  /** The id of the first version: what all versions of a plan have in common. */
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
  /** Since when it is not listed any more: removed, or followed by another version. */
  removedAt: z.number().nullable(),
})
export type PlanView = z.infer<typeof planViewSchema>
