import { realpath, stat } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { orElse } from '#shared/or-else.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export interface RendererFile {
  readonly path: string
  readonly type: string
  readonly size: number
  readonly tag: string
}

/**
 * The file of the built interface for a URL path; null if there is none. The check that the file is inside the folder
 * follows links first, so no link can lead outside.
 */
export async function findRendererFile(rendererDir: string, pathname: string): Promise<RendererFile | null> {
  const name = decodePath(pathname)
  // Names that no built file has: separators, drives and streams of other systems, control characters, hidden files.
  if (name === null || /[\\:]|\p{Cc}|\/\.|\/\//u.test(name)) return null
  // The client sees every file system error as a missing file.
  try {
    const root = await realpath(rendererDir)
    const path = await realpath(join(root, name === '/' ? 'index.html' : name))
    const facts = await stat(path)
    if (!facts.isFile() || !isInside(root, path)) return null
    const type = contentTypes[extname(path).toLowerCase()] ?? 'application/octet-stream'
    return { path, type, size: facts.size, tag: `"${facts.size}-${Math.trunc(facts.mtimeMs)}"` }
  } catch {
    return null
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

// A malformed escape is a wrong address, not a bug.
const decodePath = (path: string): string | null => orElse(() => decodeURIComponent(path), null)
