import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { isInside, readInside } from './read-inside.ts'

export interface ProjectFile {
  /** From the project folder, with `/`. */
  readonly path: string
  readonly text: string
  readonly bytes: number
}

export interface ProjectFiles {
  /** In order of their paths. */
  readonly files: readonly ProjectFile[]
  readonly leftOut: readonly LeftOut[]
}

/** Why something below the folder was not read, how often, and the first few of them. */
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
  /** Names looked at, so that a folder of a million pictures ends as well. */
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
   * The data folder, which is never opened: it contains the token. On POSIX, closing any descriptor of a file also
   * drops every lock on it, such as those of the database.
   */
  readonly ownFolder?: string | undefined
}

/**
 * The text files below a folder. Nothing outside it is ever read: links are not followed, and each file is checked
 * again once it is open. `E_FILE` when there is no such folder; rejects with the signal's reason when aborted.
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

/** The skipped files for a person: one phrase for each reason. */
export const describeLeftOut = (leftOut: readonly LeftOut[]): string[] =>
  leftOut.map(({ why, count, examples }) => {
    const more = count > examples.length ? ', …' : ''
    return `${count} ${reasons[why]} (${examples.join(', ')}${more})`
  })

async function findFolder(folder: string): Promise<string | null> {
  // A folder that is missing or closed to us is an expected answer of the file system.
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

/** The data folder and what lies in it, as the file system knows them. */
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

  /** The files of a folder before its folders, so that the nearest are in when a limit is reached. */
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
    // A folder that went away or may not be listed is said among what was left out.
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

  /** By what it is, not only by its name: a mount or a hard link gives the same thing another path. */
  async #isOwn(path: string, real: string): Promise<boolean> {
    if (this.#own.folder !== null && isInside(this.#own.folder, real)) return true
    return this.#own.ids.has(idOf(await lstat(path)))
  }

  async #judgeLink(path: string): Promise<LeftOutReason> {
    // A link to nothing is a link all the same.
    try {
      return isInside(this.#root, await realpath(join(this.#root, path))) ? 'link' : 'outside'
    } catch {
      return 'unreadable'
    }
  }

  async #readFile(path: string): Promise<void> {
    if (this.files.length >= this.#limits.files) return this.#stopAt(path)
    // Files come and go and may be closed to us while we read: that one is left out, the others are not.
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
