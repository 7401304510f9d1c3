import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { orElse } from '#shared/or-else.ts'
import type { Clock } from '../../base/clock.ts'
import { sha256 } from '../../base/hash.ts'

/**
 * Finds and ends the processes that an attempt left behind. Every program starts with a variable that names its data
 * folder and its attempt. Its children inherit the variable, also through `setsid`, `nohup` and forks, and Linux shows
 * the environment of a process in /proc.
 * M1 Only processes with the marker, and their descendants now or at the last scan, are signalled; never this process
 * or its parents.
 * M2 A sweep ends when a scan of all processes finds none of them.
 * Not covered on Linux without a control group (`groups.ts`):
 * - a process with an emptied environment (`env -i`) whose parents have exited;
 * - a process that overwrote its environment (`setproctitle`) and left its parents.
 * Never covered: a process of another user (setuid), unless this process is root.
 * Other systems do not show environments. There, a process survives if it left its process group (macOS), outlived its
 * parent (Windows) or outlived Switchyard (both). This is not a sandbox: a program can escape on purpose.
 */
export const markerName = 'SWITCHYARD_ATTEMPT'

/** Marker prefix of all programs of one data folder. It is a hash, so it does not reveal the folder's path. */
export const houseOf = (dataDir: string): string => `${sha256(dataDir).slice(0, 24)}/`

/** Marker of the programs of an attempt, or of other work over the data folder. */
export const markerIn = (dataDir: string, workId: string): string =>
  `${houseOf(realpathSync(dataDir))}${encodeURIComponent(workId)}`

/** Selects the processes of one attempt, or of an entire data folder. */
export type Wanted = { readonly marker: string } | { readonly house: string }

const pollMs = 20

/**
 * Kills the selected processes until none is found or `forMs` has passed. Returns the number found by the last scan.
 */
export async function reap(wanted: Wanted, { clock, forMs }: { clock: Clock; forMs: number }) {
  const until = clock.now() + forMs
  // Processes may fork during a scan, so repeat until a scan finds none.
  for (;;) {
    const found = signalMarked(wanted, 'SIGKILL')
    if (found === 0 || clock.now() >= until) return found
    await clock.sleep(pollMs)
  }
}

/** The process may have exited already, so errors are ignored. */
export const signalOne = (pid: number, signal: NodeJS.Signals | 0): void =>
  void orElse(() => process.kill(pid, signal), undefined)

/** Signals the selected processes and returns their number. */
export function signalMarked(wanted: Wanted, signal: 'SIGTERM' | 'SIGKILL' | 0): number {
  const found = listMarked(wanted)
  for (const pid of found) signalOne(pid, signal)
  return found.length
}

/** Synchronous, so that a listed pid cannot belong to another process by the time it is signalled. */
export function listMarked(wanted: Wanted): number[] {
  const marked = listPids().filter((pid) => isMarked(readProc(pid, 'environ'), wanted))
  if (marked.length === 0) return []
  const processes = listProcesses()
  const ours = new Set([0, 1])
  for (let pid = process.pid; !ours.has(pid); pid = processes.get(pid)?.parent ?? 0) ours.add(pid)
  const others = marked.filter((pid) => !ours.has(pid))
  return [...withDescendants(others, processes)].filter((pid) => !ours.has(pid))
}

/** A process with its start time, because the system reuses pids. */
export interface Seen {
  readonly pid: number
  readonly startedAt: string
}

/** All descendants of a process that this process started. */
export const listDescendants = (pid: number): Seen[] =>
  listTrees((is) => is === pid).filter((each) => each.pid !== pid)

const stopRounds = 20

/**
 * Signals the processes that still exist and all their current descendants, and returns them. Before SIGKILL they are
 * stopped: a child started during the kill could not be found afterwards.
 */
export function signalSeen(seen: readonly Seen[], signal: 'SIGTERM' | 'SIGKILL' | 0): Seen[] {
  if (seen.length === 0) return []
  let left = seeAgain(seen)
  if (signal === 'SIGKILL') {
    // Bounded, because a process of another user cannot be stopped and could start others forever.
    for (let round = 0, stopped = 0; round < stopRounds && stopped < left.length; round += 1) {
      stopped = left.length
      sendAll(left, 'SIGSTOP')
      left = seeAgain(left)
    }
  }
  sendAll(left, signal)
  return left
}

function seeAgain(seen: readonly Seen[]): Seen[] {
  const starts = new Map(seen.map(({ pid, startedAt }) => [pid, startedAt]))
  return listTrees((pid, startedAt) => starts.get(pid) === startedAt)
}

/** The processes that match `isRoot`, with all their descendants. Zombies are excluded. */
function listTrees(isRoot: (pid: number, startedAt: string) => boolean): Seen[] {
  const processes = listProcesses()
  const roots = [...processes].filter(([pid, { startedAt, isOver }]) => isRoot(pid, startedAt) && !isOver)
  const found = withDescendants(
    roots.map(([pid]) => pid),
    processes,
  )
  return [...processes]
    .filter(([pid, { isOver }]) => found.has(pid) && pid !== process.pid && !isOver)
    .map(([pid, { startedAt }]) => ({ pid, startedAt }))
}

function sendAll(seen: readonly Seen[], signal: NodeJS.Signals | 0): void {
  for (const { pid } of seen) signalOne(pid, signal)
}

/** The processes and all their descendants. */
export function withDescendants(
  pids: readonly number[],
  processes: ReadonlyMap<number, Process>,
): Set<number> {
  const children = Map.groupBy(processes.keys(), (pid) => processes.get(pid)?.parent ?? 0)
  const found = new Set(pids)
  for (const pid of found) for (const child of children.get(pid) ?? []) found.add(child)
  return found
}

export function isMarked(environment: string, wanted: Wanted): boolean {
  const start = `\0${markerName}=${'marker' in wanted ? `${wanted.marker}\0` : wanted.house}`
  return `\0${environment}`.includes(start)
}

export interface Process {
  readonly parent: number
  readonly startedAt: string
  readonly threads: number
  /** Zombie: exited, but its parent has not read the exit status yet. */
  readonly isOver: boolean
}

/** All processes of the system by pid; empty on systems other than Linux. */
export function listProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>()
  for (const pid of listPids()) {
    // `12 (a name ) with anything) S 1 …`: the fields after the last bracket start with the third.
    const stat = readProc(pid, 'stat')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [parent, threads, startedAt] = [fields[1], fields[17], fields[19]]
    if (parent === undefined || startedAt === undefined) continue
    const isOver = fields[0] === 'Z'
    processes.set(pid, { parent: Number(parent), startedAt, threads: Number(threads), isOver })
  }
  return processes
}

const listPids = (): number[] =>
  process.platform === 'linux'
    ? readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
    : []

// Empty if the process has exited or belongs to another user.
export const readProc = (pid: number, file: 'environ' | 'stat' | 'statm'): string =>
  orElse(() => readFileSync(`/proc/${pid}/${file}`, 'latin1'), '')
