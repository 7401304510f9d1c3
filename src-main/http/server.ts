import { createReadStream } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Access, Caller } from '../api/wire/access.ts'
import { createReport, internalRefusal } from '../api/wire/report.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { notFound, sendRefusal, wrongMethod } from './answer.ts'
import { createAuthentication, createHeld } from './authentication.ts'
import type { ParseJson } from './body.ts'
import { createConnections } from './connections.ts'
import { safetyHeaders } from './headers.ts'
import { listenOnLoopback } from './listen.ts'
import { bearerOf, checkSender, listHosts } from './origin-check.ts'
import { findRendererFile } from './renderer-files.ts'
import { createRest, type ServedRouter } from './rest.ts'
import { answerSession, launch, launchPath, readCookie, sessionPath } from './session.ts'
import { createSockets, credentialOfSocket, refuseUpgrade, socketPath } from './websocket.ts'

export interface HttpServerOptions {
  readonly router: ServedRouter
  /** Authenticates callers. The token of this start is registered with it. */
  readonly access: Access
  /** 0: any free port. */
  readonly port: number
  /** Folder of the built interface. If null or without a build, a page explains how to build it. */
  readonly rendererDir: string | null
  readonly log: Log
  readonly clock: Clock
  /** Parses a body, with the refusals for untrusted JSON. */
  readonly parseJson: ParseJson
}

export interface HttpServer {
  readonly port: number
  readonly addresses: readonly string[]
  /** Creates a link that opens the interface once, within ten minutes. The link does not contain the token. */
  createLaunchUrl(): string
  /** Closes streams and sockets immediately. */
  close(): Promise<void>
}

/** Services that handle requests, created once per server. */
function createParts(
  { router, access, parseJson, clock, rendererDir, log }: HttpServerOptions,
  port: number,
) {
  const report = createReport(log)
  return {
    ...{ port, access, report, rendererDir, parseJson },
    hosts: listHosts(port),
    authentication: createAuthentication({ access, port, clock }),
    held: createHeld({ access, clock }),
    rest: createRest({ router, parseJson, report }),
    sockets: createSockets({ router, report, clock, onUse: access.extendSession }),
    connections: createConnections(clock),
  }
}

type Parts = ReturnType<typeof createParts>

