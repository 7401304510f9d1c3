import { access, constants, realpath, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/** Where programs are looked for. */
export interface SearchPath {
  readonly PATH?: string
  /** On Windows, the endings that a program may have. */
  readonly PATHEXT?: string
}

export type FoundProgram =
  /** `real`: with its links followed. */
  | { readonly type: 'found'; readonly file: string; readonly real: string }
  | { readonly type: 'not_executable'; readonly file: string }
  | { readonly type: 'absent' }

const isOnWindows = process.platform === 'win32'
/** The usual place where a PATH is missing, as in `confstr(_CS_PATH)`. */
const usualPath = '/usr/bin:/bin'
/** The endings that `cmd.exe` tries without PATHEXT. */
const usualEndings = '.COM;.EXE;.BAT;.CMD'

/** Folders of a PATH, in order. A relative folder would be whatever an earlier task left in the workspace. */
export function foldersOf({ PATH }: SearchPath, isWindows = isOnWindows): string[] {
  const { delimiter, isAbsolute } = isWindows ? win32 : posix
  const folders = (PATH ?? (isWindows ? '' : usualPath)).split(delimiter)
  // Windows takes a folder in quotes as well.
  const plain = isWindows ? folders.map((folder) => folder.replace(/^"(.*)"$/, '$1')) : folders
  return plain.filter((folder) => isAbsolute(folder))
}

/** The files that a bare name or an absolute path may stand for, in the order in which the system looks for them. */
export function listCandidates(name: string, path: SearchPath, isWindows = isOnWindows): string[] {
  const { isAbsolute, join } = isWindows ? win32 : posix
  const places = isAbsolute(name) ? [name] : foldersOf(path, isWindows).map((folder) => join(folder, name))
  const endings = isWindows ? endingsOf(name, path) : ['']
  return places.flatMap((place) => endings.map((ending) => `${place}${ending}`))
}

/** Windows starts no file without an ending: npm puts a shell script beside each `.cmd`, under the bare name. */
function endingsOf(name: string, { PATHEXT }: SearchPath): string[] {
  const endings = (PATHEXT || usualEndings).split(';').filter((ending) => ending !== '')
  const own = win32.extname(name)
  if (own === '') return endings
  const isKnown = endings.some((ending) => ending.toLowerCase() === own.toLowerCase())
  return isKnown ? ['', ...endings] : [...endings, '']
}

/**
 * The file that a bare name or an absolute path would start; nothing is started. The system's own search reports a folder that
 * may not be entered as a program that may not be executed.
 */
export async function findProgram(name: string, path: SearchPath): Promise<FoundProgram> {
  const looks = await Promise.all(listCandidates(name, path).map(lookAt))
  return looks.find(({ type }) => type === 'found') ?? looks.find(({ type }) => type !== 'absent') ?? absent
}

/** The same as a start would report it: the file, or the code of the system why there is none. */
export async function findFile(name: string, path: SearchPath): Promise<{ file: string } | { code: string }> {
  const found = await findProgram(name, path)
  if (found.type === 'found') return { file: found.file }
  return { code: found.type === 'absent' ? 'ENOENT' : 'EACCES' }
}

const absent: FoundProgram = { type: 'absent' }

async function lookAt(file: string): Promise<FoundProgram> {
  // Not there, or not for us.
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
