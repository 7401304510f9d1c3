import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Refusal } from '#shared/refusal.ts'
import { notFound, wrongMethod } from './answer.ts'
import { findRendererFile } from './renderer-files.ts'

/** Serves the built interface. A refusal is given back for the caller to say. */
export async function serveStatic(
  request: IncomingMessage,
  response: ServerResponse,
  { rendererDir, path }: { rendererDir: string | null; path: string },
): Promise<Refusal | null> {
  const { method = '' } = request
  if (method !== 'GET' && method !== 'HEAD') return wrongMethod(response, method, ['GET', 'HEAD'])
  const file = rendererDir === null ? null : await findRendererFile(rendererDir, path)
  if (file === null) return path === '/' ? sendNotBuilt(response) : notFound(path)
  response.setHeader('ETag', file.tag)
  // Names below assets/ carry a hash of what is in them.
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
    '<!doctype html><html lang="en"><title>Switchyard</title><h1>The interface is not built yet</h1>' +
      '<p>Run <code>npm run build</code> and load this page again. The API below /api works meanwhile.</p>',
  )
  return null
}
