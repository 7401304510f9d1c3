import { z } from 'zod'
import { personConfigSchema } from '#shared/model/agents/person-agent.ts'
import { words } from '#shared/words/words.ts'
import type { AgentAdapter, AttemptContext } from '../../engine/ports.ts'
import { readConfig } from '../read-config.ts'

const longestExcerpt = 1000
const longestQuestion = 10_000

/**
 * Runs people as agents. The Inbox shows a person's task with its instructions and the results of its dependencies.
 * The task uses a slot of the person, not of the run. The answer is the result. Declining fails the task; handing it
 * back does not. Reminders and timeouts are the same as for any approval.
 */
export function createPersonAdapter(): AgentAdapter {
  return {
    kind: 'person',
    async *start(context) {
      const config = readConfig(personConfigSchema, context.agent)
      if (!config.ok) {
        const { message } = config.error
        yield { type: 'failure', failure: { reason: 'bad_input', message } }
        return
      }
      const answer = isAnswered(context) ? context.answers.at(-1) : undefined
      if (answer === undefined) {
        const { form } = config.value
        const memo = { agentId: context.agent.id }
        yield { type: 'question', question: { text: questionOf(context), memo, ...(form && { form }) } }
      } else {
        const text = answer.text ?? ''
        yield { type: 'result', result: { text, data: { by: context.agent.id, answer: answer.values } } }
      }
    },
  }
}

const memoSchema = z.object({ agentId: z.string() })

/** The memo names the agent whose question was answered. Questions of earlier versions have no memo. */
function isAnswered({ memo, agent, isRedone }: AttemptContext): boolean {
  if (isRedone) return false
  return memo === null || memoSchema.safeParse(memo).data?.agentId === agent.id
}

/** Instructions come first, so that long dependency results cannot push them past the length limit. */
function questionOf({ agent, title, description, dependencies }: AttemptContext): string {
  const before = dependencies.flatMap(({ title: earlier, result }) =>
    result === null || result.text === '' ? [] : [`${earlier}:\n${excerptOf(result.text)}`],
  )
  const parts = [
    words.questions.forPerson(agent.name, title),
    ...(description === title ? [] : [description]),
    ...before,
  ]
  return parts.join('\n\n').slice(0, longestQuestion)
}

const excerptOf = (text: string): string =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`
