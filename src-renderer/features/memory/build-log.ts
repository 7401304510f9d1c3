import { z } from 'zod'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { gapKinds } from '#shared/model/runs/run-outcome.ts'
import { taskStatuses } from '#shared/model/task.ts'

/** The second half of a build log, which the end of its run adds. */
const buildEndSchema = z.object({
  outcome: runOutcomeSchema,
  ended_at: z.string().nullable(),
  results: z.array(
    z.object({
      task_id: z.string(),
      status: z.enum(taskStatuses),
      result: z.string(),
      reason: z.string().nullable(),
    }),
  ),
  cost: z.array(z.object({ currency: z.string(), amount_minor: z.number() })),
  gaps: z.array(
    z.object({
      kind: z.enum(gapKinds),
      task_id: z.string().nullable(),
      name: z.string(),
      message: z.string(),
    }),
  ),
  gap_count: z.number().nullable(),
})
export type BuildEnd = z.infer<typeof buildEndSchema>

const buildLogSchema = z.object({
  plan_id: z.string(),
  delegated_tasks: z.array(
    z.object({ task_id: z.string(), assigned_agent: z.string(), delegation_task_id: z.string() }),
  ),
  unassigned_tasks: z.array(z.object({ task_id: z.string(), reason: z.string() })),
  timestamp: z.string(),
})
export type BuildLog = z.infer<typeof buildLogSchema>

/** The build log in a memory entry; null for another type or form. */
export function readBuildLog({ type, content }: MemoryEntry): BuildLog | null {
  if (type !== 'build_log') return null
  const parsed = buildLogSchema.safeParse(content)
  return parsed.success ? parsed.data : null
}

/** How the run of a build went; null while it goes on, and of an older build log. */
export function readBuildEnd({ content }: Pick<MemoryEntry, 'content'>): BuildEnd | null {
  const parsed = buildEndSchema.safeParse(content)
  return parsed.success ? parsed.data : null
}
