import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type Clock, createManualClock, systemClock } from '../../src-main/base/clock.ts'
import { createConnections } from '../../src-main/http/connections.ts'

const keepAliveMs = 50
const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'

/** A server that accepts every connection as authenticated. */
async function openServer(clock: Clock) {
  const connections = createConnections(clock)
  const server = createServer({ keepAliveTimeout: keepAliveMs }, (asked, response) => {
    connections.welcome(asked.socket)
    response.end('answer')
  })
  server.keepAliveTimeoutBuffer = 0
  connections.watch(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return server
}

async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'connect')
  return socket
}

const nextOf = (socket: Socket): Promise<string> =>
  Promise.race([
    once(socket, 'data').then(([bytes]) => String(bytes).split('\r\n')[0] ?? ''),
    once(socket, 'close').then(() => 'closed'),
  ])

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0

it('a request that arrives while the process is busy survives the keep-alive timeout', async () => {
  const server = await openServer(systemClock)
  const socket = await connectTo(portOf(server.address()))
  socket.write(request)
  expect(await nextOf(socket)).toBe('HTTP/1.1 200 OK')
  socket.write(request)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, keepAliveMs * 4)
  expect(await nextOf(socket)).toBe('HTTP/1.1 200 OK')
})

it('an idle connection is closed after the keep-alive timeout', async () => {
  const server = await openServer(systemClock)
  const socket = await connectTo(portOf(server.address()))
  socket.write(request)
  expect(await nextOf(socket)).toBe('HTTP/1.1 200 OK')
  expect(await nextOf(socket)).toBe('closed')
})

it('a first request that arrives while the process is busy survives the timeout for unauthenticated connections', async () => {
  const clock = createManualClock()
  const server = await openServer(clock)
  const accepted = once(server, 'connection')
  const socket = await connectTo(portOf(server.address()))
  await accepted
  const answer = nextOf(socket)
  socket.write(request)
  await clock.advance(5_000)
  expect(await answer).toBe('HTTP/1.1 200 OK')
})
