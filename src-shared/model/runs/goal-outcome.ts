import { z } from 'zod'
import { assertNever } from '../../assert.ts'
import { plural } from '../../text/plural.ts'
import type { Artifact } from '../artifact.ts'
import type { RunOutcome } from './run.ts'
import type { RunGap } from './run-outcome.ts'
import { outcomeWords } from './run-text.ts'

/** A file that was made and still needs work. */
const unfinishedFileSchema = z.object({ name: z.string(), missing: z.string() })
export type UnfinishedFile = z.infer<typeof unfinishedFileSchema>

/**
 * The outcome of a goal, by that of its run (ADR 0036). `reached`: succeeded. `scaffolds`: succeeded with gaps.
 * `not_reached`: failed, rejected or cancelled. `open`: the run goes on.
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
  `Succeeded with gaps: ${unfinished.length === 1 ? '1 file is' : `${unfinished.length} files are`} incomplete.`

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
      return { outcome: 'open', summary: 'The goal is still open.', unfinished }
    case 'succeeded':
      return { outcome: 'reached', summary: `${outcomeWords.succeeded}: the goal is reached.`, unfinished }
    case 'succeeded_with_gaps': {
      const others = `Succeeded with ${plural(gaps.length, 'gap')}.`
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
        summary: `${outcomeWords[outcome]}: the goal was not reached.`,
        unfinished,
      }
    default:
      return assertNever(outcome, 'run outcome')
  }
}
