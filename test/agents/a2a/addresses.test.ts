import { describe, expect, it } from 'vitest'
import { createA2aAdapter } from '../../../src-main/agents/a2a/adapter.ts'
import { createWire, findAddressFault } from '../../../src-main/agents/a2a/wire.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { a2aConfigSchema, readReference } from '../../../src-shared/model/agents/a2a-agent.ts'
import { agentOf } from '../../support/engine.ts'
import { collect, contextOf } from '../builders.ts'
import { json, openRemoteAgent } from './remote-agent.ts'

const refused = [
  'http://example.com/',
  'http://10.0.0.1/',
  'http://127.0.0.1.example.com/',
  'http://localhost.example.com/',
  'http://0.0.0.0/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::ffff:127.0.0.1]/',
  'https://user:pass@example.com/',
  'https://example.com/#x',
  'ftp://example.com/',
  'file:///etc/passwd',
  'https:example.com',
  'example.com',
]
const refusedByAddress = [
  'https://10.0.0.1/',
  'https://192.168.257/',
  'https://169.254.169.254/',
  'https://[fd00::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[64:ff9b::10.0.0.1]/',
  'https://0/',
]

describe('the address of a remote agent', () => {
  it.each(refused)('cannot be %s', (url) => {
    expect(a2aConfigSchema.safeParse({ url }).success).toBe(false)
  })

  it.each([...refused.filter((url) => url.includes('://')), ...refusedByAddress])(
    'never gets a request at %s',
    (url) => {
      expect(findAddressFault(new URL(url))).not.toBeNull()
    },
  )

  it.each([
    'https://example.com/',
    'https://93.184.216.34/a2a',
    'http://localhost:9/',
    'http://agent.localhost:9/',
    'http://127.1:9/',
    'http://[::1]:9/card.json',
    'https://localhost:9/',
  ])('can be %s', (url) => {
    expect(a2aConfigSchema.safeParse({ url }).success).toBe(true)
    expect(findAddressFault(new URL(url))).toBeNull()
  })

  const wire = (addresses: string[], home = 'https://agents.example/') =>
    createWire({
      resolve: async () => addresses,
      clock: systemClock,
      home: new URL(home),
      headers: { 'X-Key': 'sesame' },
      maxBytes: 1000,
    })

  it.each([['10.0.0.1'], ['127.0.0.1'], ['169.254.169.254'], ['::1'], ['93.184.216.34', '10.0.0.1']])(
    'is refused if its name resolves to %s',
    async (...addresses) => {
      await expect(wire(addresses)('https://agents.example/')).rejects.toThrow(
        'resolves to a host that is not public',
      )
    },
  )

  it('on this machine is refused if its name resolves to another machine', async () => {
    await expect(wire(['93.184.216.34'])('http://localhost:9/')).rejects.toThrow('not public')
  })

  it('stays the checked address, even if its name resolves to another address later', async () => {
    const remote = await openRemoteAgent()
    const url = new URL(remote.url)
    const asked: string[] = []
    const resolve = async (host: string) => {
      asked.push(host)
      return asked.length === 1 ? ['127.0.0.1'] : ['10.0.0.1']
    }
    const home = new URL(`http://agent.localhost:${url.port}/`)
    const fetch = createWire({ resolve, clock: systemClock, home, headers: {}, maxBytes: 10_000 })
    const response = await fetch(new URL('/.well-known/agent-card.json', home))
    expect(response.status).toBe(200)
    expect(asked).toEqual(['agent.localhost'])
    await expect(fetch(home)).rejects.toThrow('not public')
  })

  it('receives secrets, but another host does not', async () => {
    const [own, other] = [await openRemoteAgent(), await openRemoteAgent()]
    const fetch = createWire({
      resolve: async () => [],
      clock: systemClock,
      home: new URL(own.url),
      headers: { 'X-Key': 'sesame' },
      maxBytes: 10_000,
    })
    for (const { url } of [own, other]) await fetch(url, { method: 'POST', body: '{}' })
    expect(own.received[0]?.headers['x-key']).toBe('sesame')
    expect(other.received[0]?.headers).not.toHaveProperty('x-key')
  })

  const end = async (config: { url: string; headers?: Record<string, string> }) => {
    const adapter = createA2aAdapter({ clock: systemClock, readSecret: async () => 'sesame-123' })
    return (await collect(adapter, contextOf({ agent: agentOf('rita', { kind: 'a2a', config }) }))).at(-1)
  }

  it('in its card is refused by the same rules', async () => {
    const card = {
      supportedInterfaces: [
        { url: 'http://10.0.0.1/', protocolBinding: 'JSONRPC', protocolVersion: '1.0', tenant: '' },
      ],
    }
    const remote = await openRemoteAgent({ card })
    expect(await end({ url: remote.url })).toMatchObject({
      failure: { reason: 'bad_input', message: expect.stringContaining('http://10.0.0.1/') },
    })
  })

  it('in its card may be on another host only without secrets', async () => {
    const elsewhere = await openRemoteAgent()
    const supportedInterfaces = [
      { url: elsewhere.url, protocolBinding: 'JSONRPC', protocolVersion: '1.0', tenant: '' },
    ]
    const remote = await openRemoteAgent({ card: { supportedInterfaces } })
    expect(await end({ url: remote.url })).toMatchObject({ type: 'result' })
    const count = elsewhere.received.length
    const headers = { Authorization: 'Bearer env:SWITCHYARD_AGENT_KEY' }
    expect(await end({ url: remote.url, headers })).toMatchObject({
      failure: { reason: 'bad_input', message: expect.stringContaining('its headers are for') },
    })
    expect(elsewhere.received).toHaveLength(count)
  })

  it('may come from the card, also from a card of version 0.3', async () => {
    const remote = await openRemoteAgent({
      intercept: (request, response, body) => {
        if (request.url === '/cards/old.json') {
          const url = `http://${request.headers.host}/rpc`
          const about = { name: 'Old', description: '', version: '1', protocolVersion: '0.3.0', url }
          const modes = { defaultInputModes: ['text'], defaultOutputModes: ['text'] }
          json(response, { ...about, ...modes, skills: [], capabilities: {}, preferredTransport: 'JSONRPC' })
          return true
        }
        const { method, id, params } = JSON.parse(body)
        if (method !== 'message/send') return false
        const { contextId } = params.message
        const message = { kind: 'message', role: 'agent', messageId: 'm', contextId }
        const result = { ...message, parts: [{ kind: 'text', text: 'As ever.' }] }
        json(response, { jsonrpc: '2.0', id, result })
        return true
      },
    })
    expect(await end({ url: `${remote.url}cards/old.json` })).toEqual({
      type: 'result',
      result: { text: 'As ever.', data: {} },
    })
  })

  it('may belong to an agent that speaks HTTP+JSON', async () => {
    const remote = await openRemoteAgent({
      intercept: (request, response, body) => {
        if (request.url === '/.well-known/agent-card.json') {
          const url = `http://${request.headers.host}/rest`
          const binding = { protocolBinding: 'HTTP+JSON', protocolVersion: '1.0' }
          json(response, {
            name: 'R',
            supportedInterfaces: [{ url, ...binding }],
            skills: [],
            capabilities: {},
          })
          return true
        }
        if (request.url !== '/rest/message:send') return false
        const { contextId } = JSON.parse(body).message
        json(response, {
          message: { messageId: 'm', role: 'ROLE_AGENT', contextId, parts: [{ text: 'At rest.' }] },
        })
        return true
      },
    })
    expect(await end({ url: remote.url })).toMatchObject({ result: { text: 'At rest.' } })
  })
})

