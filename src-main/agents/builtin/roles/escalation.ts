import { escalationSkill, nothingDone } from '#shared/model/decisions/decision.ts'
import type { Ability } from '../ability.ts'

/** Puts a question to a person, and hands the answer on as it is; where nobody does what was asked, it says that as well. */
export const escalation: Ability = {
  skill: escalationSkill,
  async run({ task }) {
    const answer = task.answers.at(-1)
    if (answer === undefined) return { question: task.description }
    const said = answer.text ?? ''
    const text = task.description.includes(nothingDone) ? `${nothingDone} A person answered: ${said}` : said
    return { text, data: { answer: answer.values }, passages: [] }
  },
}
