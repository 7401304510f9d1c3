import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Refusal } from '#shared/refusal.ts'
import { notFound, wrongMethod } from './answer.ts'

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

/** Serves the built interface. A refusal is given back for the caller to say. */
export async function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  { rendererDir, path }: { rendererDir: string | null; path: string },
): Promise<Refusal | null> {
  const { method = '' } = request
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod(response, method, ['GET', 'HEAD'])
  const file = rendererDir === null ? null : await findFile(rendererDir, path)
  if (file === null) return path === '/' ? sendNotBuilt(response) : notFound(path)
  response.setHeader('ETag', file.tag)
  // Names below assets/ carry a hash of what is in them.
  const isForever = path.startsWith('/assets/')
  response.setHeader('Cache-Control', isForever ? 'public, max-age=31536000, immutable' : 'no-cache')
  if (request.headers['if-none-match'] === file.tag) {
    response.writeHead(304).end()
    return null
  }
  response.writeHead(200, {
    'Content-Type': contentTypes[extname(file.name).toLowerCase()] ?? 'application/octet-stream',
    'Content-Length': file.size,
  })
  if (method === 'HEAD') response.end()
  else await pipeline(createReadStream(file.name), response)
  return null
}

interface StaticFile {
  readonly name: string
  readonly size: number
  readonly tag: string
}

/** A regular file inside the folder, links followed before it is decided what is inside; else null. */
async function findFile(rendererDir: string, path: string): Promise<StaticFile | null> {
  const name = decodePath(path)
  if (name === null || /[\\:]|\p{Cc}|\/\.|\/\//u.test(name)) return null
  // Whatever the system says of such a name, there is no such file for the one who asks.
  try {
    const root = await realpath(rendererDir)
    const file = await realpath(join(root, name === '/' ? 'index.html' : name))
    const facts = await stat(file)
    if (!facts.isFile() || !isInside(root, file)) return null
    return { name: file, size: facts.size, tag: `"${facts.size}-${Math.trunc(facts.mtimeMs)}"` }
  } catch {
    return null
  }
}

function isInside(root: string, file: string): boolean {
  const way = relative(root, file)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function decodePath(path: string): string | null {
  // A stray % is a wrong address, not a bug.
  try {
    return decodeURIComponent(path)
  } catch {
    return null
  }
}

function sendNotBuilt(response: ServerResponse): null {
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
  response.end(
    '<!doctype html><html lang="en"><title>Switchyard</title><h1>The interface is not built yet</h1>' +
      '<p>Run <code>npm run build</code> and load this page again. The API below /api works meanwhile.</p>',
  )
  return null
}
