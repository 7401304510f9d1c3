import { z } from 'zod'
import { assertNever } from '../../assert.ts'
import { words } from '../../words/words.ts'
import type { Artifact } from '../artifact.ts'
import type { RunOutcome } from './run.ts'
import type { RunGap } from './run-outcome.ts'
import { outcomeWords } from './run-text.ts'

const text = words.goalOutcomes

/** An incomplete file. */
const unfinishedFileSchema = z.object({ name: z.string(), missing: z.string() })
export type UnfinishedFile = z.infer<typeof unfinishedFileSchema>

/**
 * The outcome of a goal, by that of its run (ADR 0036). `reached`: succeeded. `scaffolds`: succeeded with gaps.
 * `not_reached`: failed, rejected or cancelled. `open`: the run goes on.
 */
const goalOutcomes = ['reached', 'scaffolds', 'not_reached', 'open'] as const

export const goalOutcomeSchema = z.object({
  outcome: z.enum(goalOutcomes),
  /** A single sentence. */
  summary: z.string(),
  /** The missing parts, file by file, in the order of creation. */
  unfinished: z.array(unfinishedFileSchema),
})
export type GoalOutcome = z.infer<typeof goalOutcomeSchema>

/** Only the newest file of each name counts. */
export function listUnfinished(files: readonly Pick<Artifact, 'name' | 'missing'>[]): UnfinishedFile[] {
  const missing = new Map(files.map(({ name, missing = '' }) => [name, missing.trim()]))
  return [...missing].flatMap(([name, text]) => (text === '' ? [] : [{ name, missing: text }]))
}

export const summaryOfScaffolds = (unfinished: readonly UnfinishedFile[]): string =>
  text.incompleteFiles(unfinished.length)

interface EndedRun {
  readonly outcome: RunOutcome | null
  readonly gaps: readonly Pick<RunGap, 'kind' | 'name' | 'message'>[]
}

export function outcomeOfGoal({ outcome, gaps }: EndedRun): GoalOutcome {
  const unfinished = gaps.flatMap(({ kind, name, message }) =>
    kind === 'incomplete_file' ? [{ name, missing: message }] : [],
  )
  switch (outcome) {
    case null:
      return { outcome: 'open', summary: text.open, unfinished }
    case 'succeeded':
      return { outcome: 'reached', summary: text.reached(outcomeWords.succeeded), unfinished }
    case 'succeeded_with_gaps': {
      const others = text.gaps(gaps.length)
      const isOfFiles = unfinished.length === gaps.length
      return {
        outcome: 'scaffolds',
        summary: isOfFiles ? summaryOfScaffolds(unfinished) : others,
        unfinished,
      }
    }
    case 'failed':
    case 'rejected':
    case 'cancelled':
      return {
        outcome: 'not_reached',
        summary: text.notReached(outcomeWords[outcome]),
        unfinished,
      }
    default:
      return assertNever(outcome, 'run outcome')
  }
}
