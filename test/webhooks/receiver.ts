import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly path: string
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Responds to a request, or leaves the request unanswered. */
export type Answer = (response: ServerResponse, received: Received) => void

/** A real loopback server that stores received requests. */
export async function openReceiver(
  answer: Answer = (response) => response.writeHead(204).end(),
  { host = '127.0.0.1', port = 0 }: { host?: string; port?: number } = {},
) {
  const received: Received[] = []
  let waiting: { count: number; resolve: () => void }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { url: path = '', method = '', headers } = request
    const one = { path, method, headers, body: Buffer.concat(chunks).toString() }
    received.push(one)
    for (const each of waiting) if (received.length >= each.count) each.resolve()
    waiting = waiting.filter(({ count }) => received.length < count)
    answer(response, one)
  })
  await new Promise<void>((resolve) => server.listen(port, host, resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A receiver has a port')
  return {
    received,
    port: address.port,
    url: `http://${host}:${address.port}/hook`,
    place: `${host}:${address.port}`,
    /** Resolves when the receiver has received `count` requests. */
    untilReceived: (count: number): Promise<void> =>
      received.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push({ count, resolve })),
  }
}