describe('a header of a remote agent', () => {
  const fits = (name: string, value: string) =>
    a2aConfigSchema.safeParse({ url: 'https://example.com', headers: { [name]: value } }).success

  it.each([
    ['env:SWITCHYARD_AGENT_KEY', { prefix: '', from: 'env', name: 'SWITCHYARD_AGENT_KEY' }],
    ['Bearer env:SWITCHYARD_AGENT_KEY_A', { prefix: 'Bearer ', from: 'env', name: 'SWITCHYARD_AGENT_KEY_A' }],
    ['keystore:agent-acme', { prefix: '', from: 'keystore', name: 'agent-acme' }],
  ])('names the source of its value: %s', (text, read) => {
    expect(fits('Authorization', text)).toBe(true)
    expect(readReference(text)).toEqual(read)
  })

  it.each([
    'sesame',
    'Bearer sesame',
    'env:AWS_SECRET_ACCESS_KEY',
    'env:SWITCHYARD_MODEL_KEY',
    'keystore:model',
    '',
  ])('contains no value and names no other stored secret: %j', (value) => {
    expect(fits('Authorization', value)).toBe(false)
  })

  it.each(['Host', 'content-length', 'Transfer-Encoding', 'a b', 'x\r\ny'])('cannot be %j', (name) => {
    expect(fits(name, 'env:SWITCHYARD_AGENT_KEY')).toBe(false)
  })
})
