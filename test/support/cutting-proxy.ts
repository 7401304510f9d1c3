import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * A proxy between a client and a server on loopback. The proxy can drop one response: the server has acted, but the
 * client's connection closes.
 */
export async function openCuttingProxy(serverPort: number) {
  const open = new Set<Socket>()
  let passing = 0
  let isArmed = false
  let cuts = 0
  const server = createServer((client) => {
    const upstream = connect(serverPort, '127.0.0.1')
    const end = () => {
      for (const socket of [client, upstream]) socket.destroy()
    }
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', end)
      socket.on('close', end)
    }
    client.on('data', (chunk) => upstream.write(withHost(chunk, serverPort)))
    upstream.on('data', (chunk) => {
      if (isArmed && passing === 0) {
        isArmed = false
        cuts += 1
        return end()
      }
      if (isArmed) passing -= 1
      client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A proxy has a port')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return {
    port: address.port,
    /** Drops a response after passing `after` responses. */
    loseAnswer(after = 0): void {
      isArmed = true
      passing = after
    },
    countCuts: () => cuts,
    /** Accepts no further connections after the next one. */
    closeAfterNext: () => void server.once('connection', () => server.close()),
  }
}

/** Rewrites the Host header, because the server accepts only its own name. */
function withHost(chunk: Buffer, port: number): Buffer {
  const text = chunk.toString('latin1')
  const named = text.replace(/^(host: 127\.0\.0\.1:)\d+/im, `$1${port}`)
  return named === text ? chunk : Buffer.from(named, 'latin1')
}
