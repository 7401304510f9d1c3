import { createServer, type Server } from 'node:http'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

const addresses = ['127.0.0.1', '::1'] as const
/** A port that is free on one address can be taken on the other: so often is another one tried. */
const freePortTries = 10

/** Servers on the same port of the loopback addresses of this machine, and on nothing else. */
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
    // Node's own answer to a missing Host has no body; the guard's has one.
    requireHostHeader: false,
    // `connections.ts` gives a stranger less time, and looks for arrived bytes first, which Node does not.
    headersTimeout: 60_000,
    requestTimeout: 60_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  })
}

/** Null when it listens; else the system's error code. */
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

/** The machine has no such address, as many containers have no IPv6. */
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
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port')
  return address.port
}
