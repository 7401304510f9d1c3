import type { Agent } from '#shared/model/agents/agent.ts'
import type { Clock } from '../../base/clock.ts'
import type { AgentAdapter, AttemptSignal } from '../../engine/ports.ts'
import { parseScript, type Scene, sceneOf } from './script.ts'

/** Agents that play their configuration, in simulations of a plan. */
export function createScriptedAdapter({ clock }: { readonly clock: Clock }): AgentAdapter {
  // A script may name ten thousand tasks: it is parsed once, not for each of them.
  const scripts = new WeakMap<Agent, ReturnType<typeof parseScript>>()
  const scriptOf = (agent: Agent) => {
    const known = scripts.get(agent) ?? parseScript(agent.config)
    scripts.set(agent, known)
    return known
  }
  return {
    kind: 'scripted',
    async *start(context, signal) {
      const { agent, attemptNumber } = context
      const script = scriptOf(agent)
      if (!script.ok) {
        const { message, hint, field } = script.error
        const where = field === undefined ? 'config' : `config.${field}`
        const text = `The script of agent ${agent.id} is wrong at ${where}: ${message} ${hint}`
        yield { type: 'failure', failure: { reason: 'bad_script', message: text } }
        return
      }
      const scene = sceneOf(script.value, context)
      yield* play(scene, clock, signal)
      const { end, durationMs } = scene
      if (end.type === 'fail') {
        yield { type: 'failure', failure: { reason: 'agent_error', message: end.message } }
      } else {
        const data = { scripted: true, attempt: attemptNumber, durationMs }
        yield { type: 'result', result: { text: end.text, data } }
      }
    },
  }
}

/** Passes the time of a scene, in equal parts with a line and a progress after each. */
async function* play(
  { durationMs, lines }: Scene,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<AttemptSignal> {
  signal.throwIfAborted()
  const parts = Math.max(1, lines.length)
  const instant = (part: number) => Math.floor((part * durationMs) / parts)
  for (let part = 0; part < parts; part += 1) {
    const wait = instant(part + 1) - instant(part)
    if (wait > 0) await clock.sleep(wait, signal)
    const text = lines[part]
    if (text === undefined) continue
    yield { type: 'log', level: 'info', text }
    yield { type: 'progress', percent: Math.round(((part + 1) / parts) * 100) }
  }
}
