import { describe, expect, it } from 'vitest'
import type { ConverseRequest, Message } from '../../src-main/models/port.ts'
import { turns } from '../support/fake-model-server.ts'
import { calls, lastResults, offered } from '../support/tool-calls.ts'
import { answerOf, connect, failureOf, key } from './harness.ts'

const user: Message = { role: 'user', parts: [{ kind: 'text', text: 'Count the files.' }] }
const tool = {
  name: 'list_files',
  description: [{ kind: 'text' as const, text: 'Lists files.' }],
  parameters: { type: 'object', properties: { path: { type: 'string' } } },
}
const request = (change: Partial<ConverseRequest> = {}): ConverseRequest => ({
  entry: 'local',
  instructions: 'You count.',
  messages: [user],
  tools: [tool],
  maxOutputTokens: 500,
  deadlineMs: 20_000,
  ...change,
})
const call = { name: 'list_files', input: { path: 'src' }, id: 'call_x' }
const usage = { input: 120, output: 30, cached: 20, cacheWritten: 0, reasoning: 10 }

describe('a turn of a conversation', () => {
  it('returns the tool calls of the model and its usage', async () => {
    const { server, models } = await connect([calls(call, { text: 'Let me look.' })])
    const reply = answerOf(await models.converse(request()))
    expect(reply).toMatchObject({
      text: 'Let me look.',
      toolCalls: [{ id: 'call_x', name: 'list_files', input: { path: 'src' }, again: null }],
      model: 'local/fake',
      calls: 1,
      cost: null,
    })
    expect(reply.usage.input).toBe(usage.input)
    expect(server.asked.map(offered)).toEqual([['list_files']])
  })

  it('keeps its arguments if the key is so short that words contain it', async () => {
    const wordy = { ...call, input: { path: 'what one likes' } }
    const { models } = await connect([calls(wordy, { text: 'I like it.' })], {
      options: { readKey: async () => 'k' },
    })
    const reply = answerOf(await models.converse(request()))
    expect(reply.text).toBe('I like it.')
    expect(reply.toolCalls[0]?.input).toEqual({ path: 'what one likes' })
  })

  it('gives the model the results of its tools as untrusted material', async () => {
    const { server, models } = await connect([turns.says('Two.')])
    const toolCalls = [{ id: 'call_x', name: 'list_files', input: { path: 'src' }, again: null }]
    const messages: Message[] = [
      user,
      { role: 'assistant', text: '', toolCalls },
      {
        role: 'tool',
        results: [
          {
            id: 'call_x',
            name: 'list_files',
            parts: [{ kind: 'data', label: 'files', text: 'a\nb', maxLength: 100 }],
          },
        ],
      },
    ]
    expect(answerOf(await models.converse(request({ messages })))).toMatchObject({
      text: 'Two.',
      toolCalls: [],
    })
    const [asked] = server.asked
    if (asked === undefined) throw new Error('It was not asked')
    expect(lastResults(asked)).toEqual([
      expect.stringMatching(/^<data id="\w+" label="files">\na\nb\n<\/data/),
    ])
    expect(asked.body.messages.at(-1)).toMatchObject({ tool_call_id: 'call_x' })
  })

  it('passes on calls of unknown tools and invalid arguments unchanged', async () => {
    const strange = [
      { name: 'format_disk', input: {} },
      { name: 'list_files', input: '{"path": ' },
      { name: 'list_files', input: '[1]', id: '' },
    ]
    const { models } = await connect([calls(strange), turns.says('Sorry.')])
    const { toolCalls } = answerOf(await models.converse(request()))
    expect(toolCalls.map(({ name, input }) => [name, input])).toEqual([
      ['format_disk', {}],
      ['list_files', '{"path": '],
      ['list_files', [1]],
    ])
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(3)
    const messages: Message[] = [
      user,
      { role: 'assistant', text: '', toolCalls },
      { role: 'tool', results: toolCalls.map(({ id, name }) => ({ id, name, parts: [] })) },
    ]
    expect(answerOf(await models.converse(request({ messages }))).text).toBe('Sorry.')
  })

  it('accepts one of several calls with the same id', async () => {
    const { models } = await connect([calls([call, { ...call, name: 'format_disk' }])])
    const { toolCalls } = answerOf(await models.converse(request()))
    expect(toolCalls.map(({ name }) => name)).toEqual(['list_files'])
  })

  it('is retried like any request, and reports the reason of its failure', async () => {
    const again = await connect([turns.fails(500, 'Oops'), turns.tooMany('0'), calls(call)])
    expect(answerOf(await again.models.converse(request())).calls).toBe(3)
    const gone = await connect([turns.fails(500, `Oops ${key}`)], {
      options: { retry: { maxTries: 1, firstMs: 1, maxRetryAfterMs: 1 } },
    })
    const failure = failureOf(await gone.models.converse(request()))
    expect(failure.type).toBe('server_error')
    expect(failure.message).not.toContain(key)
    const cut = await connect([turns.truncated('I was about')])
    expect(failureOf(await cut.models.converse(request())).type).toBe('truncated')
    const slow = await connect([turns.silent()])
    expect(failureOf(await slow.models.converse(request({ deadlineMs: 50 }))).type).toBe('timeout')
  })

  it('masks the key if a server repeats it in a tool call', async () => {
    const { models } = await connect([calls({ name: 'list_files', input: { path: `x ${key}` } })])
    expect(JSON.stringify(answerOf(await models.converse(request())))).not.toContain(key)
  })

  it('uses the named model, and reports a missing one', async () => {
    const { models } = await connect([turns.says('Hello.')])
    expect(failureOf(await models.converse(request({ entry: 'other' })))).toMatchObject({
      type: 'no_model',
      calls: 0,
    })
    expect(failureOf(await models.converse(request({ entry: null }))).message).toContain('working')
  })
})

describe('a server without a tool API', () => {
  const entry = { structured: 'prompt' } as const

  it('gets the tools in the prompt, and calls one with a JSON object', async () => {
    const { server, models } = await connect(
      [turns.fenced({ tool: 'list_files', arguments: { path: 'src' } }), turns.says('Two.')],
      { entry },
    )
    const first = answerOf(await models.converse(request()))
    expect(first).toMatchObject({ text: '', toolCalls: [{ name: 'list_files', input: { path: 'src' } }] })
    const results = first.toolCalls.map(({ id, name }) => ({
      ...{ id, name },
      parts: [{ kind: 'data' as const, label: 'files', text: 'a\nb', maxLength: 100 }],
    }))
    const messages: Message[] = [user, { role: 'assistant', ...first }, { role: 'tool', results }]
    expect(answerOf(await models.converse(request({ messages })))).toMatchObject({
      text: 'Two.',
      toolCalls: [],
    })
    expect(server.asked.map(offered)).toEqual([[], []])
    expect(server.asked[1]?.body.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ])
    expect(server.asked[0]?.body.messages[0]?.content).toContain('list_files')
  })

  it('ends with any other response', async () => {
    const { models } = await connect([turns.json({ answer: 42 })], { entry })
    expect(answerOf(await models.converse(request()))).toMatchObject({ text: '{"answer":42}', toolCalls: [] })
  })
})
