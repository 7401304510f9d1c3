import { describe, expect, it } from 'vitest'
import { answerOf } from '../builders.ts'

const requiredSkills = ['escalation']
const answers = [{ question: '', text: 'Carla did it.', values: null }]
const resultOf = async (description: string) =>
  (await answerOf({ requiredSkills, description, answers })).text

describe('the answer of a person', () => {
  it('is handed on unchanged', async () => {
    expect(await resultOf('Which colour?')).toBe('Carla did it.')
  })

  it.each(['No agent worked on this.', 'Nothing was done by an agent.'])(
    'is not reported as work after a question with the mark: %s',
    async (mark) => {
      expect(await resultOf(`"Delete the files". ${mark} What should be done instead?`)).toBe(
        'No agent worked on this. A person answered: Carla did it.',
      )
    },
  )
})
