import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { z } from 'zod'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { createReport, internalRefusal, type Report } from '../api/report.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { parseInput } from '../base/parse-input.ts'
import { notFound, sendJson, sendRefusal, wrongMethod } from './answer.ts'
import { bodyLimit, type ParseJson, readJsonBody } from './body.ts'
import { createEntry, type Entry } from './entry.ts'
import { checkSender, headerValues, isFromOwnPage, listHosts, type RawHeaders } from './guard.ts'
import { setSafetyHeaders } from './headers.ts'
import { listenOnLoopback } from './listen.ts'
import { createRest, type Rest, type ServedRouter } from './rest.ts'
import { serveStatic } from './static.ts'
import { createSockets, refuseUpgrade, type Sockets, socketPath, tokenOfSocket } from './websocket.ts'

export interface HttpServerOptions {
  readonly router: ServedRouter
  /** What opens the API; at least 128 random bits, new at each start. */
  readonly token: string
  /** 0: any free one. */
  readonly port: number
  /** The built interface; null or a folder without it: a page that says how to build it. */
  readonly rendererDir: string | null
  readonly log: Log
  readonly clock: Clock
  /** Reads a body, with the refusals of JSON that comes from outside. */
  readonly parseJson: ParseJson
}

export interface HttpServer {
  readonly port: number
  readonly addresses: readonly string[]
  /** A link that opens the interface once, within ten minutes. The token is not in it. */
  createLaunchUrl(): string
  /** Ends streams and sockets at once. */
  close(): Promise<void>
}

/** Everything that answers a request, made once. */
interface Parts {
  readonly port: number
  readonly hosts: readonly string[]
  readonly entry: Entry
  readonly rest: Rest
  readonly sockets: Sockets
  readonly report: Report
  readonly rendererDir: string | null
  readonly parseJson: ParseJson
}

/** Serves the API and the interface on loopback, to who has the token. */
export async function openHttpServer(options: HttpServerOptions): Promise<Result<HttpServer, Refusal>> {
  const listening = await listenOnLoopback(options.port)
  if (!listening.ok) return listening
  const { port, servers } = listening.value
  const { router, parseJson, clock, rendererDir } = options
  const report = createReport(options.log)
  const parts: Parts = {
    port,
    hosts: listHosts(port),
    entry: createEntry(options.token, clock),
    rest: createRest({ router, parseJson, report }),
    sockets: createSockets({ router, report, clock }),
    report,
    rendererDir,
    parseJson,
  }
  for (const server of servers) attach(server, parts)
  return ok({
    port,
    addresses: servers.length === 1 ? ['127.0.0.1'] : ['127.0.0.1', '::1'],
    createLaunchUrl: () => `http://127.0.0.1:${port}/#launch=${parts.entry.createCode()}`,
    async close() {
      parts.sockets.close()
      await Promise.all(servers.map(closeServer))
    },
  })
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function attach(server: Server, parts: Parts): void {
  server.on('request', (request, response) => {
    // The edge: nothing that a request does may end the process.
    answer(request, response, parts).catch((cause: unknown) => {
      // Who asked is gone: a cut-off body or file is no failure of ours, and nobody reads an answer.
      if (request.socket.destroyed) return
      const ref = parts.report(internalRefusal(), { path: pathOf(request), cause })
      if (response.headersSent) response.destroy()
      else sendRefusal(response, internalRefusal(), ref)
    })
  })
  server.on('upgrade', (request, socket, head) => upgrade(request, { socket, head }, parts))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseBrokenRequest(error, socket, parts),
  )
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  setSafetyHeaders(response, parts.port)
  const said = await route(request, response, parts)
  if (said === null) return
  const ref = parts.report(said, { path: pathOf(request) })
  // What is left of a body that was refused unread would be taken for the next request.
  if (!request.complete) response.setHeader('Connection', 'close')
  sendRefusal(response, said, ref)
}

/** Answers, or gives back the refusal to answer with. The order is the point: who asks comes before what is asked. */
async function route(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<Refusal | null> {
  const { rawHeaders, url: target = '' } = request
  const stranger = checkSender({ rawHeaders, target }, parts.hosts)
  if (stranger !== null) return stranger
  const path = pathOf(request)
  if (path === launchPath) return launch(request, response, parts)
  if (path === '/api' || path.startsWith('/api/')) {
    return parts.entry.check(bearerOf(rawHeaders)) ?? parts.rest(request, response, path)
  }
  return serveStatic(request, response, { rendererDir: parts.rendererDir, path })
}

/** As the REST handler reads it, so that both decide on the same path. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const address = `http://localhost${url}`
  return URL.canParse(address) ? new URL(address).pathname : '/'
}

function bearerOf(rawHeaders: RawHeaders): string | null {
  const [value = '', ...others] = headerValues(rawHeaders, 'authorization')
  return others.length === 0 && value.startsWith('Bearer ') ? value.slice('Bearer '.length) : null
}

const launchPath = '/api/launch'
const launchSchema = z.strictObject({ code: z.string().min(1).max(200) })

/** Exchanges the code of a launch link for the token. Only a page of this server may: an answer to others is a leak. */
async function launch(
  request: IncomingMessage,
  response: ServerResponse,
  { hosts, entry, parseJson }: Parts,
): Promise<Refusal | null> {
  if (!isFromOwnPage(request.rawHeaders, hosts)) {
    return refusal('E_ORIGIN', 'Only a page of this server may ask for this.', 'Open the link in a browser.')
  }
  if (request.method !== 'POST') return wrongMethod(response, request.method ?? '', ['POST'])
  const body = await readJsonBody(request, { limit: bodyLimit, parseJson })
  const input = body.ok ? parseInput(launchSchema, body.value) : body
  if (!input.ok) return input.error
  const token = entry.redeem(input.value.code)
  if (!token.ok) return token.error
  sendJson(response, { token: token.value })
  return null
}

function upgrade(
  request: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
  parts: Parts,
): void {
  // The other side may go away at any point of this.
  socket.on('error', () => socket.destroy())
  const { rawHeaders, url: target = '' } = request
  const stranger = checkSender({ rawHeaders, target }, parts.hosts)
  const said =
    stranger ?? (target === socketPath ? parts.entry.check(tokenOfSocket(request)) : notFound(target))
  if (said === null) parts.sockets.accept(request, socket, head)
  else refuseUpgrade(socket, said, parts.report(said, { path: pathOf(request) }))
}

/** What was sent is no HTTP, is too long in its head, or took too long. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex, { report }: Parts): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const said = refusal('E_TYPE', 'This is not a whole HTTP request.', 'Compare it with RFC 9112.')
  refuseUpgrade(socket, said, report(said, { path: '' }))
}
