import { linkSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { findFolderInside, readNamed } from '../../src-main/agents/read-inside.ts'

const inside = 'INSIDE'
const maxBytes = 10_000

/** A folder with everything in it that has led others out of one; what lies inside says so. */
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

/** What names are made of: what is there, what leads out, and what some system takes for more than text. */
export const segments = [
  ...['a', 'dir', 'b', 'deep', 'c', 'secret', 'ws-evil', 'ws', 'hostname', 'etc', 'self', 'root', 'cwd'],
  ...['out', 'evil', 'abs', 'proc', 'fd', 'here', 'dangling', 'file', 'in', 'loop', 'up', 'upup', 'hard'],
  ...['..', '..', '.', '', '~', '%2e%2e', '․․', '..\\', 'C:', 'a\0', 'a ', '\u202e', 'x'.repeat(300)],
]

/** Ways that end where they began, and what is then there. */
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
  /** What came from outside, or through a link that is a file's own name. */
  escaped: string[]
}

export const newTally = (): Tally => ({ names: 0, read: 0, folders: 0, escaped: [] })

/** Asks for a name as a program's words would, as a file and as a folder, and judges what came of it. */
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

/** The check that others shipped: it has to be found out. */
export function tryNaively(root: string, name: string): boolean {
  const path = join(root, name)
  if (!path.startsWith(root)) return false
  // Most names are of nothing.
  try {
    return readFileSync(path, 'utf8') !== inside
  } catch {
    return false
  }
}
