import { z } from 'zod'
import type { Agent } from '#shared/model/agents/agent.ts'
import { format } from '#shared/model/format.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { sha256 } from '../../base/hash.ts'
import type { AgentAdapter, AttemptSignal } from '../../engine/ports.ts'
import { readConfig } from '../read-config.ts'

/** Simulated agents, which follow the script in their config. */
export function createScriptedAdapter({ clock }: { readonly clock: Clock }): AgentAdapter {
  // A script may name ten thousand tasks, so it is parsed once per agent.
  const scripts = new WeakMap<Agent, Result<Script, Refusal>>()
  const scriptOf = (agent: Agent) => {
    const known = scripts.get(agent) ?? readConfig(scriptSchema, agent)
    scripts.set(agent, known)
    return known
  }
  return {
    kind: 'scripted',
    async *start(context, signal) {
      const { agent, attemptNumber } = context
      const script = scriptOf(agent)
      if (!script.ok) {
        const { message } = script.error
        yield { type: 'failure', failure: { reason: 'bad_script', message } }
        return
      }
      const attemptScript = attemptScriptOf(script.value, context)
      yield* play(attemptScript, clock, signal)
      const { end, durationMs } = attemptScript
      if (end.type === 'fail') {
        yield { type: 'failure', failure: { reason: 'agent_error', message: end.message } }
      } else {
        const data = { scripted: true, attempt: attemptNumber, durationMs }
        yield { type: 'result', result: { text: end.text, data } }
      }
    },
  }
}

/** Waits for the script's duration in equal parts, and emits a log line and a progress update after each. */
async function* play(
  { durationMs, lines }: AttemptScript,
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

/** 24 hours. A longer script is probably a mistake, and timers overflow at 24 days. */
const msSchema = z.int().min(0).max(86_400_000)
const durationSchema = z.union([
  msSchema,
  z
    .strictObject({ min: msSchema, max: msSchema })
    .refine(({ min, max }) => min <= max, format('durationOrder')),
])
const failSchema = z.strictObject({
  /** Number of first attempts that fail; absent: all attempts fail. */
  firstAttempts: z.int().min(1).max(1000).optional(),
  message: z.string().min(1).max(10_000).optional(),
})

/** The script of a simulated agent. Texts may contain {title}, {key} and {description}. */
export const scriptSchema = z.strictObject({
  durationMs: durationSchema.default(0),
  /** Number of equal parts of the duration, each with a log line and a progress update. */
  steps: z.int().min(0).max(1000).default(0),
  output: z.string().max(1_000_000).default('Simulated {key}: {title}'),
  fail: failSchema.extend({ keys: z.array(z.string()).optional() }).optional(),
  byKey: z
    .record(
      z.string(),
      z.strictObject({
        durationMs: durationSchema.optional(),
        output: z.string().max(1_000_000).optional(),
        fail: failSchema.optional(),
        log: z.array(z.string().max(10_000)).max(1000).optional(),
      }),
    )
    .default({}),
})
type Script = z.infer<typeof scriptSchema>

interface AttemptScript {
  readonly durationMs: number
  /** Log lines, each after an equal part of the duration; empty for a silent attempt. */
  readonly lines: readonly string[]
  readonly end:
    | { readonly type: 'output'; readonly text: string }
    | { readonly type: 'fail'; readonly message: string }
}

interface Role {
  readonly taskKey: string
  readonly title: string
  readonly description: string
  /** Starts at 1. */
  readonly attemptNumber: number
}

function attemptScriptOf(script: Script, role: Role): AttemptScript {
  const own = Object.hasOwn(script.byKey, role.taskKey) ? script.byKey[role.taskKey] : undefined
  const fail = own?.fail ?? (isMeant(script.fail?.keys, role.taskKey) ? script.fail : undefined)
  const steps = Array.from({ length: script.steps }, (_, index) =>
    words.simulatedWork.step(index + 1, script.steps),
  )
  const fails = fail !== undefined && role.attemptNumber <= (fail.firstAttempts ?? Number.POSITIVE_INFINITY)
  return {
    durationMs: durationFor(own?.durationMs ?? script.durationMs, role.taskKey),
    lines: (own?.log ?? steps).map((line) => fill(line, role)),
    end: fails
      ? { type: 'fail', message: describeFailure(fail.message, role) }
      : { type: 'output', text: fill(own?.output ?? script.output, role) },
  }
}

const describeFailure = (message: string | undefined, role: Role): string =>
  message === undefined ? words.simulatedWork.failure(role.taskKey) : fill(message, role)

const isMeant = (keys: readonly string[] | undefined, key: string): boolean =>
  keys === undefined || keys.includes(key)

/**
 * Duration for a task. The hash of the key selects a value in the range, because a random value would make two
 * simulations differ.
 */
function durationFor(duration: Script['durationMs'], key: string): number {
  if (typeof duration === 'number') return duration
  const { min, max } = duration
  return min + (Number.parseInt(sha256(key).slice(0, 12), 16) % (max - min + 1))
}

/** Replaces all placeholders in one pass, so that a title that contains `{key}` stays unchanged. */
const fill = (text: string, { title, taskKey, description }: Role): string =>
  text.replace(/\{(title|key|description)\}/g, (_, name: string) =>
    name === 'title' ? title : name === 'key' ? taskKey : description,
  )
