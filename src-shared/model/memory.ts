import { z } from 'zod'

/** Something kept to be found again. `build_log` is one type of it. */
export const memoryEntrySchema = z.object({
  id: z.string(),
  agentId: z.string(),
  type: z.string(),
  content: z.json(),
  tags: z.array(z.string()),
  projectId: z.string().nullable(),
  status: z.string(),
  taskType: z.string(),
  taskId: z.string(),
  createdAt: z.number(),
  /** Where it came from, as far as it came from a run. */
  runId: z.string().nullable(),
  taskKey: z.string().nullable(),
  eventSeq: z.number().nullable(),
})
export type MemoryEntry = z.infer<typeof memoryEntrySchema>

/** Tag of an entry that comes from a simulation (ADR 0037). */
export const simulationTag = 'simulation'

/** Whether an entry says that it comes from a simulation; the tags of a build log can be edited, its content cannot. */
export function isOfSimulation({ tags, content }: Pick<MemoryEntry, 'tags' | 'content'>): boolean {
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
  return tags.includes(simulationTag) || (isObject && content.simulated === true)
}

/** The tag of a pinned entry. */
export const pinnedTag = 'pinned'
export const memoryTagsSchema = z.array(z.string().trim().min(1).max(100)).max(100)

/** The fields of a new entry; the others are set when it is stored. Only builds write `build_log`. */
export const newMemorySchema = z.strictObject({
  type: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_]{0,63}$/, 'a type is lower-case letters, digits and _, such as note')
    .refine((type) => type !== 'build_log', 'a build log is written by a build'),
  content: z.json(),
  tags: memoryTagsSchema.default([]),
  projectId: z.string().min(1).max(200).nullable().default(null),
  runId: z.string().nullable().default(null),
  taskKey: z.string().nullable().default(null),
  /** The agent or person that says it. */
  agentId: z.string().trim().min(1).max(100).default('me'),
})
export type NewMemory = z.infer<typeof newMemorySchema>
