import { join } from 'node:path'
import { modelConfigSchema } from '#shared/model/agents/model-agent.ts'
import { createScriptedAdapter } from '../../src-main/agents/scripted/adapter.ts'
import { type Clock, systemClock } from '../../src-main/base/clock.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import type { Json } from '../../src-shared/model/json.ts'

/**
 * An agent of kind `model` whose instructions are a script, for real runs without a model. Requires
 * `createPlayedModel` among the adapters of the app.
 */
export const playedOf = <T extends object>(agent: T & { readonly config?: Json }) => ({
  effectClass: 'repeatable' as const,
  ...agent,
  kind: 'model' as const,
  config: { instructions: JSON.stringify(agent.config ?? {}) },
})

export function createPlayedModel(clock: Clock = systemClock): AgentAdapter {
  const { start } = createScriptedAdapter({ clock })
  return {
    kind: 'model',
    start(context, signal) {
      const { instructions } = modelConfigSchema.parse(context.agent.config)
      const config: Json = JSON.parse(instructions || '{}')
      return start({ ...context, agent: { ...context.agent, config } }, signal)
    },
  }
}

/** Like `playedOf`, but as a program, for apps in another process. */
export const playedProgramOf = <T extends object>(agent: T & { readonly config?: object }) => ({
  ...agent,
  kind: 'command' as const,
  config: {
    command: [
      process.execPath,
      join(import.meta.dirname, 'playing-agent.mjs'),
      JSON.stringify(agent.config ?? {}),
    ],
    output: 'jsonl',
  },
})
