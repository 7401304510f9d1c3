import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hasSign, isDevice } from '../base/file-name.ts'
import { isPlainPath } from './read-inside.ts'

/** Reason why nothing was written. */
export type Unwritten = 'not_plain' | 'hidden' | 'linked' | 'special'

/**
 * Names with a leading dot that do not control which programs start or what they trust. Others, such as `.npmrc`,
 * `.envrc` or `.vscode`, act as commands for the programs in a workspace.
 */
const harmless: ReadonlySet<string> = new Set([
  ...['.gitignore', '.gitattributes', '.gitkeep', '.editorconfig', '.dockerignore', '.npmignore'],
  ...[
    '.prettierignore',
    '.eslintignore',
    '.nvmrc',
    '.node-version',
    '.python-version',
    '.env.example',
    '.github',
  ],
])

/** Windows gives a long or hidden name a second, short name, such as `GIT~1` for `.git`. */
const isShortName = (name: string): boolean => /^[^.]{1,6}~\d{1,6}(\.[^.]{0,3})?$/.test(name)

/** Reason why an untrusted party may not read or write this path in one of our folders; null if it may. */
export function findNameFault(path: string): 'not_plain' | 'hidden' | null {
  const names = path.split('/')
  const isOdd = (name: string) =>
    name === '' ||
    name === '.' ||
    name.length > 200 ||
    /[. ]$|^ |\p{C}/u.test(name) ||
    isDevice(name) ||
    isShortName(name)
  if (!isPlainPath(path) || names.some(isOdd)) return 'not_plain'
  return names.some((name) => name.startsWith('.') && !harmless.has(name)) ? 'hidden' : null
}

/**
 * Writes a complete file below `root`, whose path is real, and creates missing folders; null on success. No link is
 * followed, neither on the way nor at the file's own path. Concurrent readers see the old text or the new one.
 */
export async function writeInside(root: string, path: string, text: string): Promise<Unwritten | null> {
  const fault = findNameFault(path) ?? (hasSign(path) ? 'not_plain' : null)
  if (fault !== null) return fault
  const folders = path.split('/')
  const name = folders.pop() ?? ''
  const opened: Place[] = []
  try {
    let at = await enter(root)
    opened.push(at)
    for (const folder of folders) {
      const next = join(at.path, folder)
      await mkdir(next).catch(ignoring('EEXIST'))
      at = await enter(next)
      opened.push(at)
    }
    return await replace(at.path, name, text)
  } catch (error) {
    // A link or a file in place of a folder is an expected result.
    if (['ELOOP', 'ENOTDIR'].includes(codeOf(error))) return 'linked'
    throw error
  } finally {
    for (const { handle } of opened) await handle?.close()
  }
}

interface Place {
  /** Path under which names resolve in the opened folder, even if the folder's own name leads elsewhere by now. */
  readonly path: string
  readonly handle: FileHandle | null
}

/**
 * On Linux, names resolve in a folder that is held open. Elsewhere each folder is checked before it is used, so
 * swapping it for a link at the right moment is not detected.
 */
async function enter(path: string): Promise<Place> {
  if (process.platform !== 'linux') {
    if (!(await lstat(path)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
    return { path, handle: null }
  }
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  return { path: `/proc/self/fd/${handle.fd}`, handle }
}

async function replace(folder: string, name: string, text: string): Promise<Unwritten | null> {
  const full = join(folder, name)
  const found = await lstat(full).catch(ignoring('ENOENT'))
  if (found !== undefined) {
    // A file with a second hard link may also belong to someone else.
    if (found.isSymbolicLink() || found.nlink > 1) return found.isDirectory() ? 'special' : 'linked'
    if (!found.isFile()) return 'special'
  }
  const beside = join(folder, `.switchyard-${randomUUID()}`)
  const handle = await open(beside, 'wx', found === undefined ? 0o666 : found.mode & 0o777)
  try {
    await handle.writeFile(text)
    await handle.close()
    await rename(beside, full)
  } catch (error) {
    await handle.close().catch(() => {})
    await rm(beside, { force: true })
    throw error
  }
  return null
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

const ignoring =
  (code: string) =>
  (error: unknown): undefined => {
    if (codeOf(error) !== code) throw error
  }
