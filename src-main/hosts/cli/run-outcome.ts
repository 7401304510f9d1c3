import { styleText } from 'node:util'
import { assertNever } from '#shared/assert.ts'
import type { GoalOutcome } from '#shared/model/runs/goal-outcome.ts'
import type { RunOutcome, RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import type { Client } from './connect.ts'
import { exitCodes, type Output, plain } from './output.ts'

const text = words.cli.run

/** Returns 0 only for `succeeded`. */
export function exitCodeOfOutcome(outcome: RunOutcome): number {
  switch (outcome) {
    case 'succeeded':
      return exitCodes.done
    case 'succeeded_with_gaps':
      return exitCodes.gaps
    case 'failed':
    case 'rejected':
    case 'cancelled':
      return exitCodes.failed
    default:
      return assertNever(outcome, 'run outcome')
  }
}

const maxGaps = 20

/** Prints the gaps of an ended run, each with its task. */
export async function printGaps(
  { client, output }: { readonly client: Client; readonly output: Output },
  run: Pick<RunView, 'id' | 'outcome' | 'gapCount'>,
): Promise<void> {
  const gapCount = run.gapCount ?? 0
  if (output.isJson || run.outcome === null || gapCount === 0) return
  const { gaps } = await client.runs.getSummary({ runId: run.id })
  for (const { kind, taskKey, name, message } of gaps.slice(0, maxGaps)) {
    const task = taskKey === null ? '' : ` (${taskKey})`
    const gap = `${text.gaps[kind]}: ${name}${task}${message === '' ? '' : `: ${message}`}`
    output.line(`  ${styleText('yellow', '!')} ${plain(gap)}`)
  }
  if (gapCount > maxGaps) output.line(`  ${text.moreGaps(gapCount - maxGaps, run.id)}`)
}

/** Prints the outcome of a goal in one sentence. The gaps have already been printed with the end of the run. */
export const printOutcome = (output: Output, { summary }: GoalOutcome): void => output.line(plain(summary))
