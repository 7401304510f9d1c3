import { describe, expect, it } from 'vitest'
import { artifactsOf } from '../../src-shared/model/artifact.ts'
import { outcomeOfGoal } from '../../src-shared/model/goal-outcome.ts'

const file = (name: string, missing?: string) => ({
  name,
  text: 'x',
  mediaType: 'text/plain',
  ...(missing !== undefined && { missing }),
})

describe('what a goal came to', () => {
  it('is told apart where files of it are only begun, file by file', () => {
    const files = [file('a.md', 'The main part.'), file('b.md'), file('c.md', 'Its end.')]
    expect(outcomeOfGoal('done', files)).toEqual({
      outcome: 'scaffolds',
      summary: 'Finished with files that are only begun: 2 still need work.',
      unfinished: [
        { name: 'a.md', missing: 'The main part.' },
        { name: 'c.md', missing: 'Its end.' },
      ],
    })
  })

  it('goes by the newest form of a file', () => {
    expect(outcomeOfGoal('done', [file('a.md', 'All of it.'), file('a.md')]).outcome).toBe('reached')
    expect(outcomeOfGoal('done', [file('a.md'), file('a.md', 'Its end.')]).summary).toContain(
      '1 still needs work.',
    )
  })

  it('is no end while its run goes on, and not reached where that failed or was given up', () => {
    const { outcome, unfinished } = outcomeOfGoal('waiting', [file('a.md', 'Its end.')])
    expect([outcome, unfinished.length]).toEqual(['open', 1])
    expect(outcomeOfGoal('failed', []).outcome).toBe('not_reached')
    expect(outcomeOfGoal('cancelled', []).outcome).toBe('not_reached')
  })

  it('reads results of a time before files said what they lack, and of programs that say it otherwise', () => {
    const files = artifactsOf({
      data: {
        artifacts: [
          { name: 'a', text: '' },
          { name: 'b', text: '', missing: null },
        ],
      },
    })
    expect(files.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(outcomeOfGoal('done', files).outcome).toBe('reached')
  })
})
