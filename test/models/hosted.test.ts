import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ModelEntry } from '../../src-main/models/settings.ts'
import { answerOf, decision, failureOf, key, modelsFor, request } from './harness.ts'

interface Sent {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Record<string, unknown>
}

const text = JSON.stringify(decision)
const providers = {
  openai: {
    model: 'gpt-4o-mini',
    url: 'https://api.openai.com/v1/responses',
    keyHeader: ['authorization', `Bearer ${key}`],
    answer: {
      id: 'resp_1',
      created_at: 1,
      model: 'gpt-4o-mini',
      output: [
        {
          type: 'message',
          role: 'assistant',
          id: 'msg_1',
          status: 'completed',
          content: [{ type: 'output_text', text, annotations: [] }],
        },
      ],
      usage: { input_tokens: 1000, output_tokens: 100 },
    },
    error: {
      error: {
        message: `Incorrect API key provided: ${key}`,
        type: 'x',
        param: null,
        code: 'invalid_api_key',
      },
    },
  },
  anthropic: {
    model: 'claude-sonnet-4-5',
    url: 'https://api.anthropic.com/v1/messages',
    keyHeader: ['x-api-key', key],
    answer: {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      usage: {
        input_tokens: 1000,
        output_tokens: 100,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
      },
    },
    error: { type: 'error', error: { type: 'authentication_error', message: `invalid x-api-key ${key}` } },
  },
  google: {
    model: 'gemini-2.5-flash',
    url: 'https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent',
    keyHeader: ['x-goog-api-key', key],
    answer: {
      candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1000, candidatesTokenCount: 100, totalTokenCount: 1100 },
    },
    error: { error: { code: 401, message: `API key not valid: ${key}`, status: 'UNAUTHENTICATED' } },
  },
} as const

const entryOf = (kind: keyof typeof providers): ModelEntry => ({
  kind,
  name: 'hosted',
  model: providers[kind].model,
  apiKey: { from: 'environment', variable: 'SWITCHYARD_MODEL_KEY' },
})

function answering(status: number, value: unknown) {
  const sent: Sent[] = []
  const stub: typeof fetch = async (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers))
    sent.push({ url: String(input), headers, body: JSON.parse(String(init?.body)) })
    return Response.json(value, { status })
  }
  return { sent, fetch: stub }
}

afterEach(() => vi.unstubAllEnvs())

describe.each(Object.keys(providers) as (keyof typeof providers)[])('%s', (kind) => {
  const { answer, error, url, keyHeader, model } = providers[kind]

  it('is called at its own address with the key in one header, and its response is parsed and priced', async () => {
    for (const name of ['OPENAI', 'ANTHROPIC', 'GOOGLE_GENERATIVE_AI']) {
      vi.stubEnv(`${name}_BASE_URL`, 'https://elsewhere.example')
      vi.stubEnv(`${name}_API_KEY`, 'another')
    }
    const { sent, fetch } = answering(200, answer)
    const result = answerOf(await modelsFor(entryOf(kind), { fetch }).ask(request()))
    expect(result).toMatchObject({
      value: decision,
      repaired: false,
      model: `${kind}/${model}`,
      usage: { input: 1000, output: 100 },
      cost: { currency: 'USD' },
    })
    expect(result.costMicros).toBeGreaterThan(0)
    expect(sent).toHaveLength(1)
    const [{ url: sentTo, headers, body }] = sent as [Sent]
    expect(sentTo).toBe(url)
    const { [keyHeader[0]]: sentKey, ...others } = headers
    expect(sentKey).toBe(keyHeader[1])
    expect(JSON.stringify([others, body])).not.toContain('canary')
    expect(JSON.stringify(body)).toContain('You decide what comes next.')
    expect(JSON.stringify(body)).toContain('JSON Schema')
    // Two occurrences: in the provider's schema mode, and in the instructions.
    expect(JSON.stringify(body).match(/wait_for_more_tasks/g)).toHaveLength(2)
    expect(body).toMatchObject(kind === 'openai' ? { store: false } : {})
  })

  it('reports an error without the key', async () => {
    const { fetch } = answering(401, error)
    const failure = failureOf(await modelsFor(entryOf(kind), { fetch }).ask(request()))
    expect(failure).toMatchObject({ type: 'auth', calls: 1 })
    expect(JSON.stringify(failure)).not.toContain('canary')
  })
})

describe('a wrong key', () => {
  it('is recognized even if Google reports an invalid request', async () => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }]
    const error = { code: 400, message: 'API key not valid.', status: 'INVALID_ARGUMENT', details }
    const { fetch } = answering(400, { error })
    expect(failureOf(await modelsFor(entryOf('google'), { fetch }).ask(request()))).toMatchObject({
      type: 'auth',
    })
  })
})

describe('the packages of the providers', () => {
  it('are loaded by the first request, not at the start', () => {
    const folder = join(import.meta.dirname, '../../src-main/models')
    for (const name of readdirSync(folder)) {
      const source = readFileSync(join(folder, name), 'utf8')
      expect(source, name).not.toMatch(/^import (?!type ).*from '(ai|@ai-sdk\/.*|@pydantic\/.*)'/m)
    }
  })
})
