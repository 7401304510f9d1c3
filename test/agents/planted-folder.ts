import { linkSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { findFolderInside, readNamed } from '../../src-main/agents/read-inside.ts'

const inside = 'INSIDE'
const maxBytes = 10_000

/** A folder with every known way to escape from a folder. Files inside contain `inside`. */
export function plantFolder(base: string): string {
  const root = join(realpathSync(base), 'ws')
  for (const folder of ['ws/dir/deep', 'ws-evil']) mkdirSync(join(base, folder), { recursive: true })
  for (const file of ['a', 'dir/b', 'dir/deep/c']) writeFileSync(join(root, file), inside)
  for (const file of ['secret', 'a', 'ws-evil/secret', 'ws-evil/a'])
    writeFileSync(join(base, file), 'OUTSIDE')
  const links: Record<string, string> = {
    out: base,
    evil: '../ws-evil',
    abs: '/etc',
    proc: '/proc/self/root',
    fd: '/proc/self/cwd',
    here: '.',
    dangling: join(base, 'not-yet'),
    file: join(base, 'secret'),
    in: 'dir',
    loop: 'loop',
    'dir/up': '..',
    'dir/upup': '../..',
    'dir/a': '../a',
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(root, name))
  linkSync(join(base, 'secret'), join(root, 'hard'))
  return root
}

/** Path segments: existing names, names that lead outside, and names with a special meaning on some system. */
export const segments = [
  ...['a', 'dir', 'b', 'deep', 'c', 'secret', 'ws-evil', 'ws', 'hostname', 'etc', 'self', 'root', 'cwd'],
  ...['out', 'evil', 'abs', 'proc', 'fd', 'here', 'dangling', 'file', 'in', 'loop', 'up', 'upup', 'hard'],
  ...['..', '..', '.', '', '~', '%2e%2e', '․․', '..\\', 'C:', 'a\0', 'a ', '\u202e', 'x'.repeat(300)],
]

/** Segments that lead back to the same folder, followed by existing paths. */
export const rounds = ['here', '.', 'in/up', 'dir/up', 'here/here']
export const endings = [
  'a',
  'dir/b',
  'in/b',
  'dir/deep/c',
  'dir/deep',
  'out/secret',
  'dir/upup/secret',
  'hard',
]

export interface Tally {
  names: number
  read: number
  folders: number
  /** Names whose content is from outside the folder, or reached through a link at the last segment. */
  escaped: string[]
}

export const newTally = (): Tally => ({ names: 0, read: 0, folders: 0, escaped: [] })

/** Reads a name from a program's output as a file and as a folder, and records escapes in `tally`. */
export async function tryName(root: string, name: string, tally: Tally): Promise<void> {
  tally.names += 1
  const content = await readNamed(root, name, maxBytes)
  if (typeof content !== 'string') {
    tally.read += 1
    if (content.toString() !== inside) tally.escaped.push(name)
  }
  const folder = await findFolderInside(root, name)
  if (folder === null) return
  tally.folders += 1
  const real = realpathSync(folder)
  if (real !== folder || !`${real}${sep}`.startsWith(`${root}${sep}`)) tally.escaped.push(name)
}

/** The insufficient check of other products. The test must detect the fault. */
export function tryNaively(root: string, name: string): boolean {
  const path = join(root, name)
  if (!path.startsWith(root)) return false
  // Most names do not exist.
  try {
    return readFileSync(path, 'utf8') !== inside
  } catch {
    return false
  }
}
