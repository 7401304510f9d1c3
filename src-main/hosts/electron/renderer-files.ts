import { readFile } from 'node:fs/promises'
import { safetyHeaders } from '../../http/headers.ts'
import { findRendererFile } from '../../http/renderer-files.ts'
import { isAppUrl } from './urls.ts'

const headers = { ...safetyHeaders(), 'cache-control': 'no-cache' }

/** Responds with a file of the interface, or 404. Every response carries the security headers. */
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
