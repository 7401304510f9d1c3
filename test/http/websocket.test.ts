import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import type { Contract } from '#shared/contract/index.ts'
import { createManualClock } from '../../src-main/base/clock.ts'
import { openTestServer, sendRaw, statusOf, type TestServer, token } from './support.ts'

let server: TestServer
const clock = createManualClock()
const sockets: NodeWebSocket[] = []
beforeEach(async () => {
  server = await openTestServer({ clock })
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await server.close()
})

interface Attempt {
  readonly path?: string
  readonly protocols?: string[]
  readonly headers?: Record<string, string>
}

/** The open socket, or the status of the refusal. */
function open({ path = '/api/ws', protocols = rightProtocols, headers = {} }: Attempt = {}) {
  const socket = new NodeWebSocket(`${server.url.replace('http', 'ws')}${path}`, protocols, { headers })
  sockets.push(socket)
  return new Promise<NodeWebSocket | number>((resolve, reject) => {
    socket.on('open', () => resolve(socket))
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    socket.on('error', reject)
  })
}

async function openSocket(): Promise<NodeWebSocket> {
  const socket = await open()
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
  return socket
}

const rightProtocols = ['switchyard', `token.${token}`]
const closeCode = (socket: NodeWebSocket) =>
  new Promise<number>((resolve) => socket.once('close', (code) => resolve(code)))

