import { escalationSkill } from '#shared/model/decisions/decision.ts'
import { words } from '#shared/words/words.ts'
import type { Ability } from '../ability.ts'

const { noAgentWork } = words.decisionQuestions
const noAgentWorkEarlier = 'Nothing was done by an agent.'

/**
 * Asks a person, and returns the answer unchanged. For a question about work that no agent can do, the result says that
 * no agent worked: the answer counts as an answer, not as work.
 */
export const escalation: Ability = {
  skill: escalationSkill,
  async run({ task: { description, answers } }) {
    const answer = answers.at(-1)
    if (answer === undefined) return { question: description }
    const said = answer.text ?? ''
    const isAboutWork = description.includes(noAgentWork) || description.includes(noAgentWorkEarlier)
    const text = isAboutWork ? words.builtinResults.personAnswered(noAgentWork, said) : said
    return { text, data: { answer: answer.values }, passages: [] }
  },
}
