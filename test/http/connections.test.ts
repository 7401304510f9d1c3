import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { jsonOf, openTestServer, sendRaw, statusOf, type TestServer, token } from './support.ts'

const clock = createManualClock()
let server: TestServer
beforeEach(async () => {
  server = await openTestServer({ clock })
})
afterEach(() => server.close())

const head = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, `Host: 127.0.0.1:${server.port}`, ...headers, '', ''].join('\r\n')
const auth = `Authorization: Bearer ${token}`
const info = () => head('GET /api/v1/system', auth)

async function openSocket(bytes = ''): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write(bytes)
  return socket
}
const answerOn = async (socket: Socket, bytes: string): Promise<string> => {
  socket.write(bytes)
  return String((await once(socket, 'data'))[0])
}

describe('slow connections without a token', () => {
  it('leave room for an authenticated connection, in any number', async () => {
    const slow = await Promise.all(Array.from({ length: 600 }, () => openSocket('GET /api/v1/system HTT')))
    expect(statusOf(await answerOn(await openSocket(), info()))).toBe(200)
    expect((await server.fetch('/api/v1/system')).status).toBe(200)
    expect(slow.length).toBe(600)
  })

  it('do not close authenticated connections', async () => {
    const guest = await openSocket()
    expect(statusOf(await answerOn(guest, info()))).toBe(200)
    await Promise.all(Array.from({ length: 600 }, () => openSocket('GET / HTT')))
    expect(statusOf(await answerOn(guest, info()))).toBe(200)
  })

  it('may load a large file of the page for longer than 5 seconds', async () => {
    const rendererDir = mkdtempSync(join(tmpdir(), 'switchyard-page-'))
    onTestFinished(() => rmSync(rendererDir, { recursive: true, force: true }))
    mkdirSync(join(rendererDir, 'assets'))
    const size = 16 * 1024 * 1024
    writeFileSync(join(rendererDir, 'assets', 'large.js'), 'x'.repeat(size))
    await using page = await openTestServer({ clock, rendererDir })
    const slow = connect(page.port, '127.0.0.1')
    onTestFinished(() => void slow.destroy())
    slow.write(`GET /assets/large.js HTTP/1.1\r\nHost: 127.0.0.1:${page.port}\r\nConnection: close\r\n\r\n`)
    await once(slow, 'readable')
    await clock.advance(6_000)
    let taken = 0
    for await (const part of slow) taken += part.length
    expect(taken).toBeGreaterThan(size)
  })

  it('are closed after 5 seconds, unlike authenticated connections', async () => {
    const guest = await openSocket()
    await answerOn(guest, info())
    const strangers = [
      await openSocket(),
      await openSocket('GET / HTTP/1.1\r\nHo'),
      await openSocket(head('POST /api/launch', 'Content-Type: application/json', 'Content-Length: 9')),
    ]
    const closed = Promise.all(strangers.map((each) => once(each.resume(), 'close')))
    // A round trip on a later connection ensures that the server has accepted the earlier connections.
    await server.fetch('/api/v1/system')
    await clock.advance(5_000)
    await closed
    expect(statusOf(await answerOn(guest, info()))).toBe(200)
  })
})

describe('Expect: 100-continue', () => {
  const post = (length: number, authorization = auth) =>
    head(
      ...(['POST /api/agent/verify_task', authorization, 'Content-Type: application/json'] as const),
      ...[`Content-Length: ${length}`, 'Expect: 100-continue'],
    )
  const body = JSON.stringify({ agent_id: 'ann', required_skills: [] })

  it('sends 100 Continue for an authenticated request, and answers it', async () => {
    const socket = await openSocket()
    expect(statusOf(await answerOn(socket, post(body.length)))).toBe(100)
    expect(statusOf(await answerOn(socket, body))).toBe(200)
  })

  it.each([
    ['a wrong token', () => post(body.length, 'Authorization: Bearer wrong'), 401, 'E_AUTH'],
    ['a body that is too long', () => post(300_000_000), 413, 'E_TOO_LARGE'],
    ['a path that is not there', () => post(2).replace('verify_task', 'nothing'), 404, 'E_NOT_FOUND'],
  ])('refuses %s before any byte of the body', async (_what, bytes, status, code) => {
    const answer = await sendRaw(server.port, bytes())
    expect(statusOf(answer)).toBe(status)
    expect(jsonOf(answer).error).toMatchObject({ code, ref: expect.any(String) })
  })
})

describe('an unsupported kind of request', () => {
  it('with an unknown expectation returns 417 as JSON', async () => {
    const answer = await sendRaw(
      server.port,
      head('GET /api/v1/system', auth, 'Expect: tea', 'Connection: close'),
    )
    expect(statusOf(answer)).toBe(417)
    expect(jsonOf(answer).error.code).toBe('E_EXPECT')
  })

  it('by CONNECT returns 405 as JSON', async () => {
    const answer = await sendRaw(
      server.port,
      `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n`,
    )
    expect(statusOf(answer)).toBe(405)
    expect(jsonOf(answer).error.code).toBe('E_METHOD')
  })
})

describe('a body of 300 MB', () => {
  it('is refused with its limit, in bounded memory and time', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20)
    const before = process.memoryUsage().rss
    const begun = performance.now()
    const length = 300 * chunk.length
    const socket = await openSocket(
      head(
        'POST /api/agent/verify_task',
        auth,
        'Content-Type: application/json',
        `Content-Length: ${length}`,
      ),
    )
    let answer = ''
    socket.on('data', (text) => {
      answer += String(text)
    })
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    const drained = () => new Promise<void>((resolve) => socket.once('drain', () => resolve()))
    for (let sent = 0; sent < 300 && answer === '' && !socket.destroyed; sent += 1) {
      if (!socket.write(chunk)) await Promise.race([drained(), closed])
    }
    await closed
    expect(statusOf(answer)).toBe(413)
    expect(jsonOf(answer).error).toMatchObject({ code: 'E_TOO_LARGE', limit: 1024 * 1024 })
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    expect(performance.now() - begun).toBeLessThan(10_000)
  })
})
