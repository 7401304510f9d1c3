import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTempDir } from '../../support/engine.ts'
import { turns } from '../../support/fake-model-server.ts'
import { listWorkingIn } from '../../support/survivors.ts'
import { calls, lastResults } from '../../support/tool-calls.ts'
import { lastOf, openStage, resultOf } from './harness.ts'
import { serveLegacySse } from './legacy-sse.ts'

const node = process.execPath
const toolServer = join(import.meta.dirname, 'tool-server.ts')
/** Timeout for silent servers. No other test in this file waits for the timeout. */
const soon = { startTimeoutMs: 400 }

async function openWith(server: object, script = [turns.says('never')]) {
  const mcp = [{ name: 'wall', tools: { '*': 'allow' }, ...server }]
  return openStage(script, { config: { mcp } })
}

/** Failure of an attempt with this server. The attempt ends before the first model request. */
async function failureWith(server: object) {
  const stage = await openWith(server)
  const last = lastOf(await stage.run())
  expect(stage.server.asked).toEqual([])
  expect(listWorkingIn(stage.folder)).toEqual([])
  if (last.type !== 'failure') throw new Error(`No failure: ${JSON.stringify(last)}`)
  expect(last.failure.message).toMatch(/^MCP server wall is not available\. /)
  expect(last.failure.message).not.toMatch(/[\n{]/)
  return last.failure
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${portOf(server.address())}/mcp`
}

async function listenRaw(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    onSocket(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${portOf(server.address())}/mcp`
}

function portOf(address: string | { readonly port: number } | null): number {
  if (address === null || typeof address === 'string') throw new Error('A server has a port')
  return address.port
}

const answering =
  (status: number, type: string, body: string, headers = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body)
const page = '<!doctype html>\n<html><body>Welcome</body></html>'

describe('a program that is no MCP server', () => {
  const script = (text: string) => ({ command: [node, '-e', text] })

  it.each([
    [
      'is not installed',
      { command: ['no-such-program'] },
      'bad_input',
      ['"no-such-program" was not found', 'Correct the command'],
    ],
    [
      'ends at once',
      script('console.error("PAINT_KEY is missing"); process.exit(3)'),
      'unavailable',
      ['ended with exit code 3', 'PAINT_KEY is missing'],
    ],
    [
      'ends at once and says nothing',
      script('0'),
      'unavailable',
      ['exit code 0', 'Run the command in a terminal'],
    ],
    [
      'prints other text',
      { command: ['sh', '-c', 'echo Listening on port 80; sleep 60'], startTimeoutMs: 1500 },
      'bad_input',
      ['did not answer within 1.5 s', '"Listening on port 80"', 'standard input and output'],
    ],
    [
      'stays silent',
      { ...script('setInterval(() => {}, 1000)'), ...soon },
      'unavailable',
      ['did not answer within 0.4 s', 'increase startTimeoutMs'],
    ],
    [
      'repeats its input',
      { command: ['cat'], startTimeoutMs: 3000 },
      'bad_input',
      ['not valid MCP', 'standard input and output'],
    ],
    [
      'answers in another form',
      { command: [node, toolServer, 'nonsense', '/dev/null'] },
      'bad_input',
      ['not valid MCP', 'Invalid result for initialize'],
    ],
  ])('and %s is reported with a remedy', async (_, server, reason, parts) => {
    const failure = await failureWith(server)
    expect(failure.reason).toBe(reason)
    for (const part of parts) expect(failure.message).toContain(part)
  })

  it('has 10 seconds to answer unless its config sets another time', async () => {
    const { modelConfigSchema } = await import('../../../src-shared/model/agents/model-agent.ts')
    const config = modelConfigSchema.parse({ mcp: [{ name: 'wall', command: ['x'] }] })
    expect(config.mcp[0]?.startTimeoutMs).toBe(10_000)
  })

  it('works if it ignores unknown methods and answers the older handshake', async () => {
    const log = join(createTempDir(), 'log')
    const server = { command: [node, toolServer, 'deaf', log], startTimeoutMs: 4000 }
    const stage = await openWith(server, [turns.says('Done.')])
    expect(resultOf(await stage.run()).text).toBe('Done.')
  })
})

describe('an address without an MCP server', () => {
  it('is reported if no server listens', async () => {
    const server = createSocketServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${portOf(server.address())}/mcp`
    await new Promise((resolve) => server.close(resolve))
    const failure = await failureWith({ url })
    expect(failure).toMatchObject({ reason: 'unavailable' })
    expect(failure.message).toContain(`No server listens at ${url}. Start the server, or correct the url.`)
  })

  it('is reported if its port is blocked by fetch', async () => {
    const failure = await failureWith({ url: 'http://127.0.0.1:1/mcp' })
    expect(failure.message).toContain('failed (bad port)')
  })

  it.each([
    [
      'a page',
      answering(200, 'text/html; charset=utf-8', page),
      'bad_input',
      ['text/html', 'path of the url'],
    ],
    [
      'HTTP 404',
      answering(404, 'text/html', page),
      'bad_input',
      ['HTTP 404', 'path of the url', 'legacy SSE'],
    ],
    [
      'a refusal in JSON',
      answering(
        400,
        'application/json',
        '{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"No tenant"}}',
      ),
      'bad_input',
      ['HTTP 400: "No tenant"'],
    ],
    ['HTTP 405', answering(405, 'text/plain', ''), 'bad_input', ['HTTP 405', 'does not support legacy SSE']],
    ['HTTP 500', answering(500, 'text/html', page), 'unavailable', ['HTTP 500', 'log of the server']],
    ['HTTP 401', answering(401, 'text/plain', ''), 'bad_input', ['HTTP 401', 'cannot sign in']],
    [
      'a redirect',
      answering(302, 'text/plain', '', { location: 'http://127.0.0.1:1/login' }),
      'bad_input',
      ['HTTP 302', 'http://127.0.0.1:1/login is the server'],
    ],
    ['other JSON', answering(200, 'application/json', '{"hello":\n"world"}'), 'bad_input', ['not valid MCP']],
  ])('is reported if the response is %s', async (_, listener, reason, parts) => {
    const failure = await failureWith({ url: await listen(listener) })
    expect(failure.reason).toBe(reason)
    for (const part of parts) expect(failure.message).toContain(part)
  })

  it('is reported if it serves a page for GET and nothing for POST', async () => {
    const url = await listen((request, response) =>
      answering(request.method === 'GET' ? 200 : 404, 'text/html', page)(request, response),
    )
    const failure = await failureWith({ url })
    expect(failure.message).toContain('text/html')
  })

  it.each([
    ['accepts and never answers', () => {}, 'unavailable', 'did not answer within 0.4 s'],
    [
      'speaks another protocol',
      (socket: Socket) => void socket.end('SSH-2.0-x\r\n'),
      'unavailable',
      'failed (Response does not match the HTTP/1.1 protocol',
    ],
  ])('is reported if a server %s', async (_, onSocket, reason, part) => {
    const failure = await failureWith({
      url: await listenRaw(onSocket),
      startTimeoutMs: part.includes('0.4') ? 400 : 10_000,
    })
    expect(failure.reason).toBe(reason)
    expect(failure.message).toContain(part)
  })

  it('is reported if a stream opens and stays empty', async () => {
    const url = await listen((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    })
    const failure = await failureWith({ url, ...soon })
    expect(failure.message).toContain('did not answer within 0.4 s')
  })

  it('ends its attempt immediately when the attempt is cancelled', async () => {
    const stop = new AbortController()
    const url = await listenRaw(() => stop.abort(new Error('told to')))
    const stage = await openWith({ url, startTimeoutMs: 600_000 })
    await expect(stage.run({}, stop.signal)).rejects.toThrow('told to')
  })
})

describe('a legacy SSE server', () => {
  const paint = calls({ name: 'wall__paint', input: { wall: 'north' } })

  it.each([400, 404, 405])('has its tools used if it answers HTTP %i to a POST', async (refusesWith) => {
    const url = await listen(serveLegacySse({ refusesWith }))
    const stage = await openWith({ url }, [paint, turns.says('Done.')])
    expect(resultOf(await stage.run()).text).toBe('Done.')
    const asked = stage.server.asked[1]
    expect(asked === undefined ? [] : lastResults(asked)).toEqual([expect.stringContaining('Painted north')])
  })

  it('that ends its stream in a call fails this call and later calls', async () => {
    const url = await listen(serveLegacySse())
    const vanish = calls([
      { name: 'wall__vanish', input: {} },
      { name: 'wall__paint', input: {} },
    ])
    const stage = await openWith({ url, timeoutMs: 600_000 }, [vanish, turns.says('Done.')])
    expect(resultOf(await stage.run()).text).toBe('Done.')
    const asked = stage.server.asked[1]
    expect(asked === undefined ? [] : lastResults(asked)).toEqual([
      expect.stringContaining('ended its event stream'),
      expect.stringContaining('ended its event stream'),
    ])
  })

  it('that names an endpoint of another origin is not followed', async () => {
    const url = await listen(serveLegacySse({ endpoint: 'http://127.0.0.1:1/messages' }))
    const failure = await failureWith({ url })
    expect(failure).toMatchObject({ reason: 'bad_input' })
    expect(failure.message).toContain('origin does not match')
  })

  it('that never names an endpoint fails at the timeout', async () => {
    const url = await listen((request, response) => {
      if (request.method !== 'GET') return void response.writeHead(405).end()
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n')
    })
    const failure = await failureWith({ url, ...soon })
    expect(failure).toMatchObject({ reason: 'unavailable' })
    expect(failure.message).toContain('did not answer within 0.4 s')
  })
})
