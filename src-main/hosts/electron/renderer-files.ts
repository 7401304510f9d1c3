import { readFile, stat } from 'node:fs/promises'
import { extname, isAbsolute, relative, resolve, sep } from 'node:path'
import { isAppUrl } from './urls.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

const headers = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-cache',
}

/** A file of the interface, or 404; every answer carries the security headers. */
export async function answerWithFile(
  rendererDir: string,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') {
    return new Response(null, { status: 405, headers: { ...headers, allow: 'GET, HEAD' } })
  }
  const file = fileOf(rendererDir, url)
  const found = file === null ? null : await stat(file).catch(() => null)
  if (file === null || !found?.isFile()) return new Response('Not found', { status: 404, headers })
  const type = contentTypes[extname(file)] ?? 'application/octet-stream'
  return new Response(method === 'HEAD' ? null : new Uint8Array(await readFile(file)), {
    headers: { ...headers, 'content-type': type },
  })
}

/** The file that an address names, or null when it names none below the folder. */
export function fileOf(rendererDir: string, address: string): string | null {
  if (!isAppUrl(address)) return null
  const path = decode(new URL(address).pathname)
  // A separator of another system, a stream or drive of Windows, or a NUL: no file of ours has one in its name.
  if (path === null || /[\\:\0]/.test(path)) return null
  const file = resolve(rendererDir, `.${path === '/' ? '/index.html' : path}`)
  const inside = relative(rendererDir, file)
  return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : file
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path)
  } catch {
    // A malformed escape names nothing.
    return null
  }
}
