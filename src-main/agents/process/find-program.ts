import { access, constants, realpath, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/** Environment variables that control the search for programs. */
export interface SearchPath {
  readonly PATH?: string
  /** File extensions of programs, on Windows only. */
  readonly PATHEXT?: string
}

export type FoundProgram =
  /** `real`: `file` with all links resolved. */
  | { readonly type: 'found'; readonly file: string; readonly real: string }
  | { readonly type: 'not_executable'; readonly file: string }
  | { readonly type: 'absent' }

const isOnWindows = process.platform === 'win32'
/** Default for a missing PATH, as in `confstr(_CS_PATH)`. */
const usualPath = '/usr/bin:/bin'
/** Extensions that `cmd.exe` tries without PATHEXT. */
const usualEndings = '.COM;.EXE;.BAT;.CMD'

/**
 * Absolute folders of PATH, in order. Relative folders are skipped: they would resolve to files that an earlier task
 * left in the workspace.
 */
export function foldersOf({ PATH }: SearchPath, isWindows = isOnWindows): string[] {
  const { delimiter, isAbsolute } = isWindows ? win32 : posix
  const folders = (PATH ?? (isWindows ? '' : usualPath)).split(delimiter)
  // Windows also accepts quoted folders.
  const plain = isWindows ? folders.map((folder) => folder.replace(/^"(.*)"$/, '$1')) : folders
  return plain.filter((folder) => isAbsolute(folder))
}

/** Candidate files for a bare name or an absolute path, in the system's search order. */
export function listCandidates(name: string, path: SearchPath, isWindows = isOnWindows): string[] {
  const { isAbsolute, join } = isWindows ? win32 : posix
  const places = isAbsolute(name) ? [name] : foldersOf(path, isWindows).map((folder) => join(folder, name))
  const endings = isWindows ? endingsOf(name, path) : ['']
  return places.flatMap((place) => endings.map((ending) => `${place}${ending}`))
}

/** Windows starts no file without an extension: npm puts a shell script under the bare name next to each `.cmd`. */
function endingsOf(name: string, { PATHEXT }: SearchPath): string[] {
  const endings = (PATHEXT || usualEndings).split(';').filter((ending) => ending !== '')
  const own = win32.extname(name)
  if (own === '') return endings
  const isKnown = endings.some((ending) => ending.toLowerCase() === own.toLowerCase())
  return isKnown ? ['', ...endings] : [...endings, '']
}

/**
 * Finds the file that a bare name or an absolute path would start, without starting it. The system's own search would
 * report an inaccessible folder as a program that is not executable.
 */
export async function findProgram(name: string, path: SearchPath): Promise<FoundProgram> {
  const looks = await Promise.all(listCandidates(name, path).map(lookAt))
  return looks.find(({ type }) => type === 'found') ?? looks.find(({ type }) => type !== 'absent') ?? absent
}

/** Same result in the terms of a program start: the file, or the system's error code. */
export async function findFile(name: string, path: SearchPath): Promise<{ file: string } | { code: string }> {
  const found = await findProgram(name, path)
  if (found.type === 'found') return { file: found.file }
  return { code: found.type === 'absent' ? 'ENOENT' : 'EACCES' }
}

const absent: FoundProgram = { type: 'absent' }

async function lookAt(file: string): Promise<FoundProgram> {
  // Missing or inaccessible.
  try {
    if (!(await stat(file)).isFile()) return absent
  } catch {
    return absent
  }
  try {
    await access(file, constants.X_OK)
    return { type: 'found', file, real: await realpath(file) }
  } catch {
    return { type: 'not_executable', file }
  }
}
