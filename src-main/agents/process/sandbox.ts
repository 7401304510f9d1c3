import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, isAbsolute } from 'node:path'
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
 *
 * Elsewhere than on Linux there is none. The kernel is shared: this keeps programs in that were not written to break out of it.
 */
export interface Sandbox {
  wrap(program: Program, bounds: Bounds): Program
}

export interface Bounds {
  /** Absolute and real. */
  readonly writable: readonly string[]
  /** Absolute and real: what is in it is nobody's business. */
  readonly hidden: readonly string[]
  readonly hasNetwork: boolean
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
  const args = [
    '--unshare-all',
    '--die-with-parent',
    '--ro-bind',
    '/',
    '/',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
  ]
  const tool = { file, cwd: '/', env: {}, timeoutMs: probeMs, maxBytes: 0 }
  const tried = await capture({ ...tool, args: [...args, '/bin/true'] })
  if (tried.type === 'not_started') return { why: `bubblewrap could not be started: ${tried.code}` }
  if (tried.type === 'timed_out') return { why: 'bubblewrap did not answer' }
  if (tried.code !== 0) return { why: `bubblewrap does not work here: ${tried.stderr.trim().slice(0, 300)}` }
  return { sandbox: { wrap: (program, bounds) => wrap(file, program, bounds) } }
}

function wrap(bwrap: string, program: Program, { writable, hidden, hasNetwork }: Bounds): Program {
  const home = homedir()
  const places = placesOf(program).filter((place) =>
    [home, '/tmp', '/run'].some((each) => isInside(each, place)),
  )
  const args = [
    ...['--unshare-all', ...(hasNetwork ? ['--share-net'] : [])],
    ...['--die-with-parent', '--new-session'],
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
    ...['--tmpfs', '/tmp', '--tmpfs', '/run', '--tmpfs', home],
    ...(hasNetwork ? ['--ro-bind-try', '/run/systemd/resolve', '/run/systemd/resolve'] : []),
    ...places.flatMap((place) => ['--ro-bind-try', place, place]),
    ...hidden.flatMap((place) => ['--tmpfs', place]),
    ...writable.flatMap((place) => ['--bind', place, place]),
    ...hidden.flatMap((place) => ['--remount-ro', place]),
    ...['--chdir', program.cwd, '--', program.file, ...program.args],
  ]
  return { ...program, file: bwrap, args }
}

/** Where programs are that it may start: beside `bin` is what they need. */
const placesOf = ({ file, env }: Program): string[] => [
  ...(env.PATH ?? '').split(delimiter).filter(isAbsolute).map(dirname),
  ...(isAbsolute(file) ? [dirname(dirname(file))] : []),
]
