import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { folderLimits, type ImportFile } from '#shared/contract/plans/plans.ts'
import { RefusalError, refusedWith } from '#shared/refusal.ts'
import { decodeText } from '#shared/text/decode.ts'
import { words } from '#shared/words/words.ts'
import { noText } from './files.ts'

const endings = /\.(?:md|markdown|ya?ml)$/i
const skipped: ReadonlySet<string> = new Set(['node_modules', '.git'])
/** Limit for visited files and folders, because the path may be the root of a disk. */
const maxEntries = 100_000
const maxPath = 1024

export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/**
 * Reads the Markdown and YAML files of a folder and its subfolders, sorted by path. Links are not followed, so that
 * all content comes from inside the folder. Refuses a folder over the limits instead of truncating.
 */
export function readFolder(folder: string): ImportFile[] {
  const paths = listPaths(folder)
  if (paths.length === 0) {
    throw refusedWith('E_FILE', 'folder_without_plans', { folder })
  }
  let total = 0
  return paths.map((path) => {
    const bytes = readBytes(join(folder, path), path)
    total += bytes.length
    if (total > folderLimits.total) throw tooLarge(words.fileProblems.filesOf(folder), folderLimits.total)
    return { path, text: decode(bytes, path) }
  })
}

/** Paths relative to the folder, with `/`, in an order that does not depend on the file system. */
function listPaths(folder: string): string[] {
  const paths: string[] = []
  const open = ['']
  let seen = 0
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const entry of listEntries(join(folder, at))) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      seen += 1
      if (seen > maxEntries) throw tooMany(folder, maxEntries)
      // A link is neither a directory nor a file here, whatever its target.
      if (entry.isDirectory() && !skipped.has(entry.name)) open.push(path)
      else if (entry.isFile() && endings.test(entry.name)) paths.push(path)
      if (paths.length > folderLimits.files) throw tooMany(folder, folderLimits.files)
      if (path.length > maxPath) throw tooDeep(path)
    }
  }
  return paths.sort()
}

function listEntries(folder: string) {
  // An unreadable folder is a refusal, not a bug.
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    throw unreadable(folder, error)
  }
}

function readBytes(file: string, path: string): Buffer {
  // `O_NOFOLLOW` rejects a link that replaced the file after it was listed. Not every system supports it.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)
  let handle: number | null = null
  try {
    handle = openSync(file, flags)
    const { size } = fstatSync(handle)
    if (size > folderLimits.file) throw tooLarge(path, folderLimits.file)
    const bytes = Buffer.alloc(size)
    return bytes.subarray(0, readSync(handle, bytes, 0, size, 0))
  } catch (error) {
    throw error instanceof RefusalError ? error : unreadable(path, error)
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

function decode(bytes: Buffer, path: string): string {
  const decoded = decodeText(bytes)
  if (decoded === null) throw noText(path)
  return decoded.text
}

function unreadable(path: string, error: unknown): RefusalError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : words.fileProblems.unknown
  return refusedWith('E_FILE', 'file_unreadable', { file: path, why: code })
}

const tooMany = (folder: string, limit: number): RefusalError =>
  refusedWith('E_TOO_LARGE', 'folder_too_many_files', { folder, most: limit, limit })

const tooLarge = (what: string, limit: number): RefusalError =>
  refusedWith('E_TOO_LARGE', 'folder_too_large', { what, most: limit, limit })

const tooDeep = (path: string): RefusalError =>
  refusedWith('E_TOO_LARGE', 'folder_path_too_long', { path: path.slice(0, 100), limit: maxPath })
