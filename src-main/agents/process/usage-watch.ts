import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { ProcessGroup } from './groups.ts'
import { formatBytes } from './head-tail.ts'
import { isMarked, listProcesses, type Process, readProc, withDescendants } from './process-marker.ts'

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
      const why = findExcess(each, membersOf(each, processes))
      if (why === null) continue
      watched.delete(each)
      each.onExcess(why)
    }
  }

  function membersOf(wanted: Watched, processes: ReadonlyMap<number, Process>): Map<number, Process> {
    const marked = [...environments].flatMap(([pid, { text }]) => (isMarked(text, wanted) ? [pid] : []))
    const ours = withDescendants([...marked, ...wanted.group.list()], processes)
    return new Map([...processes].filter(([pid]) => ours.has(pid)))
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
  members: ReadonlyMap<number, Process>,
): string | null {
  const tasks = [...members.values()].reduce((sum, { threads }) => sum + threads, 0)
  if (group.wasFull() || tasks > (group.maxTasks ?? Infinity))
    return words.agentFailures.tooManyProcesses(maxProcesses)
  if (members.size > maxProcesses) {
    return words.agentFailures.processesFound(members.size, maxProcesses)
  }
  if (maxMemoryBytes === undefined) return null
  const bytes = [...members.keys()].reduce((sum, pid) => sum + residentBytes(pid), 0)
  if (bytes <= maxMemoryBytes) return null
  return words.agentFailures.tooMuchMemory(formatBytes(bytes), formatBytes(maxMemoryBytes))
}

function residentBytes(pid: number): number {
  const [, resident = '0', shared = '0'] = readProc(pid, 'statm').split(' ')
  return Math.max(0, Number(resident) - Number(shared)) * pageBytes
}
