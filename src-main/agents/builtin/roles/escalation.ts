import { escalationSkill, nothingDone } from '#shared/model/decisions/decision.ts'
import type { Ability } from '../ability.ts'

/** Asks a person, and returns the answer unchanged. Says so if no role could do the request. */
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
