import { describe, expect, it } from 'vitest'
import { artifactsOf } from '../../src-shared/model/artifact.ts'
import { listUnfinished, outcomeOfGoal } from '../../src-shared/model/runs/goal-outcome.ts'

const lacking = (name: string, message: string) => ({ kind: 'incomplete_file' as const, name, message })

describe('the outcome of a goal', () => {
  it('lists incomplete files one by one', () => {
    const gaps = [lacking('a.md', 'The main part.'), lacking('c.md', 'Its end.')]
    expect(outcomeOfGoal({ outcome: 'succeeded_with_gaps', gaps })).toEqual({
      outcome: 'scaffolds',
      summary: 'Succeeded with gaps: 2 files are incomplete.',
      unfinished: [
        { name: 'a.md', missing: 'The main part.' },
        { name: 'c.md', missing: 'Its end.' },
      ],
    })
  })

  it('also counts other gaps', () => {
    const gaps = [lacking('a.md', 'Its end.'), { kind: 'skipped' as const, name: 'Publish', message: 'x' }]
    expect(outcomeOfGoal({ outcome: 'succeeded_with_gaps', gaps })).toMatchObject({
      outcome: 'scaffolds',
      summary: 'Succeeded with 2 gaps.',
    })
  })

  it('is open during its run, and not reached if the run failed, was rejected or cancelled', () => {
    const { outcome, unfinished } = outcomeOfGoal({ outcome: null, gaps: [lacking('a.md', 'Its end.')] })
    expect([outcome, unfinished.length]).toEqual(['open', 1])
    for (const ended of ['failed', 'rejected', 'cancelled'] as const) {
      expect(outcomeOfGoal({ outcome: ended, gaps: [] }).outcome).toBe('not_reached')
    }
    expect(outcomeOfGoal({ outcome: 'succeeded', gaps: [] }).outcome).toBe('reached')
  })

  it('includes results without the list of missing parts, and of programs with another form', () => {
    const files = artifactsOf({
      data: {
        artifacts: [
          { name: 'a', text: '' },
          { name: 'b', text: '', missing: null },
        ],
      },
    })
    expect(files.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(listUnfinished(files)).toEqual([])
  })
})
