import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Facts, Job } from './job.ts'
import { readWal } from './wal.ts'

interface Metered {
  /** Runs a PRAGMA on the database of the measurement. */
  readonly pragma: (text: string) => unknown
  /** Path of the database's write-ahead log. */
  readonly wal: string
}

/** The histogram includes its own resolution in each value. */
const delayStepMs = 1
/** Long enough for the histogram to record the turn that accepts the plan. */
const buildSeenMs = 5

/** Peak memory of this process. On Linux, `maxRSS` includes the parent process, so the value comes from `/proc`. */
export function rssMib(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return (kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) / 1024
}

/** Starts the measurement of the job. */
export function startMeter({ measure }: Job, { pragma, wal }: Metered) {
  // A checkpoint would restart the log, and therefore the count.
  if (measure === 'bytes') pragma('wal_autocheckpoint = 0')
  const before = measure === 'bytes' ? readWal(wal) : null
  const delay = measure === 'delay' ? monitorEventLoopDelay({ resolution: delayStepMs }) : null
  const lateMs = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - delayStepMs)
  const start = performance.now()
  const cpu = process.cpuUsage()
  let buildMs = 0
  let buildLateMs = 0
  delay?.enable()
  return {
    /** Call when the plan is accepted; the remaining time is the run itself. */
    built(): void {
      buildMs = performance.now() - start
      if (delay === null) return
      void systemClock.sleep(buildSeenMs).then(() => {
        buildLateMs = lateMs(delay.max)
        delay.reset()
      })
    },
    /** Call before the checks, so that time and memory cover only the work. */
    stop(): Facts {
      const { user, system } = process.cpuUsage(cpu)
      const cpuMs = (user + system) / 1000
      const facts = { wallMs: performance.now() - start, buildMs, cpuMs, rssMib: rssMib() }
      if (delay !== null) {
        delay.disable()
        const loop = { loopP99Ms: lateMs(delay.percentile(99)), loopMaxMs: lateMs(delay.max) }
        return { ...facts, ...loop, buildLateMs }
      }
      if (before === null) return facts
      const { transactions, bytes } = readWal(wal)
      return { ...facts, transactions: transactions - before.transactions, bytes: bytes - before.bytes }
    },
  }
}
