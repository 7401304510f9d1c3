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
 * The file of the built interface that the path of an address names; null where there is none. The decision about what
 * is inside the folder comes after links are resolved, so that no link leads out of it.
 */
export async function findRendererFile(rendererDir: string, pathname: string): Promise<RendererFile | null> {
  const name = decodePath(pathname)
  // Separators, drives and streams of other systems, control characters, hidden files: no built file has such a name.
  if (name === null || /[\\:]|\p{Cc}|\/\.|\/\//u.test(name)) return null
  // Any error of the file system means the same to the client: the file does not exist.
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
