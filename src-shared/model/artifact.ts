import { z } from 'zod'
import type { TaskResult } from './attempt.ts'

/** A text file that a task made: kept with its result, under a name that is only a name. */
const artifactSchema = z.object({
  name: z.string().min(1).max(300),
  text: z.string(),
  mediaType: z.string().max(200).default('text/plain'),
})
export type Artifact = z.infer<typeof artifactSchema>

const partSchema = z.object({ artifacts: z.array(z.unknown()) })
const maxPerTask = 50

/**
 * The files that a result says its task made: `data.artifacts`, or those of one of its parts, each `{ name, text }`. What is
 * not in that form is no file.
 */
export function artifactsOf({ data }: Pick<TaskResult, 'data'>): Artifact[] {
  const parts = typeof data === 'object' && data !== null && !Array.isArray(data) ? Object.values(data) : []
  return [data, ...parts]
    .flatMap((part) => partSchema.safeParse(part).data?.artifacts ?? [])
    .flatMap((file) => artifactSchema.safeParse(file).data ?? [])
    .slice(0, maxPerTask)
}
