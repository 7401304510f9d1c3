import { z } from 'zod'
import type { TaskResult } from '#shared/model/attempt.ts'
import type { Artifact } from './context.ts'

const maxPerTask = 50
const maxLength = 64_000

const fileSchema = z.object({ name: z.string().min(1).max(300), text: z.string() })
const partSchema = z.object({ artifacts: z.array(z.unknown()) })

/**
 * The files that a result says its task made: `data.artifacts`, or those of one of its parts, each `{ name, text }`. What is
 * not in that form is no file. Long ones are cut: a decider reads them, and they are kept whole with the result.
 */
export function readArtifacts(taskKey: string, { data }: Pick<TaskResult, 'data'>): Artifact[] {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  return [data, ...parts]
    .flatMap((part) => {
      const parsed = partSchema.safeParse(part)
      return parsed.success ? parsed.data.artifacts : []
    })
    .flatMap((file) => {
      const parsed = fileSchema.safeParse(file)
      return parsed.success ? [{ ...parsed.data, taskKey, text: parsed.data.text.slice(0, maxLength) }] : []
    })
    .slice(0, maxPerTask)
}

/** The newest of each name, in the order in which they were made. */
export function newestOf(artifacts: readonly Artifact[]): Artifact[] {
  const byName = new Map<string, Artifact>()
  for (const each of artifacts) {
    byName.delete(each.name)
    byName.set(each.name, each)
  }
  return [...byName.values()]
}
