import { readdirSync, readFileSync, realpathSync } from 'node:fs'
import { orElse } from '#shared/or-else.ts'
import type { Clock } from '../../base/clock.ts'
import { sha256 } from '../../base/hash.ts'

/**
 * Finds and ends the processes that an attempt left behind. Every program starts with a variable that names its data
 * folder and its attempt. Its children inherit the variable, also through `setsid`, `nohup` and forks, and Linux shows
 * the environment of a process in /proc.
 *
 * M1 Only processes with the marker, and their descendants now or at the last scan, are signalled; never this process
 *    or its parents.
 * M2 A sweep ends when a scan of all processes finds none of them.
 *
 * Not covered on Linux without a control group (`groups.ts`):
 * - a process with an emptied environment (`env -i`) whose parents are gone;
 * - a process that overwrote its environment (`setproctitle`) and left its parents.
 *
 * Never covered: a process of another user (setuid), unless this process is root.
 *
 * Environments cannot be read on other systems. There, a process stays that left its process group (macOS), outlived
 * its parent (Windows) or outlived Switchyard (both). This is no sandbox: a program can escape on purpose.
 */
export const markerName = 'SWITCHYARD_ATTEMPT'

/** The marker of all programs of one data folder. It does not contain the path of the folder. */
export const houseOf = (dataDir: string): string => `${sha256(dataDir).slice(0, 24)}/`

/** The mark of the programs of an attempt, or of another piece of work over the data folder. */
export const markerIn = (dataDir: string, workId: string): string =>
  `${houseOf(realpathSync(dataDir))}${encodeURIComponent(workId)}`

/** Which processes: those of one attempt, or of all of a data folder. */
export type Wanted = { readonly marker: string } | { readonly house: string }

const pollMs = 20

/** Ends them for good; answers with how many are still there when it gives up. */
export async function reap(wanted: Wanted, { clock, forMs }: { clock: Clock; forMs: number }) {
  const until = clock.now() + forMs
  // They may fork while they are found: until a look finds none.
  for (;;) {
    const found = signalMarked(wanted, 'SIGKILL')
    if (found === 0 || clock.now() >= until) return found
    await clock.sleep(pollMs)
  }
}

/** A process may end after it was seen. */
export const signalOne = (pid: number, signal: NodeJS.Signals | 0): void =>
  void orElse(() => process.kill(pid, signal), undefined)

/** How many there were. */
export function signalMarked(wanted: Wanted, signal: 'SIGTERM' | 'SIGKILL' | 0): number {
  const found = listMarked(wanted)
  for (const pid of found) signalOne(pid, signal)
  return found.length
}

/** Synchronous: a number that was read must not belong to another process by the time it is signalled. */
export function listMarked(wanted: Wanted): number[] {
  const marked = listPids().filter((pid) => isMarked(readProc(pid, 'environ'), wanted))
  if (marked.length === 0) return []
  const processes = listProcesses()
  const ours = new Set([0, 1])
  for (let pid = process.pid; !ours.has(pid); pid = processes.get(pid)?.parent ?? 0) ours.add(pid)
  const others = marked.filter((pid) => !ours.has(pid))
  return [...withDescendants(others, processes)].filter((pid) => !ours.has(pid))
}

/** A process, with the moment at which it was started: its number may be given to another later. */
export interface Seen {
  readonly pid: number
  readonly startedAt: string
}

/** All that descend from a process that this one started. */
export const listDescendants = (pid: number): Seen[] =>
  listTrees((is) => is === pid).filter((each) => each.pid !== pid)

const stopRounds = 20

/**
 * Signals those that are still there, and all that descend from them by now; answers with them. Before SIGKILL they are
 * stopped: a child that one of them starts while it is killed would be found by nothing.
 */
export function signalSeen(seen: readonly Seen[], signal: 'SIGTERM' | 'SIGKILL' | 0): Seen[] {
  if (seen.length === 0) return []
  let left = seeAgain(seen)
  if (signal === 'SIGKILL') {
    // Bounded: a process of another user cannot be stopped, and may start others without end.
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

/** The processes that this holds for, and all that descend from them; not those that ended and wait to be asked how. */
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

/** These processes and all that descend from them. */
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
  /** It has ended, and its parent has not asked yet how. */
  readonly isOver: boolean
}

/** All processes of the system by their numbers; none elsewhere than on Linux. */
export function listProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>()
  for (const pid of listPids()) {
    // `12 (a name ) with anything) S 1 …`: the fields begin after the last bracket, with the third.
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

// It ended, or belongs to somebody else.
export const readProc = (pid: number, file: 'environ' | 'stat' | 'statm'): string =>
  orElse(() => readFileSync(`/proc/${pid}/${file}`, 'latin1'), '')
