import { access, constants, realpath, stat } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'

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

/** The usual place where a PATH is missing, as in `confstr(_CS_PATH)`. */
const usualPath = process.platform === 'win32' ? '' : '/usr/bin:/bin'

/** Folders of a PATH, in order. A relative folder would be whatever an earlier task left in the workspace. */
export const foldersOf = ({ PATH = usualPath }: SearchPath): string[] =>
  PATH.split(delimiter).filter((folder) => isAbsolute(folder))

/**
 * The file that a bare name or an absolute path would start; nothing is started. The system's own search reports a folder that
 * may not be entered as a program that may not be executed.
 */
export async function findProgram(name: string, path: SearchPath): Promise<FoundProgram> {
  const endings = process.platform === 'win32' ? ['', ...(path.PATHEXT ?? '').split(';')] : ['']
  const places = isAbsolute(name) ? [name] : foldersOf(path).map((folder) => join(folder, name))
  const files = places.flatMap((place) => endings.map((ending) => `${place}${ending}`))
  const looks = await Promise.all(files.map(lookAt))
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
