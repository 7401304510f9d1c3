import { escalationSkill } from '#shared/model/decision.ts'
import type { Ability } from '../ability.ts'

/** Puts a question to a person, and hands the answer on as it is. */
export const escalation: Ability = {
  skill: escalationSkill,
  async run({ task }) {
    const answer = task.answers.at(-1)
    if (answer === undefined) return { question: task.description }
    return { text: answer.text ?? '', data: { answer: answer.values }, passages: [] }
  },
}
