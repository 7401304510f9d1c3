import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import nodePath, { isAbsolute, join, relative, sep } from 'node:path'

/** Reason why a file was not read. */
export type Unread = 'special' | 'outside' | 'too_large'

/** Compares relative paths: a string prefix would place `/work-evil` inside `/work`. */
export function isInside(root: string, path: string): boolean {
  const from = relative(root, path)
  return from === '' || !(from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from))
}

/**
 * True if two absolute paths name the same location. On Windows git writes `/`, Node `\\`, and case does not matter.
 */
export const isSamePath = (one: string, other: string, path: Pick<typeof nodePath, 'relative'> = nodePath) =>
  path.relative(one, other) === ''

/**
 * Content of a file, or the reason why it was not read. The location is checked after opening, because a link may have
 * replaced a parent folder since the listing. Opening does not block if the path is a pipe.
 */
export async function readInside(root: string, path: string, maxBytes: number): Promise<Buffer | Unread> {
  const full = join(root, path)
  const handle = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const opened = await handle.stat()
    if (!opened.isFile()) return 'special'
    const real = await findOpened(handle, full)
    if (real === null || !isInside(root, real)) return 'outside'
    if (opened.size > maxBytes) return 'too_large'
    return (await readUpTo(handle, Math.max(opened.size, 4096), maxBytes)) ?? 'too_large'
  } finally {
    await handle.close()
  }
}

/**
 * Real path of an open file; null if the path now names another file. Only Linux reports the path of a handle.
 * Elsewhere the path is resolved again, so swapping a folder for a link and back at the right moments is not detected.
 */
async function findOpened(handle: FileHandle, path: string): Promise<string | null> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`)
  const real = await realpath(path)
  const [opened, named] = [await handle.stat(), await stat(real)]
  return named.dev === opened.dev && named.ino === opened.ino ? real : null
}

/** Null if the file has more than `maxBytes`: a file may grow during the read, or report a size of 0. */
async function readUpTo(handle: FileHandle, guess: number, maxBytes: number): Promise<Buffer | null> {
  let buffer = Buffer.alloc(Math.min(guess, maxBytes) + 1)
  for (let length = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length)
    length += bytesRead
    if (length > maxBytes) return null
    if (bytesRead === 0) return buffer.subarray(0, length)
    if (length === buffer.length) buffer = Buffer.concat([buffer], Math.min(length * 2, maxBytes + 1))
  }
}

/**
 * True for a plain untrusted path: relative, without `..` and without characters that are special on some system. The
 * path may still name a link, so the code that opens it checks the opened file.
 */
export const isPlainPath = (path: string): boolean =>
  path.length > 0 &&
  path.length <= 1000 &&
  !/[\0\\:]/.test(path) &&
  !path.startsWith('/') &&
  !path.split('/').includes('..')

/**
 * Real path of a folder inside `root`, which is itself a real path; null if the folder is missing, outside or not a
 * folder.
 */
export async function findFolderInside(root: string, path: string): Promise<string | null> {
  if (!isPlainPath(path)) return null
  // A missing or inaccessible path is an expected result.
  try {
    const real = await realpath(join(root, path))
    return isInside(root, real) && (await stat(real)).isDirectory() ? real : null
  } catch {
    return null
  }
}

export type Unusable = Unread | 'not_plain' | 'missing' | 'linked'

/**
 * Reads a file that one party names, in a folder that another party fills. The file is checked before opening as well
 * as after: opening and closing the database under another name would drop this process's locks on it.
 */
export async function readNamed(root: string, path: string, maxBytes: number): Promise<Buffer | Unusable> {
  if (!isPlainPath(path)) return 'not_plain'
  const full = join(root, path)
  // A missing path, a link, or a file removed meanwhile is an expected result.
  try {
    if (!isInside(root, await realpath(full))) return 'outside'
    const found = await lstat(full)
    if (found.isSymbolicLink()) return 'linked'
    // Excluded before the link count, because a folder always has more than one link.
    if (!found.isFile()) return 'special'
    if (found.nlink > 1) return 'linked'
    return await readInside(root, path, maxBytes)
  } catch {
    return 'missing'
  }
}