/** Serves the interface and the API on loopback. The API requires a token or session. */
export async function openHttpServer(options: HttpServerOptions): Promise<Result<HttpServer, Refusal>> {
  const listening = await listenOnLoopback(options.port)
  if (!listening.ok) return listening
  const { port, servers } = listening.value
  const parts = createParts(options, port)
  for (const server of servers) attach(server, parts)
  return ok({
    port,
    addresses: servers.length === 1 ? ['127.0.0.1'] : ['127.0.0.1', '::1'],
    createLaunchUrl: () => `http://127.0.0.1:${port}/#launch=${parts.authentication.createCode()}`,
    async close() {
      parts.held.close()
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
  parts.connections.watch(server)
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    // Last line of defense: no request may end the process.
    answer(request, response, parts).catch((cause: unknown) => {
      // The client has disconnected. An interrupted transfer is not a failure, and nobody reads the response.
      if (request.socket.destroyed) return
      const ref = parts.report(internalRefusal(), { path: pathOf(request), cause })
      if (response.headersSent) response.destroy()
      else sendRefusal(response, internalRefusal(), ref)
    })
  }
  server.on('request', onRequest)
  // Without these listeners, Node accepts every `100-continue` body and answers other expectations without a body.
  server.on('checkContinue', onRequest)
  server.on('checkExpectation', onRequest)
  server.on('connect', (request, socket) => refuseTunnel(request, socket, parts))
  server.on('upgrade', (request, socket, head) => upgrade(request, { socket, head }, parts))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    refuseBrokenRequest(error, socket, parts),
  )
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const sockets = ['127.0.0.1', 'localhost'].map((host) => `ws://${host}:${parts.port}`)
  for (const [name, value] of Object.entries(safetyHeaders(sockets))) response.setHeader(name, value)
  // Default for all responses: data about runs and memory must not be cached. Static files override it.
  response.setHeader('cache-control', 'no-store')
  const said = await route(request, response, parts)
  if (said === null) return
  const ref = parts.report(said, { path: pathOf(request) })
  // Close the connection; otherwise the rest of a refused body would be parsed as the next request.
  if (!request.complete) response.setHeader('Connection', 'close')
  sendRefusal(response, said, ref)
}

/**
 * Handles the request, or returns the refusal to send. The order matters: the caller is authenticated before the path
 * is examined.
 */
async function route(
  request: IncomingMessage,
  response: ServerResponse,
  parts: Parts,
): Promise<Refusal | null> {
  const { rawHeaders, url: target = '' } = request
  const stranger = checkSender({ rawHeaders, target }, parts.hosts)
  if (stranger !== null) return stranger
  if (isUnmet(request)) return unmetExpectation
  const path = pathOf(request)
  if (path === launchPath) return launch(request, response, parts)
  if (path === sessionPath) return answerSession(request, response, parts)
  if (path === '/api' || path.startsWith('/api/')) {
    const caller = parts.authentication.checkToken(bearerOf(rawHeaders))
    if (!caller.ok) return caller.error
    parts.connections.welcome(request.socket)
    response.once(
      'close',
      parts.held.hold(caller.value, () => response.destroy()),
    )
    return parts.rest(request, response, { path, caller: caller.value })
  }
  return serveStatic(request, response, { rendererDir: parts.rendererDir, path })
}

const isUnmet = ({ headers: { expect } }: IncomingMessage): boolean =>
  expect !== undefined && expect.toLowerCase() !== '100-continue'

const unmetExpectation = refusal('E_EXPECT', 'expectation_unsupported')

/** Parses the path like the REST handler, so that both decide on the same path. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const address = `http://localhost${url}`
  return URL.canParse(address) ? new URL(address).pathname : '/'
}

function upgrade(
  request: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
  parts: Parts,
): void {
  // The client may disconnect at any time.
  socket.on('error', () => socket.destroy())
  const { rawHeaders, url: target = '' } = request
  const stranger = checkSender({ rawHeaders, target }, parts.hosts)
  const caller = stranger === null ? callerOfSocket(request, parts) : err(stranger)
  if (caller.ok) {
    const release = parts.held.hold(caller.value, () => socket.destroy())
    socket.once('close', release)
    parts.connections.welcome(socket)
    parts.sockets.accept(request, { socket, head, caller: caller.value })
  } else refuseUpgrade(socket, caller.error, parts.report(caller.error, { path: pathOf(request) }))
}

/**
 * Authenticates a WebSocket. A program presents a token; a page presents its session key, and the browser adds the
 * cookie.
 */
function callerOfSocket(request: IncomingMessage, { authentication, port }: Parts): Result<Caller, Refusal> {
  const { url: target = '', rawHeaders } = request
  if (target !== socketPath) return err(notFound(target))
  const shown = credentialOfSocket(request)
  if (shown?.kind !== 'key') return authentication.checkToken(shown?.value ?? null)
  return authentication.checkSession({ cookie: readCookie(rawHeaders, port), key: shown.value })
}

/** Refuses CONNECT, which requests a tunnel to another host. The server is not a proxy. */
function refuseTunnel(request: IncomingMessage, socket: Duplex, { report }: Parts): void {
  socket.on('error', () => socket.destroy())
  const said = refusal('E_METHOD', 'connect_unsupported')
  refuseUpgrade(socket, said, report(said, { path: pathOf(request) }))
}

/** Refuses a request that is not valid HTTP, has an oversized head, or took too long. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex, { report }: Parts): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const said = refusal('E_TYPE', 'request_malformed')
  refuseUpgrade(socket, said, report(said, { path: '' }))
}

/** Serves the built interface. A refusal is returned for the caller to send. */
async function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  { rendererDir, path }: { rendererDir: string | null; path: string },
): Promise<Refusal | null> {
  const { method = '' } = request
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod(response, method, ['GET', 'HEAD'])
  const file = rendererDir === null ? null : await findRendererFile(rendererDir, path)
  if (file === null) return path === '/' ? sendNotBuilt(response) : notFound(path)
  response.setHeader('ETag', file.tag)
  // File names below assets/ contain a hash of the content.
  const isForever = path.startsWith('/assets/')
  response.setHeader('Cache-Control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === file.tag) {
    response.writeHead(304).end()
    return null
  }
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.size })
  if (method === 'HEAD') response.end()
  else await pipeline(createReadStream(file.path), response)
  return null
}

function sendNotBuilt(response: ServerResponse): null {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(
    '<!doctype html><html lang="en"><title>Switchyard</title><h1>The interface is not built</h1>' +
      '<p>Run <code>npm run build</code>, then reload this page. The API under /api is available.</p>',
  )
  return null
}
