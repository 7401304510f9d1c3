import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { isInside, readInside } from './read-inside.ts'

export interface ProjectFile {
  /** Path relative to the project folder, separated by `/`. */
  readonly path: string
  readonly text: string
  readonly bytes: number
}

export interface ProjectFiles {
  /** Sorted by path. */
  readonly files: readonly ProjectFile[]
  readonly leftOut: readonly LeftOut[]
}

/** Reason why entries below the folder were not read, with their number and the first examples. */
export interface LeftOut {
  readonly why: LeftOutReason
  readonly count: number
  readonly examples: readonly string[]
}

const reasons = words.artifactTexts.leftOut
export type LeftOutReason = keyof typeof reasons

export interface ReadLimits {
  readonly files: number
  readonly bytes: number
  readonly fileBytes: number
  /** Maximum directory entries visited, so that huge folders finish in bounded time. */
  readonly entries: number
}
export const readLimits: ReadLimits = {
  files: 2000,
  bytes: 20_000_000,
  fileBytes: 1_000_000,
  entries: 50_000,
}

export interface ReadOptions {
  readonly signal?: AbortSignal
  readonly limits?: ReadLimits
  /**
   * The data folder, which is never opened, because it contains the token. On POSIX, closing any descriptor of a file
   * also drops every lock on it, such as those of the database.
   */
  readonly ownFolder?: string | undefined
}

/**
 * Reads the text files below a folder. Nothing outside the folder is read: links are not followed, and each file is
 * checked again once it is open. `E_FILE` if the folder does not exist; rejects with the signal's reason when aborted.
 */
export async function readProjectFiles(
  folder: string,
  options: ReadOptions = {},
): Promise<Result<ProjectFiles, Refusal>> {
  options.signal?.throwIfAborted()
  const root = await findFolder(folder)
  if (root === null) {
    return err(refusal('E_FILE', 'project_folder_unreadable', { folder }))
  }
  const own = await listOwn(options.ownFolder)
  const reading = new Reading(root, { ...options, own })
  await reading.readFolder('')
  const files = reading.files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return ok({ files, leftOut: reading.listLeftOut() })
}

/** Skipped files for a person: one phrase per reason. */
export const describeLeftOut = (leftOut: readonly LeftOut[]): string[] =>
  leftOut.map(({ why, count, examples }) => {
    const more = count > examples.length ? ', …' : ''
    return `${count} ${reasons[why]} (${examples.join(', ')}${more})`
  })

async function findFolder(folder: string): Promise<string | null> {
  // A missing or inaccessible folder is an expected result.
  try {
    const root = await realpath(folder)
    return (await stat(root)).isDirectory() ? root : null
  } catch {
    return null
  }
}

interface Own {
  readonly folder: string | null
  readonly ids: ReadonlySet<string>
}

const idOf = ({ dev, ino }: { dev: number; ino: number }): string => `${dev}:${ino}`

/** Real path of the data folder, with the inode ids of the folder and its entries. */
async function listOwn(folder: string | undefined): Promise<Own> {
  if (folder === undefined) return { folder: null, ids: new Set() }
  const real = await realpath(folder)
  const names = await readdir(real)
  const stats = await Promise.all(
    [real, ...names.map((name) => join(real, name))].map((path) => lstat(path).catch(() => null)),
  )
  return { folder: real, ids: new Set(stats.filter((each) => each !== null).map(idOf)) }
}

const maxExamples = 3

class Reading {
  readonly files: ProjectFile[] = []
  readonly #root: string
  readonly #limits: ReadLimits
  readonly #signal: AbortSignal | undefined
  readonly #own: Own
  readonly #leftOut = new Map<LeftOutReason, { count: number; examples: string[] }>()
  #bytes = 0
  #entries = 0
  #isFull = false

  constructor(root: string, { limits = readLimits, signal, own }: ReadOptions & { readonly own: Own }) {
    this.#root = root
    this.#limits = limits
    this.#signal = signal
    this.#own = own
  }

  listLeftOut(): LeftOut[] {
    return [...this.#leftOut].map(([why, rest]) => ({ why, ...rest }))
  }

  /**
   * Reads the files of a folder before its subfolders, so that the nearest files are included when a limit is reached.
   */
  async readFolder(path: string): Promise<void> {
    const entries = await this.#listEntries(path)
    const folders: string[] = []
    for (const entry of entries) {
      this.#signal?.throwIfAborted()
      if (this.#isFull) return
      const inner = path === '' ? entry.name : `${path}/${entry.name}`
      this.#entries += 1
      if (this.#entries > this.#limits.entries) this.#stopAt(inner)
      else if (entry.name.startsWith('.') || entry.name === 'node_modules') this.#leave('hidden', inner)
      else if (entry.isDirectory()) folders.push(inner)
      else if (entry.isSymbolicLink()) this.#leave(await this.#judgeLink(inner), inner)
      else if (entry.isFile()) await this.#readFile(inner)
      else this.#leave('special', inner)
    }
    for (const folder of folders) await this.readFolder(folder)
  }

  async #listEntries(path: string) {
    if (this.#isFull) return []
    const folder = join(this.#root, path)
    // A folder that was removed or cannot be listed is reported as skipped.
    try {
      const real = await realpath(folder)
      if (!isInside(this.#root, real)) {
        this.#leave('outside', path)
        return []
      }
      if (await this.#isOwn(folder, real)) {
        this.#leave('own', path === '' ? '.' : path)
        return []
      }
      const entries = await readdir(folder, { withFileTypes: true })
      return entries.sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch {
      this.#leave('unreadable', path === '' ? '.' : path)
      return []
    }
  }

  /** Compares inode ids as well as paths, because a mount or a hard link gives a file a second path. */
  async #isOwn(path: string, real: string): Promise<boolean> {
    if (this.#own.folder !== null && isInside(this.#own.folder, real)) return true
    return this.#own.ids.has(idOf(await lstat(path)))
  }

  async #judgeLink(path: string): Promise<LeftOutReason> {
    // A link without a target counts as unreadable.
    try {
      return isInside(this.#root, await realpath(join(this.#root, path))) ? 'link' : 'outside'
    } catch {
      return 'unreadable'
    }
  }

  async #readFile(path: string): Promise<void> {
    if (this.files.length >= this.#limits.files) return this.#stopAt(path)
    // Files may disappear or become inaccessible during the read. Such a file is skipped; the others are read.
    let content: Buffer | LeftOutReason
    try {
      const full = join(this.#root, path)
      content = (await this.#isOwn(full, full))
        ? 'own'
        : await readInside(this.#root, path, this.#limits.fileBytes)
    } catch {
      content = 'unreadable'
    }
    if (typeof content === 'string') return this.#leave(content, path)
    if (content.includes(0)) return this.#leave('binary', path)
    if (this.#bytes + content.length > this.#limits.bytes) return this.#stopAt(path)
    this.#bytes += content.length
    const text = new TextDecoder().decode(content).replaceAll('\r\n', '\n')
    this.files.push({ path, text, bytes: content.length })
  }

  #stopAt(path: string): void {
    this.#isFull = true
    this.#leave('limit', path)
  }

  #leave(why: LeftOutReason, path: string): void {
    const known = this.#leftOut.get(why) ?? { count: 0, examples: [] }
    known.count += 1
    if (known.examples.length < maxExamples) known.examples.push(path)
    this.#leftOut.set(why, known)
  }
}
