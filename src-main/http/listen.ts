import { createServer, type Server } from 'node:http'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

const addresses = ['127.0.0.1', '::1'] as const
/** Number of ports to try, because a port that is free on one loopback address may be taken on the other. */
const freePortTries = 10

/** Listens on the same port of every loopback address, and on no other address. */
export async function listenOnLoopback(
  port: number,
): Promise<Result<{ port: number; servers: Server[] }, Refusal>> {
  for (let tries = port === 0 ? freePortTries : 1; ; tries -= 1) {
    const opened = await listenOnce(port)
    if (opened.ok || tries === 1 || opened.error.code !== 'E_PORT') return opened
  }
}

async function listenOnce(wanted: number): Promise<Result<{ port: number; servers: Server[] }, Refusal>> {
  const servers: Server[] = []
  let port = wanted
  for (const address of addresses) {
    const server = createLoopbackServer()
    const failure = await listen(server, { host: address, port })
    if (failure === null) {
      servers.push(server)
      port = portOf(server)
    } else if (servers.length === 0 || !isWithoutAddress(failure)) {
      for (const each of servers) each.close()
      return err(refusalOfListening(failure, port))
    }
  }
  return ok({ port, servers })
}

function createLoopbackServer(): Server {
  return createServer({
    // Node's own response to a missing Host header has no body; the guard's response has one.
    requireHostHeader: false,
    // `connections.ts` enforces shorter limits and, unlike Node, first checks whether data has arrived.
    headersTimeout: 60_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  })
}

/** Resolves with null once the server listens, otherwise with the system's error code. */
function listen(server: Server, { host, port }: { host: string; port: number }): Promise<string | null> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message)
    server.once('error', onError)
    server.listen({ host, port, ipv6Only: host === '::1', exclusive: true }, () => {
      server.off('error', onError)
      resolve(null)
    })
  })
}

/** True if the machine lacks this address; many containers have no IPv6. */
const isWithoutAddress = (failure: string): boolean =>
  failure === 'EADDRNOTAVAIL' || failure === 'EAFNOSUPPORT'

function refusalOfListening(failure: string, port: number): Refusal {
  if (failure === 'EADDRINUSE') {
    return refusal('E_PORT', 'port_in_use', { port })
  }
  if (failure === 'EACCES') {
    return refusal('E_PORT', 'port_not_permitted', { port })
  }
  return refusal('E_BIND', 'port_failed', { port, why: failure })
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}
