import { z } from 'zod'
import { formSchema } from '#shared/model/approval.ts'
import type { AgentAdapter, AttemptContext } from '../../engine/ports.ts'

const configSchema = z.strictObject({
  /** What is to be filled in; without it a note says it all. */
  form: formSchema.optional(),
})

const longestExcerpt = 1000
const longestQuestion = 10_000

/**
 * People as agents: a task that is theirs stands in the inbox with its instructions and what came before it, and holds no
 * slot meanwhile. What they answer is its result; who declines fails it with the reason. Nothing here reminds or waits: the
 * question is a gate like all others, with the task's clock for people.
 */
export function createPersonAdapter(): AgentAdapter {
  return {
    kind: 'person',
    async *start(context) {
      const config = configSchema.safeParse(context.agent.config)
      if (!config.success) {
        const [issue] = config.error.issues
        const where = ['config', ...(issue?.path ?? [])].join('.')
        const message = `The settings of ${context.agent.name} are wrong at ${where}: ${issue?.message ?? ''}`
        yield { type: 'failure', failure: { reason: 'bad_input', message } }
        return
      }
      const answer = context.answers.at(-1)
      if (answer === undefined) {
        const { form } = config.data
        yield { type: 'question', question: { text: questionOf(context), ...(form && { form }) } }
      } else {
        const text = answer.text ?? ''
        yield { type: 'result', result: { text, data: { by: context.agent.id, answer: answer.values } } }
      }
    },
  }
}

/** The instructions first: a long story of what came before must not cut them. */
function questionOf({ agent, title, description, dependencies }: AttemptContext): string {
  const before = dependencies.flatMap(({ title: earlier, result }) =>
    result === null || result.text === '' ? [] : [`${earlier}:\n${excerptOf(result.text)}`],
  )
  const parts = [`For ${agent.name}: ${title}`, description, ...before]
  return parts.join('\n\n').slice(0, longestQuestion)
}

const excerptOf = (text: string): string =>
  text.length <= longestExcerpt ? text : `${text.slice(0, longestExcerpt - 1)}…`
