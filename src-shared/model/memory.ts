import { z } from 'zod'
import { format } from '#shared/model/format.ts'

/** A stored entry that can be searched. `build_log` is one of its types. */
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
  /** Run that wrote the entry; null if no run did. */
  runId: z.string().nullable(),
  taskKey: z.string().nullable(),
  eventSeq: z.number().nullable(),
})
export type MemoryEntry = z.infer<typeof memoryEntrySchema>

/** Tag of entries from a simulation (ADR 0037). */
export const simulationTag = 'simulation'

/** True for an entry from a simulation. Build logs are recognised by their content, because tags can be edited. */
export function isOfSimulation({ tags, content }: Pick<MemoryEntry, 'tags' | 'content'>): boolean {
  const isObject = typeof content === 'object' && content !== null && !Array.isArray(content)
  return tags.includes(simulationTag) || (isObject && content.simulated === true)
}

/** The tag of a pinned entry. */
export const pinnedTag = 'pinned'
export const memoryTagsSchema = z.array(z.string().trim().min(1).max(100)).max(100)

/** Fields of a new entry. The store sets the others. Only builds write `build_log`. */
export const newMemorySchema = z.strictObject({
  type: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_]{0,63}$/, format('memoryType'))
    .refine((type) => type !== 'build_log', format('buildLogType')),
  content: z.json(),
  tags: memoryTagsSchema.default([]),
  projectId: z.string().min(1).max(200).nullable().default(null),
  runId: z.string().nullable().default(null),
  taskKey: z.string().nullable().default(null),
  /** Agent or person who wrote the entry. */
  agentId: z.string().trim().min(1).max(100).default('me'),
})
export type NewMemory = z.infer<typeof newMemorySchema>
