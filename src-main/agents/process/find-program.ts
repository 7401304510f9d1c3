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

/** What a bare name or an absolute path would start; nothing is started. */
export async function findProgram(
  name: string,
  { PATH = '', PATHEXT = '' }: SearchPath,
): Promise<FoundProgram> {
  const endings = process.platform === 'win32' ? ['', ...PATHEXT.split(';')] : ['']
  const folders = PATH.split(delimiter).filter((folder) => folder !== '')
  const places = isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))
  const files = places.flatMap((place) => endings.map((ending) => `${place}${ending}`))
  const looks = await Promise.all(files.map(lookAt))
  return looks.find(({ type }) => type === 'found') ?? looks.find(({ type }) => type !== 'absent') ?? absent
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
