import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readlink, realpath, stat } from 'node:fs/promises'
import nodePath, { isAbsolute, join, relative, sep } from 'node:path'

/** Why what is there was not read. */
export type Unread = 'special' | 'outside' | 'too_large'

/** By the relative path: comparing beginnings of strings would take `/work-evil` to be inside `/work`. */
export function isInside(root: string, path: string): boolean {
  const from = relative(root, path)
  return from === '' || !(from === '..' || from.startsWith(`..${sep}`) || isAbsolute(from))
}

/** Absolute paths that name the same place: on Windows git writes `/`, Node `\\`, and case does not count. */
export const isSamePath = (one: string, other: string, path: Pick<typeof nodePath, 'relative'> = nodePath) =>
  path.relative(one, other) === ''

/**
 * The bytes of a file, or why not. Where it lies is asked of what was opened: a folder on the way may have been replaced
 * by a link since it was listed. A pipe put in the file's place must not hang us.
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
 * The real path of what was opened under a name; null when that names another thing by now. Only Linux says it of the
 * handle. Elsewhere names are looked at again, and somebody who swaps a folder for a link and back at the right instants
 * is not found out.
 */
async function findOpened(handle: FileHandle, path: string): Promise<string | null> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`)
  const real = await realpath(path)
  const [opened, named] = [await handle.stat(), await stat(real)]
  return named.dev === opened.dev && named.ino === opened.ino ? real : null
}

/** Null when there are more than `maxBytes`: a file may grow while it is read, or say that its size is 0. */
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
 * Whether a path from outside is plain: relative, without `..` and without characters that are special on some system.
 * It may still name a link, so the code that opens it checks the opened file.
 */
export const isPlainPath = (path: string): boolean =>
  path.length > 0 &&
  path.length <= 1000 &&
  !/[\0\\:]/.test(path) &&
  !path.startsWith('/') &&
  !path.split('/').includes('..')

/** The real path of a folder in `root`, whose own path is real; null when it is not there, no folder, or elsewhere. */
export async function findFolderInside(root: string, path: string): Promise<string | null> {
  if (!isPlainPath(path)) return null
  // A missing or protected path is an expected error.
  try {
    const real = await realpath(join(root, path))
    return isInside(root, real) && (await stat(real)).isDirectory() ? real : null
  } catch {
    return null
  }
}

export type Unusable = Unread | 'not_plain' | 'missing' | 'linked'

/**
 * A file that somebody names, from a folder that somebody else fills. It is looked at before it is opened as well as
 * after: opening and closing the database under another name would cost this process its locks on it.
 */
export async function readNamed(root: string, path: string, maxBytes: number): Promise<Buffer | Unusable> {
  if (!isPlainPath(path)) return 'not_plain'
  const full = join(root, path)
  // A missing path, a link, or a file removed in the meantime is an expected error.
  try {
    if (!isInside(root, await realpath(full))) return 'outside'
    const found = await lstat(full)
    if (found.isSymbolicLink()) return 'linked'
    // A folder has a second name by nature.
    if (!found.isFile()) return 'special'
    if (found.nlink > 1) return 'linked'
    return await readInside(root, path, maxBytes)
  } catch {
    return 'missing'
  }
}
