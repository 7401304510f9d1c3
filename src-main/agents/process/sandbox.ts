import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { lstat, readdir, rmdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { SandboxConfig } from '#shared/model/agents/command-agent.ts'
import { orElse } from '#shared/or-else.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { isInside } from '../read-inside.ts'
import { capture } from './capture.ts'
import { findFile, foldersOf } from './find-program.ts'
import { failureOfStart } from './not-started.ts'
import type { Program } from './run-program.ts'

const faults = words.sandboxFaults

/**
 * Confines a program to its folders with bubblewrap (`bwrap`), if it is installed and works.
 * B1 The program writes only to the named folders and to its own /tmp; everything else is read-only.
 * B2 The user's home, the data folder, /run and /tmp are hidden, except those folders and the locations of programs on
 * PATH.
 * B3 The program has no network unless requested, sees only its own processes, and ends with bubblewrap.
 * B4 The program has no capability, and /proc/sys and /sys are read-only, because root in a user namespace is root for
 * the kernel's files. If the probe finds a capability or write access, the sandbox counts as unavailable.
 * B5 Each `.git` in a guarded folder is read-only, and so is the place of a missing one at the top. A hook or a
 * setting there would run outside the sandbox later (`guardGit`). Not covered: a repository that the program creates
 * in a new folder.
 * Only Linux has a sandbox. The kernel is shared, so the sandbox does not stop programs that attack the kernel.
 */
export interface Sandbox {
  wrap(program: Program, bounds: Bounds): Promise<Wrapped>
}

export type Wrapped =
  | { readonly program: Program }
  /** The sandbox cannot confine this program, for this reason. */
  | { readonly why: string }
  /** The program is missing or not executable; the value is the system's error code. */
  | { readonly missing: string }

/** Removes the empty folders that served as placeholders for a missing `.git`. */
export async function clearStandIns({ guarded }: Pick<Bounds, 'guarded'>): Promise<void> {
  // A file or a non-empty folder is not a placeholder.
  for (const folder of guarded) await rmdir(join(folder, '.git')).catch(() => {})
}

export interface Bounds {
  /** Absolute real paths. */
  readonly writable: readonly string[]
  /** Absolute real paths of folders whose contents are hidden. */
  readonly hidden: readonly string[]
  /** Absolute real paths of writable folders whose `.git` is read-only. */
  readonly guarded: readonly string[]
  readonly hasNetwork: boolean
}

/**
 * The project, if the program works there, and the workspace if it is a worktree. A plain workspace is not guarded,
 * because a program may create a repository in it.
 */
export function guardedOf(places: { readonly folder: string; readonly project: string | null }): string[] {
  const { folder, project } = places
  const isTree = lstatSync(join(folder, '.git'), { throwIfNoEntry: false })?.isFile() === true
  return [...new Set([...(isTree ? [folder] : []), ...(project === null ? [] : [project])])]
}

export type SandboxFound = { readonly sandbox: Sandbox } | { readonly why: string }

const probeMs = 5000

/** Fixed locations instead of PATH, because an agent may have its own PATH. */
const homes = ['/usr/bin/bwrap', '/bin/bwrap', '/usr/local/bin/bwrap', '/run/current-system/sw/bin/bwrap']

/** Searches on each call, because bubblewrap may have been installed since. The search takes a few milliseconds. */
export async function findSandbox(): Promise<SandboxFound> {
  if (process.platform !== 'linux') return { why: faults.noneFor(process.platform) }
  const file = homes.find((each) => existsSync(each))
  if (file === undefined) return { why: faults.notInstalled }
  const tool = { file, cwd: '/', env: {}, timeoutMs: probeMs, maxBytes: 1000 }
  const tried = await capture({ ...tool, args: [...confined, '--die-with-parent', '/bin/sh', '-c', probe] })
  if (tried.type === 'not_started') return { why: faults.notStarted(tried.code) }
  if (tried.type === 'timed_out') return { why: faults.silent }
  if (tried.code !== 0) return { why: faults.failed(tried.stderr.trim().slice(0, 300)) }
  const found = tried.stdout.toString('utf8').trim()
  if (found !== '') return { why: faults.tooManyRights(found) }
  return { sandbox: { wrap: (program, bounds) => wrap(file, program, bounds) } }
}

/** Order matters: a later mount covers earlier ones. */
const confined = [
  ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-uts', '--unshare-cgroup-try'],
  ...['--cap-drop', 'ALL', '--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
  ...['--ro-bind', '/proc/sys', '/proc/sys', '--ro-bind-try', '/proc/sysrq-trigger', '/proc/sysrq-trigger'],
]

/** Prints every right that the program should not have. The script changes nothing. */
const probe = `
  while read -r name value; do
    case $name in CapEff:|CapPrm:|CapBnd:) [ "$((0x$value))" = 0 ] || echo "$name $value" ;; esac
  done < /proc/self/status
  for place in /proc/sys/kernel/core_pattern /proc/sysrq-trigger /sys /sys/kernel /sys/fs/cgroup; do
    [ ! -w $place ] || echo "$place can be written"
  done`

async function wrap(bwrap: string, program: Program, bounds: Bounds): Promise<Wrapped> {
  const { writable, hidden, guarded, hasNetwork } = bounds
  const found = await findFile(program.file, program.env)
  if ('code' in found) return { missing: found.code }
  const git = await Promise.all(guarded.map(guardGit))
  const unguarded = git.find((each) => !each.ok)
  if (unguarded?.ok === false) return { why: unguarded.error }
  const home = homedir()
  const places = placesOf(program, found.file).filter((place) =>
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
    ...git.flatMap((each) => (each.ok ? each.value : [])),
    ...hidden.flatMap((place) => ['--remount-ro', place]),
    ...['--chdir', program.cwd, '--', found.file, ...program.args],
  ]
  return { program: { ...program, file: bwrap, args } }
}

/** Parent folders of the programs' `bin` folders, because programs need the files next to `bin`. */
const placesOf = ({ env }: Program, file: string): string[] => [
  ...foldersOf(env).map(dirname),
  ...(isAbsolute(file) ? [dirname(dirname(file))] : []),
]

/** bubblewrap arguments for the mounts that protect the repositories of a writable folder. */
type Mounts = string[]

/** Maximum entries of a walk, which takes about two seconds for so many. */
const mostEntries = 500_000

/**
 * Makes every `.git` in a folder read-only, with the directories that it points to. An empty read-only folder replaces
 * a missing one at the top. The folders above each `.git` are separate mounts, since a mount cannot be renamed:
 * otherwise a program could move a repository away and replace it.
 * If a `.git` is a symbolic link, returns the reason for the failure: no mount prevents the replacement of a link.
 */
async function guardGit(folder: string): Promise<Result<Mounts, string>> {
  const found = await findGit(folder)
  if (!found.ok) return found
  const git = join(folder, '.git')
  const isMissing = (await lstat(git).catch(() => null)) === null
  const guarded = withoutNested(found.value.flatMap((path) => [path, ...targetsOf(folder, path)]))
  return ok([
    ...[...new Set(guarded.flatMap((path) => foldersAbove(folder, path)))]
      .toSorted((a, b) => a.length - b.length)
      .flatMap((each) => ['--bind', each, each]),
    ...guarded.flatMap((path) => ['--ro-bind', path, path]),
    ...(isMissing ? ['--tmpfs', git, '--remount-ro', git] : []),
  ])
}

/** Every `.git` in a folder. Links to other folders are not followed. */
async function findGit(folder: string): Promise<Result<string[], string>> {
  const found: string[] = []
  const open = [folder]
  let entries = 0
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    // Switchyard never runs git in a folder that it cannot read, so an unreadable folder needs no protection.
    const here = await readdir(place, { withFileTypes: true }).catch(() => [])
    entries += here.length
    if (entries > mostEntries) return err(faults.tooManyEntries(mostEntries))
    for (const each of here) {
      const path = join(place, each.name)
      if (each.name !== '.git') {
        if (each.isDirectory()) open.push(path)
        continue
      }
      if (each.isSymbolicLink()) {
        return err(faults.link(JSON.stringify(relative(folder, path))))
      }
      found.push(path)
    }
  }
  return ok(found)
}

/** Git directories named by a `.git` file (its own and the shared one), if they are in the same folder. */
function targetsOf(folder: string, git: string): string[] {
  const target = realOf(pointerIn(git, 'gitdir: '))
  const common = target === null ? null : realOf(pointerIn(join(target, 'commondir'), ''))
  return [target, common].flatMap((each) =>
    each !== null && each !== folder && isInside(folder, each) ? [each] : [],
  )
}

/** Drops nested paths, because a bind covers everything below it. */
function withoutNested(paths: readonly string[]): string[] {
  const all = new Set(paths)
  return [...all].filter((path) => !foldersAbove('/', path).some((each) => all.has(each)))
}

/** The folders between `folder` and `path`, without both. */
function foldersAbove(folder: string, path: string): string[] {
  const above: string[] = []
  for (let each = dirname(path); each !== folder && isInside(folder, each); each = dirname(each))
    above.push(each)
  return above
}

/** Path in a pointer file, resolved from the file's folder; empty if there is none. */
function pointerIn(file: string, prefix: string): string {
  // A directory, or a missing or unreadable file, has no target.
  try {
    const text = readFileSync(file, 'utf8').trim()
    return text.startsWith(prefix) ? resolve(dirname(file), text.slice(prefix.length)) : ''
  } catch {
    return ''
  }
}

// Null if the target does not exist.
const realOf = (path: string): string | null => orElse(() => (path === '' ? null : realpathSync(path)), null)

export interface Wanted {
  readonly program: Program
  /** Absent: no sandbox is required. */
  readonly sandbox: SandboxConfig | undefined
  readonly bounds: Omit<Bounds, 'hasNetwork'>
  /** Absent: the system is searched for a sandbox. */
  readonly find?: (() => Promise<SandboxFound>) | undefined
}

/**
 * Memo of the question whether a program may start without a sandbox. The answer is valid only for the next attempt.
 */
const withoutSandbox = (attemptNumber: number): string => `without a sandbox, asked by ${attemptNumber}`

/**
 * The program, wrapped in its sandbox if one is required. If no sandbox is available, asks a person: a "yes" returns
 * the plain program, a "no" a failure.
 */
export async function sandboxed(
  { program, sandbox, bounds, find }: Wanted,
  { agent, answers, memo, attemptNumber }: AttemptContext,
): Promise<Program | AttemptSignal> {
  if (sandbox === undefined) return program
  const found = await findWrapped({ program, sandbox, bounds, find })
  if ('program' in found) return found.program
  if ('missing' in found) {
    const failure = failureOfStart(program.file, { type: 'not_started', code: found.missing, message: '' })
    return { type: 'failure', failure }
  }
  const answer = memo === withoutSandbox(attemptNumber - 1) ? answers.at(-1) : undefined
  if (answer?.isAllowed === true) return program
  if (answer?.isAllowed === false) {
    const message = answer.text ?? words.agentFailures.sandboxMissing(found.why)
    return { type: 'failure', failure: { reason: 'refused', message } }
  }
  const text = words.questions.withoutSandbox(found.why, agent.name)
  const permission = {
    argv: [program.file, ...program.args],
    cwd: program.cwd,
    sandbox: `none: ${found.why}`,
  }
  return { type: 'question', question: { text, permission, memo: withoutSandbox(attemptNumber) } }
}

/** The program wrapped in its sandbox, or the reason why that is impossible. */
export async function findWrapped({
  program,
  sandbox,
  bounds,
  find = findSandbox,
}: Wanted & { readonly sandbox: SandboxConfig }): Promise<Wrapped> {
  const found = await find()
  if ('why' in found) return found
  return found.sandbox.wrap(program, { ...bounds, hasNetwork: sandbox.network })
}