describe('a WebSocket', () => {
  it("opens with the token among its subprotocols, and returns only the protocol's name", async () => {
    expect((await openSocket()).protocol).toBe('switchyard')
    expect(await open({ headers: { Origin: server.url } })).toBeInstanceOf(NodeWebSocket)
  })

  it.each<[string, Attempt, number]>([
    ['no subprotocol', { protocols: [] }, 401],
    ['no token', { protocols: ['switchyard'] }, 401],
    ['a wrong token', { protocols: ['switchyard', 'token.wrong'] }, 401],
    ['half of the token', { protocols: ['switchyard', `token.${token.slice(0, 9)}`] }, 401],
    ['an empty token', { protocols: ['switchyard', 'token.'] }, 401],
    ['two tokens', { protocols: [...rightProtocols, 'token.wrong'] }, 401],
    ['another protocol', { protocols: ['other', `token.${token}`] }, 401],
    ['the token in the address', { protocols: ['switchyard'], path: `/api/ws?token=${token}` }, 404],
    [
      'the token as a header only',
      { protocols: ['switchyard'], headers: { Authorization: `Bearer ${token}` } },
      401,
    ],
    ['another path', { path: '/' }, 404],
    ['a longer path', { path: '/api/ws/' }, 404],
    ['the REST path', { path: '/api/v1/system' }, 404],
    ['a foreign Origin', { headers: { Origin: 'http://evil.example' } }, 403],
    ['the Origin null', { headers: { Origin: 'null' } }, 403],
    ['a foreign Host', { headers: { Host: 'evil.example' } }, 421],
  ])('is refused before its upgrade: %s', async (_, attempt, status) => {
    expect(await open(attempt)).toBe(status)
  })

  it('is refused with 429 after ten wrong tokens', async () => {
    const wrong = { protocols: ['switchyard', 'token.wrong'] }
    for (let count = 0; count < 10; count += 1) expect(await open(wrong)).toBe(401)
    expect(await open(wrong)).toBe(429)
    expect(await open()).toBeInstanceOf(NodeWebSocket)
  })

  it('that is refused returns the reason as JSON', async () => {
    const answer = await sendRaw(
      server.port,
      `GET /api/ws HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(401)
    expect(answer).toContain('"code":"E_AUTH"')
  })

  it.each<[string, (socket: NodeWebSocket) => void, number]>([
    ['a binary message', (socket) => socket.send(Buffer.from('{}')), 1003],
    ['no JSON', (socket) => socket.send('hello'), 1008],
    ['JSON of another form', (socket) => socket.send('{"a":1}'), 1008],
    ['a request without a path', (socket) => socket.send('{"i":"1","p":{}}'), 1008],
    ['a request elsewhere', (socket) => socket.send('{"i":"1","p":{"u":"http://evil.example/x"}}'), 1008],
    [
      'a form',
      (socket) => socket.send('{"i":"1","p":{"u":"/x","h":{"content-type":"multipart/form-data"}}}'),
      1008,
    ],
    ['an event of an input stream', (socket) => socket.send('{"i":"1","t":3,"p":{"e":"message"}}'), 1008],
    ['text that is no UTF-8', (socket) => socket.send(Buffer.from([0xff]), { binary: false }), 1006],
  ])('is closed for %s', async (_, send, code) => {
    const socket = await openSocket()
    const closed = closeCode(socket)
    send(socket)
    // For a broken frame, the close code of `ws` may arrive before or after the end.
    const codes = code === 1006 ? [1006, 1007] : [code]
    expect(codes).toContain(await closed)
  })

  it('ends with the server', async () => {
    const socket = await openSocket()
    const closed = closeCode(socket)
    await server.close()
    expect([1001, 1006]).toContain(await closed)
  })

  it('that accepts nothing while much data waits is closed', async () => {
    const socket = await openSocket()
    socket.pause()
    for (let id = 1; id <= 8; id += 1) {
      socket.send(JSON.stringify({ i: String(id), p: { u: '/runs/get', b: { json: { runId: 'big' } } } }))
    }
    const closed = closeCode(socket)
    // Sending is real, only the clock is manual. Another test covers the closing handshake.
    for (let turn = 0; turn < 200; turn += 1) await clock.advance(100)
    socket.resume()
    expect([1006, 1013]).toContain(await closed)
  })
})

describe('the procedures over a WebSocket', () => {
  async function connect() {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/ws`, rightProtocols)
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket }))
    return { socket, client }
  }

  it('return the same as over REST', async () => {
    const { socket, client } = await connect()
    expect(await client.system.info()).toMatchObject({
      version: '1',
      host: 'server',
      dataDir: 'here',
      seq: 7,
    })
    const imported = await client.plans.import({ text: 'x'.repeat(5_000_000), fileName: 'a.json' })
    expect(imported.format).toBe('5000000 characters')
    expect((await client.runs.get({ runId: 'big' })).run.title).toHaveLength(3 * 1024 * 1024)
    socket.close()
  })

  it('send more than the buffer to a fast reader', async () => {
    const { socket, client } = await connect()
    const runs = await Promise.all(Array.from({ length: 8 }, () => client.runs.get({ runId: 'big' })))
    expect(runs.map(({ run }) => run.title.length)).toEqual(Array(8).fill(3 * 1024 * 1024))
    socket.close()
  })

  it('refuse with code, hint and ref', async () => {
    const { socket, client } = await connect()
    const error = await client.runs.get({ runId: 'r' }).catch((cause: unknown) => cause)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({
      code: 'E_NOT_FOUND',
      defined: true,
      message: 'Run r does not exist.',
      data: { hint: 'Check the id.', ref: expect.any(String) },
    })
    await expect(client.runs.get({ runId: 'bug' })).rejects.toMatchObject({ code: 'E_INTERNAL' })
    socket.close()
  })

  it('stream, and end their streams when the client stops or disconnects', async () => {
    const { socket, client } = await connect()
    const seqs: number[] = []
    for await (const { seq } of await client.runs.watch({ runId: 'r', after: 4 })) {
      seqs.push(seq)
      if (seqs.length === 2) break
    }
    expect(seqs).toEqual([5, 6])
    await server.witness.streamsEnded()

    const other = await client.runs.watch({ runId: 'r' })
    await other.next()
    expect(server.witness.openStreams).toBe(1)
    socket.close()
    await server.witness.streamsEnded()
    expect(server.witness.openStreams).toBe(0)
  })
})
