import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { ProcessGroup } from './groups.ts'
import { formatBytes } from './head-tail.ts'
import { isMarked, listProcesses, type Process, readProc, withDescendants } from './process-marker.ts'

/**
 * Measures the total usage of each attempt's processes and reports when it exceeds a limit. A scan of /proc covers all attempts, so many cost little more than one.
 * The scan runs twice a second. Memory can exceed its limit between two scans, and so can the number of processes
 * without a control group (`groups.ts`). Memory means resident pages that do not belong to files; pages that a fork
 * shares with its parent count for both. Systems other than Linux have no /proc, so nothing is measured there.
 */
export type UsageWatch = ReturnType<typeof createUsageWatch>

interface Watched {
  readonly marker: string
  readonly group: Pick<ProcessGroup, 'list' | 'wasFull' | 'maxTasks'>
  readonly maxMemoryBytes: number | undefined
  readonly maxProcesses: number
  /** Receives the reason, as text for a person. */
  readonly onExcess: (why: string) => void
}

const everyMs = 500
/** Page size of Linux on the supported architectures. With larger pages, memory is underestimated. */
const pageBytes = 4096

export function createUsageWatch(clock: Pick<Clock, 'sleep'>) {
  const watched = new Set<Watched>()
  /**
   * Environments by pid, which identify the attempt. Cached, because /proc shows the environment from the start of a
   * process.
   */
  let environments = new Map<number, { readonly startedAt: string; readonly text: string }>()
  let isLooking = false

  async function keepLooking(): Promise<void> {
    if (isLooking || process.platform !== 'linux') return
    isLooking = true
    while (watched.size > 0) {
      // If /proc is unreadable for once, for example without free file descriptors, the next scan reads it again.
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
    /** Watches until the returned function is called. Calls `onExcess` at most once. */
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
