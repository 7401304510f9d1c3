import { z } from 'zod'
import type { MemoryEntry } from '#shared/model/memory.ts'

const buildLogSchema = z.object({
  plan_id: z.string(),
  delegated_tasks: z.array(
    z.object({ task_id: z.string(), assigned_agent: z.string(), delegation_task_id: z.string() }),
  ),
  unassigned_tasks: z.array(z.object({ task_id: z.string(), reason: z.string() })),
  timestamp: z.string(),
})
export type BuildLog = z.infer<typeof buildLogSchema>

/** What a memory entry says of a build; null for an entry of another type or another form. */
export function readBuildLog({ type, content }: MemoryEntry): BuildLog | null {
  if (type !== 'build_log') return null
  const parsed = buildLogSchema.safeParse(content)
  return parsed.success ? parsed.data : null
}
