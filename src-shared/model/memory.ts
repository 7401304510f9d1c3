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
