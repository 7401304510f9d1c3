import type { Clock } from '../../base/clock.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { durationOf, failureOf, partFor, type ScriptPart, scriptSchema } from './script.ts'

/** Agents that play a part from a script: for demos, rehearsals and tests. They do no work and say so. */
export const createScriptedAdapter = ({ clock }: { readonly clock: Clock }): AgentAdapter => ({
  kind: 'scripted',
  async *start(context, signal) {
    const script = scriptSchema.safeParse(context.agent.config)
    if (!script.success) {
      const [issue] = script.error.issues
      const where = issue?.path.join('.') || 'the script'
      const message = `The script of ${context.agent.id} is not right at ${where}: ${issue?.message ?? 'unknown'}`
      yield { type: 'failure', failure: { reason: 'bad_script', message } }
      return
    }
    yield* play(clock, partFor(script.data, context.taskKey), { context, signal })
  },
})

interface Scene {
  readonly context: AttemptContext
  readonly signal: AbortSignal
}

async function* play(clock: Clock, part: ScriptPart, { context, signal }: Scene): AsyncGenerator<AttemptSignal> {
  const { taskKey, attemptNumber } = context
  const steps = Math.max(1, part.steps ?? 1)
  const stepMs = durationOf(part, taskKey) / steps
  for (const text of part.log ?? []) yield { type: 'log', level: 'info', text: filled(text, context) }
  for (let step = 1; step <= steps; step += 1) {
    if (stepMs > 0) await clock.sleep(stepMs, signal)
    if (part.steps !== undefined) {
      yield { type: 'log', level: 'info', text: `Rehearsed step ${step} of ${steps}` }
      yield { type: 'progress', percent: Math.round((100 * step) / steps) }
    }
  }
  const failure = failureOf(part, taskKey, attemptNumber)
  if (failure !== null) yield { type: 'failure', failure: { reason: 'agent_error', message: filled(failure, context) } }
  else yield { type: 'result', result: { text: filled(part.output ?? 'Rehearsed {title}.', context), data: null } }
}

const filled = (text: string, { taskKey, title, description }: AttemptContext): string =>
  text.replaceAll(/\{(key|title|description)\}/g, (_, name) =>
    name === 'key' ? taskKey : name === 'title' ? title : description,
  )
