import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { isInside } from '../inside.ts'
import { capture } from './capture.ts'
import type { Program } from './run-program.ts'

/**
 * Job: keeps a program in its folders, with bubblewrap (`bwrap`), where that is installed and the system lets it work.
 *
 * B1 It writes only in the folders that are named and in a /tmp of its own; all else is read-only.
 * B2 The home of whoever runs Switchyard, its data folder, /run and /tmp are not there, but for those folders and for where
 *    the programs on the PATH are.
 * B3 It has no network unless that is asked for, sees no process but its own, and ends with bubblewrap.
 * B4 It has no capability, and /proc/sys and /sys are read-only: root in a user namespace is root for the files of the kernel.
 *    Where the probe finds one of both, the sandbox counts as unavailable.
 * B5 `.git` of a folder that it works in is read-only, and so is the place of one that is missing: a hook or a setting there
 *    would run outside later.
 *
 * Elsewhere than on Linux there is none. The kernel is shared: this keeps programs in that were not written to break out of it.
 */
export interface Sandbox {
  wrap(program: Program, bounds: Bounds): Program
}

/** Takes away what only stood in the place of a missing `.git`. */
export async function clearStandIns({ guarded }: Pick<Bounds, 'guarded'>): Promise<void> {
  // A folder with anything in it, or a file, is no stand-in.
  for (const folder of guarded) await rmdir(join(folder, '.git')).catch(() => {})
}

export interface Bounds {
  /** Absolute and real. */
  readonly writable: readonly string[]
  /** Absolute and real: what is in it is nobody's business. */
  readonly hidden: readonly string[]
  /** Absolute and real: writable folders whose `.git` is not. */
  readonly guarded: readonly string[]
  readonly hasNetwork: boolean
}

/** The project, where a program works there; a workspace only where it is a worktree, since a program may make a repository in a plain folder. */
export function guardedOf(places: { readonly folder: string; readonly project: string | null }): string[] {
  const { folder, project } = places
  const isTree = lstatSync(join(folder, '.git'), { throwIfNoEntry: false })?.isFile() === true
  return [...new Set([...(isTree ? [folder] : []), ...(project === null ? [] : [project])])]
}

export type SandboxFound = { readonly sandbox: Sandbox } | { readonly why: string }

const probeMs = 5000

/** Never by a PATH: an agent could have one of its own. */
const homes = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap']

/** Looked for anew each time it is asked: it may be installed meanwhile, and it takes a few milliseconds. */
export async function findSandbox(): Promise<SandboxFound> {
  if (process.platform !== 'linux') return { why: `there is none for ${process.platform}` }
  const file = homes.find((each) => existsSync(each))
  if (file === undefined) return { why: 'bubblewrap (bwrap) is not installed' }
  const tool = { file, cwd: '/', env: {}, timeoutMs: probeMs, maxBytes: 1000 }
  const tried = await capture({ ...tool, args: [...confined, '--die-with-parent', '/bin/sh', '-c', probe] })
  if (tried.type === 'not_started') return { why: `bubblewrap could not be started: ${tried.code}` }
  if (tried.type === 'timed_out') return { why: 'bubblewrap did not answer' }
  if (tried.code !== 0) return { why: `bubblewrap does not work here: ${tried.stderr.trim().slice(0, 300)}` }
  const found = tried.stdout.toString('utf8').trim()
  if (found !== '') return { why: `bubblewrap leaves a program too many rights here: ${found}` }
  return { sandbox: { wrap: (program, bounds) => wrap(file, program, bounds) } }
}

/** The order counts: a mount covers those before it. */
const confined = [
  ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--cap-drop', 'ALL', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
  ...['--ro-bind', '/proc/sys', '/proc/sys', '--ro-bind-try', '/proc/sysrq-trigger', '/proc/sysrq-trigger'],
]

/** Prints what it may and must not; it only looks. */
const probe = `
  while read -r name value; do
    case $name in CapEff:|CapPrm:|CapBnd:) [ "$((0x$value))" = 0 ] || echo "$name $value" ;; esac
  done < /proc/self/status
  for place in /proc/sys/kernel/core_pattern /proc/sysrq-trigger /sys /sys/kernel /sys/fs/cgroup; do
    [ ! -w $place ] || echo "$place can be written"
  done`

function wrap(bwrap: string, program: Program, bounds: Bounds): Program {
  const { writable, hidden, guarded, hasNetwork } = bounds
  const home = homedir()
  const places = placesOf(program).filter((place) =>
    [home, '/tmp', '/run'].some((each) => isInside(each, place)),
  )
  const args = [
    ...(hasNetwork ? [] : ['--unshare-net']),
    ...confined,
    ...['--die-with-parent', '--new-session'],
    ...['--tmpfs', '/tmp', '--tmpfs', '/run', '--tmpfs', home],
    ...(hasNetwork ? ['--ro-bind-try', '/run/systemd/resolve', '/run/systemd/resolve'] : []),
    ...places.flatMap((place) => ['--ro-bind-try', place, place]),
    ...hidden.flatMap((place) => ['--tmpfs', place]),
    ...writable.flatMap((place) => ['--bind', place, place]),
    ...guarded.flatMap(guardGit),
    ...hidden.flatMap((place) => ['--remount-ro', place]),
    ...['--chdir', program.cwd, '--', program.file, ...program.args],
  ]
  return { ...program, file: bwrap, args }
}

/** A bind of what is there; an empty read-only folder in the place of what is missing. */
function guardGit(folder: string): string[] {
  const git = join(folder, '.git')
  const found = lstatSync(git, { throwIfNoEntry: false })
  if (found === undefined) return ['--tmpfs', git, '--remount-ro', git]
  if (found.isSymbolicLink()) return guardedTargets(folder, git)
  return ['--ro-bind', git, git, ...(found.isFile() ? guardedTargets(folder, git) : [])]
}

/** A git directory that `.git` leads to, and the one that it shares with others, where they are in the same folder. */
function guardedTargets(folder: string, git: string): string[] {
  const target = lstatSync(git).isSymbolicLink() ? realOf(git) : realOf(pointerIn(git, 'gitdir: '))
  const common = target === null ? null : realOf(pointerIn(join(target, 'commondir'), ''))
  return [target, common].flatMap((each) =>
    each !== null && isInside(folder, each) ? ['--ro-bind', each, each] : [],
  )
}

/** The path in a pointer file, from the folder of that file. */
function pointerIn(file: string, prefix: string): string {
  // No such file, or none that can be read, leads nowhere.
  try {
    const text = readFileSync(file, 'utf8').trim()
    return text.startsWith(prefix) ? resolve(dirname(file), text.slice(prefix.length)) : ''
  } catch {
    return ''
  }
}

function realOf(path: string): string | null {
  // A link or a pointer that leads nowhere.
  try {
    return path === '' ? null : realpathSync(path)
  } catch {
    return null
  }
}

/** Where programs are that it may start: beside `bin` is what they need. */
const placesOf = ({ file, env }: Program): string[] => [
  ...(env.PATH ?? '').split(delimiter).filter(isAbsolute).map(dirname),
  ...(isAbsolute(file) ? [dirname(dirname(file))] : []),
]
