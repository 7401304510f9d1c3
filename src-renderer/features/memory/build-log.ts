import { z } from 'zod'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { runOutcomeSchema } from '#shared/model/runs/run.ts'
import { gapKinds } from '#shared/model/runs/run-outcome.ts'
import { taskStatuses } from '#shared/model/task.ts'

/** Part of the build log that is added at the end of the run. */
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

/** The build log of a memory entry; null for other types or an unknown format. */
export function readBuildLog({ type, content }: MemoryEntry): BuildLog | null {
  if (type !== 'build_log') return null
  const parsed = buildLogSchema.safeParse(content)
  return parsed.success ? parsed.data : null
}

/** The outcome of the build's run; null while the run is open, and for build logs in the older format. */
export function readBuildEnd({ content }: Pick<MemoryEntry, 'content'>): BuildEnd | null {
  const parsed = buildEndSchema.safeParse(content)
  return parsed.success ? parsed.data : null
}
