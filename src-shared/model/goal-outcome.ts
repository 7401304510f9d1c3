import { z } from 'zod'
import type { Artifact } from './artifact.ts'
import { isRunOver, type RunStatus } from './run.ts'

/** A file that was made and still needs work. */
const unfinishedFileSchema = z.object({ name: z.string(), missing: z.string() })
export type UnfinishedFile = z.infer<typeof unfinishedFileSchema>

/**
 * `reached`: nothing that was made says that it lacks something. `scaffolds`: the work has ended, and files of it are only
 * begun. `not_reached`: it failed or was given up. `open`: it goes on.
 */
const goalOutcomes = ['reached', 'scaffolds', 'not_reached', 'open'] as const

export const goalOutcomeSchema = z.object({
  outcome: z.enum(goalOutcomes),
  /** One sentence for a person. */
  summary: z.string(),
  /** What is missing, file by file, in the order in which they were made. */
  unfinished: z.array(unfinishedFileSchema),
})
export type GoalOutcome = z.infer<typeof goalOutcomeSchema>

/** Of each name its newest form counts. */
export function listUnfinished(files: readonly Pick<Artifact, 'name' | 'missing'>[]): UnfinishedFile[] {
  const missing = new Map(files.map(({ name, missing = '' }) => [name, missing.trim()]))
  return [...missing].flatMap(([name, text]) => (text === '' ? [] : [{ name, missing: text }]))
}

export const summaryOfScaffolds = (unfinished: readonly UnfinishedFile[]): string =>
  `Finished with files that are only begun: ${unfinished.length === 1 ? '1 still needs' : `${unfinished.length} still need`} work.`

/** What a goal came to. */
export function outcomeOfGoal(status: RunStatus, files: readonly Artifact[]): GoalOutcome {
  const unfinished = listUnfinished(files)
  if (!isRunOver(status)) return { outcome: 'open', summary: 'The goal is still open.', unfinished }
  if (status !== 'done') return { outcome: 'not_reached', summary: 'The goal was not reached.', unfinished }
  if (unfinished.length > 0) {
    return { outcome: 'scaffolds', summary: summaryOfScaffolds(unfinished), unfinished }
  }
  return { outcome: 'reached', summary: 'The goal is reached.', unfinished }
}
