import { readdirSync } from 'node:fs'
import type { Clock } from '../../base/clock.ts'
import type { ProcessGroup } from './groups.ts'
import { sayBytes } from './head-tail.ts'
import { isMarked, readProc, withDescendants } from './marked.ts'

/**
 * Job: sees what the processes of each attempt use together, and says when it is too much. All attempts are seen in one look at
 * /proc, so that many cost little more than one.
 *
 * It looks twice a second: memory that grows faster than that can be over its limit for so long, and so can processes where
 * no control group bounds them (`groups.ts`). Memory is what is resident and not of files; pages that a fork shares with its
 * parent count for both. Elsewhere than on Linux there is no /proc, and nothing is seen.
 */
export type UsageWatch = ReturnType<typeof createUsageWatch>

interface Watched {
  readonly marker: string
  readonly group: Pick<ProcessGroup, 'list' | 'wasFull' | 'maxTasks'>
  readonly maxMemoryBytes: number | undefined
  readonly maxProcesses: number
  /** Says it to a person. */
  readonly onExcess: (why: string) => void
}

const everyMs = 500
/** On every Linux that Node runs on for these two architectures; on a larger one less is counted than is used. */
const pageBytes = 4096

interface Process {
  readonly parent: number
  readonly startedAt: string
  readonly bytes: number
  readonly threads: number
}

export function createUsageWatch(clock: Pick<Clock, 'sleep'>) {
  const watched = new Set<Watched>()
  /** Which attempt a process was started for; a process keeps the environment that it began with. */
  let environments = new Map<number, { readonly startedAt: string; readonly text: string }>()
  let isLooking = false

  async function keepLooking(): Promise<void> {
    if (isLooking || process.platform !== 'linux') return
    isLooking = true
    while (watched.size > 0) {
      // Unreadable once, as when no file can be opened, /proc is read again at the next look.
      try {
        look()
      } catch {}
      await clock.sleep(everyMs)
    }
    isLooking = false
    environments = new Map()
  }

  function look(): void {
    const processes = listProcesses()
    const seen: typeof environments = new Map()
    for (const [pid, { startedAt }] of processes) {
      const known = environments.get(pid)
      const isSame = known?.startedAt === startedAt
      seen.set(pid, isSame ? known : { startedAt, text: readProc(pid, 'environ') })
    }
    environments = seen
    for (const each of watched) {
      const why = findExcess(each, listOf(each, processes))
      if (why === null) continue
      watched.delete(each)
      each.onExcess(why)
    }
  }

  function listOf(wanted: Watched, processes: ReadonlyMap<number, Process>): Process[] {
    const marked = [...environments].flatMap(([pid, { text }]) => (isMarked(text, wanted) ? [pid] : []))
    const parents = new Map([...processes].map(([pid, { parent }]) => [pid, parent]))
    const ours = withDescendants([...marked, ...wanted.group.list()], parents)
    return [...ours].flatMap((pid) => processes.get(pid) ?? [])
  }

  return {
    /** Until the returned function is called. `onExcess` is called once at most. */
    add(each: Watched): () => void {
      watched.add(each)
      void keepLooking()
      return () => void watched.delete(each)
    },
  }
}

function findExcess(
  { maxMemoryBytes, maxProcesses, group }: Watched,
  processes: readonly Process[],
): string | null {
  const tasks = processes.reduce((sum, each) => sum + each.threads, 0)
  if (group.wasFull() || tasks > (group.maxTasks ?? Infinity))
    return `It wanted more than the ${maxProcesses} processes that are allowed (maxProcesses).`
  if (processes.length > maxProcesses) {
    return `It had ${processes.length} processes; ${maxProcesses} are allowed (maxProcesses).`
  }
  const bytes = processes.reduce((sum, each) => sum + each.bytes, 0)
  if (maxMemoryBytes === undefined || bytes <= maxMemoryBytes) return null
  return `It used ${sayBytes(bytes)} of memory; ${sayBytes(maxMemoryBytes)} are allowed (maxMemoryBytes).`
}

function listProcesses(): Map<number, Process> {
  const processes = new Map<number, Process>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const stat = readProc(pid, 'stat')
    // `12 (a name ) with anything) S 1 …`: the fields begin after the last bracket, with the third.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [parent, threads, startedAt] = [fields[1], fields[17], fields[19]]
    if (parent === undefined || startedAt === undefined) continue
    const [, resident = '0', shared = '0'] = readProc(pid, 'statm').split(' ')
    const bytes = Math.max(0, Number(resident) - Number(shared)) * pageBytes
    processes.set(pid, { parent: Number(parent), startedAt, bytes, threads: Number(threads) })
  }
  return processes
}
