import { describe, expect, it } from 'vitest'
import { sentenceOf } from '../../src-renderer/features/audit/event-words.ts'
import { lookOf, statusOfRun } from '../../src-renderer/ui/status-looks.ts'
import { outcomeOfGoal } from '../../src-shared/model/runs/goal-outcome.ts'
import { runOutcomes } from '../../src-shared/model/runs/run.ts'
import { statusOfOutcome } from '../../src-shared/model/runs/run-outcome.ts'
import { describeRunState } from '../../src-shared/model/runs/run-text.ts'

const outcomeNames = ['Succeeded', 'Succeeded with gaps', 'Failed', 'Rejected', 'Cancelled']
const counts = { awaiting_approval: 0 } as never

describe('the outcome of a run', () => {
  it.each(runOutcomes.map((outcome, at) => [outcome, outcomeNames[at]] as const))(
    'has one name in the window, the command line, the log and the end of a goal: %s is "%s"',
    (outcome, name = '') => {
      const status = statusOfOutcome(outcome)
      expect(describeRunState({ outcome, status })).toBe(name)
      expect(lookOf(statusOfRun({ outcome, status, counts })).word).toBe(name)
      const facts = { status, outcome, gapCount: 0 }
      expect(sentenceOf({ type: 'run.settled', facts })).toBe(`Run ended: ${name}`)
      expect(outcomeOfGoal({ outcome, gaps: [] }).summary.startsWith(name)).toBe(true)
    },
  )

  it('is omitted for an active run and for an old entry without an outcome', () => {
    const settled = (status: string) => sentenceOf({ type: 'run.settled', facts: { status } })
    expect(settled('waiting')).toBe('Run status: Blocked')
    expect(settled('running')).toBe('Run status: Running')
    expect(settled('done')).toBe('Run ended: Succeeded')
    expect(settled('failed')).toBe('Run ended: Failed')
  })
})
