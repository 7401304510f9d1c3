import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../../src-main/base/clock.ts'
import { createModels } from '../../src-main/models/ask.ts'
import type { ConverseRequest, FormRequest, ModelFailure } from '../../src-main/models/port.ts'
import type { ModelsOptions } from '../../src-main/models/session.ts'
import type { CompatibleEntry, ModelEntry } from '../../src-main/models/settings.ts'
import { openFakeModelServer, type Turn } from '../support/fake-model-server.ts'

export const decisionSchema = z.object({
  action: z.enum(['create_task', 'wait_for_more_tasks']),
  task: z.string().nullable(),
})
export const decision = { action: 'create_task', task: 'test it' } as const

const asked = {
  purpose: 'deciding',
  instructions: 'You decide what comes next.',
  prompt: [{ kind: 'text', text: 'What next?' }],
  maxOutputTokens: 500,
  deadlineMs: 20_000,
} as const

export const request = (change: Partial<FormRequest<z.infer<typeof decisionSchema>>> = {}) => ({
  ...asked,
  schema: decisionSchema,
  ...change,
})
export const turnRequest = (change: Partial<ConverseRequest> = {}): ConverseRequest => {
  const { purpose: _, prompt, ...rest } = asked
  return { ...rest, entry: 'local', messages: [{ role: 'user', parts: [...prompt] }], tools: [], ...change }
}

export const key = 'sk-canary-1234567890abcdef'

export const entryAt = (baseURL: string, change: Partial<CompatibleEntry> = {}): CompatibleEntry => ({
  kind: 'compatible',
  name: 'local',
  model: 'fake',
  baseURL,
  apiKey: { from: 'environment', variable: 'SWITCHYARD_MODEL_KEY' },
  structured: 'json_schema',
  ...change,
})

export const modelsFor = (entry: ModelEntry, options: Partial<ModelsOptions> = {}) =>
  createModels({
    settings: () => ({ entries: [entry], use: { planning: null, deciding: entry.name, working: null } }),
    readKey: async () => key,
    clock: systemClock,
    retry: { maxTries: 3, firstMs: 1, maxRetryAfterMs: 2000 },
    ...options,
  })

/** A server with this script, and models that use the server. */
export async function connect(
  script: readonly Turn[],
  { entry = {}, options = {} }: { entry?: Partial<CompatibleEntry>; options?: Partial<ModelsOptions> } = {},
) {
  const server = await openServer(script)
  return { server, models: modelsFor(entryAt(server.baseURL, entry), options) }
}

export async function openServer(...args: Parameters<typeof openFakeModelServer>) {
  const server = await openFakeModelServer(...args)
  onTestFinished(() => server.close())
  return server
}

export function failureOf(result: { ok: true } | { ok: false; error: ModelFailure }): ModelFailure {
  if (result.ok) throw new Error('There is an answer where a failure was expected')
  return result.error
}

export function answerOf<T>(result: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!result.ok) throw new Error(`There is no answer: ${result.error.message}`)
  return result.value
}
