import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'
import { safetyHeaders } from '../../../src-main/http/headers.ts'
import renderer from '../../../src-renderer/vite.config.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}
export interface StageServer {
  readonly url: string
  close(): Promise<void>
}

/** A page with only the graph, built like the interface and served with the same content security policy. */
export async function openStage(): Promise<StageServer> {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-stage-'))
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'page'),
    publicDir: false,
    build: { ...renderer.build, outDir: dir },
  })
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://stage').pathname)
    const file = join(dir, path === '/' ? 'index.html' : path)
    readFile(file).then(
      (body) => {
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
        for (const [name, value] of Object.entries(safetyHeaders())) response.setHeader(name, value)
        response.end(body)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the stage has no port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
