import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { safetyHeaders } from '../../http/headers.ts'
import { findRendererFile } from '../../http/renderer-files.ts'
import { appScheme, isAppUrl } from './urls.ts'

/** Makes app:// an origin like any of the web. Must run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built interface at app://switchyard/. */
export function serveRenderer(rendererDir: string): void {
  protocol.handle(appScheme, (request) => answerWithFile(rendererDir, request))
}

const headers = { ...safetyHeaders(), 'cache-control': 'no-cache' }

/** A file of the interface, or 404; every answer carries the security headers. */
export async function answerWithFile(
  rendererDir: string,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { ...headers, allow: 'GET, HEAD' } })
  }
  const file = isAppUrl(url) ? await findRendererFile(rendererDir, new URL(url).pathname) : null
  if (file === null) return new Response('Not found', { status: 404, headers })
  return new Response(method === 'HEAD' ? null : new Uint8Array(await readFile(file.path)), {
    headers: { ...headers, 'content-type': file.type },
  })
}
