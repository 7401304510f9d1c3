import { styleText } from 'node:util'
import { assertNever } from '#shared/assert.ts'
import type { GoalOutcome } from '#shared/model/runs/goal-outcome.ts'
import type { RunOutcome, RunView } from '#shared/model/runs/run.ts'
import type { RunGap } from '#shared/model/runs/run-outcome.ts'
import type { Client } from './connect.ts'
import { exitCodes, type Output, plain } from './output.ts'

/** 0 only for `succeeded`. */
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

const gapKinds: Record<RunGap['kind'], string> = {
  incomplete_file: 'Incomplete file',
  unchecked: 'Not checked',
  left_out: 'Left out',
  skipped: 'Skipped',
}

const maxGaps = 20

/** The gaps of a run that has ended, each with its task. */
export async function printGaps(
  { client, output }: { readonly client: Client; readonly output: Output },
  run: Pick<RunView, 'id' | 'outcome' | 'gapCount'>,
): Promise<void> {
  const gapCount = run.gapCount ?? 0
  if (output.isJson || run.outcome === null || gapCount === 0) return
  const { gaps } = await client.runs.getSummary({ runId: run.id })
  for (const { kind, taskKey, name, message } of gaps.slice(0, maxGaps)) {
    const task = taskKey === null ? '' : ` (${taskKey})`
    const text = `${gapKinds[kind]}: ${name}${task}${message === '' ? '' : `: ${message}`}`
    output.line(`  ${styleText('yellow', '!')} ${plain(text)}`)
  }
  if (gapCount > maxGaps) output.line(`  And ${gapCount - maxGaps} more gaps: npx switchyard show ${run.id}`)
}

/** The outcome of a goal in one sentence, as the last line. The gaps stand above, with the end of the run. */
export const sayOutcome = (output: Output, { summary }: GoalOutcome): void => output.line(plain(summary))
