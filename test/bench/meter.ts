import { readFileSync } from 'node:fs'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { systemClock } from '../../src-main/base/clock.ts'
import type { Facts, Job } from './job.ts'
import { readWal } from './wal.ts'

interface Metered {
  /** Settings of the database under it. */
  readonly pragma: (text: string) => unknown
  /** Its write-ahead log. */
  readonly wal: string
}

/** The histogram counts its own step in. */
const delayStepMs = 1
/** Long enough for the histogram to have seen the turn that accepted the plan. */
const buildSeenMs = 5

/** The peak of this process. Linux hands `maxRSS` on from the process that started it, so there it is asked elsewhere. */
export function rssMib(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return (kib === undefined ? process.resourceUsage().maxRSS : Number(kib)) / 1024
}

/** Begins to measure what the job asks for. */
export function startMeter({ measure }: Job, { pragma, wal }: Metered) {
  // A checkpoint would let the log begin anew, and with it the count.
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
    /** The plan is accepted; what comes after is its running. */
    built(): void {
      buildMs = performance.now() - start
      if (delay === null) return
      void systemClock.sleep(buildSeenMs).then(() => {
        buildLateMs = lateMs(delay.max)
        delay.reset()
      })
    },
    /** Called before anything is checked: time and memory are those of the work. */
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
