import type { Facts } from '../job.ts'
import { type Line, lineOf } from '../line.ts'
import { factOf, measurePairs, medianOf } from '../pairs.ts'
import { inFolder, present, runJob } from '../processes.ts'

const crash = { workload: 'chain', tasks: 2000, measure: 'time' } as const

/**
 * Kills a run in the middle and starts it again. The time is from spawning the process to the first newly finished
 * task.
 */
const surviveKill = (side: 'ours' | 'floor'): Promise<Facts> =>
  inFolder(async (dir) => {
    const killed = await runJob(
      { ...crash, kind: `victim-${side}`, dir },
      { onLine: (line, _, kill) => line === 'kill me' && kill() },
    )
    if (killed !== null) throw new Error('The run was over before it was killed')
    let wallMs = 0
    const facts = await runJob(
      { ...crash, kind: `survivor-${side}`, dir },
      {
        onLine: (line, afterMs) => {
          if (line === 'first') wallMs = afterMs
        },
      },
    )
    return { ...present(facts), wallMs }
  })

/** P10: restart after a kill. */
export async function measureKill(): Promise<Line[]> {
  const pairs = await measurePairs(5, {
    ours: () => surviveKill('ours'),
    floor: () => surviveKill('floor'),
  })
  const extra = {
    inside_ms: medianOf(pairs, 'ours', 'insideMs'),
    floor_inside_ms: medianOf(pairs, 'floor', 'insideMs'),
  }
  const checks = (found: number) => [
    { target: 'P10', what: 'kill -9 to first new task / floor', found, must: 3 },
  ]
  return [lineOf(pairs, { workload: 'P10', tasks: crash.tasks, per: 1, extra, checks })]
}

const plan = { workload: 'layers', tasks: 10_000, measure: 'time' } as const

/** P11: loads a run of 10,000 tasks from an open database. */
export const measureReload = (): Promise<Line[]> =>
  inFolder(async (dir) => {
    await runJob({ ...plan, kind: 'plan-ours', dir })
    await runJob({ ...plan, kind: 'plan-floor', dir })
    const pairs = await measurePairs(7, {
      ours: async () => present(await runJob({ ...plan, kind: 'reload-ours', dir })),
      floor: async () => present(await runJob({ ...plan, kind: 'reload-floor', dir })),
    })
    const extra = { open_ms: medianOf(pairs, 'ours', 'openMs') }
    const checks = (found: number) => [
      { target: 'P11', what: 'reload of 10,000 tasks / floor', found, must: 5 },
    ]
    return [lineOf(pairs, { workload: 'P11', tasks: plan.tasks, extra, checks })]
  })

const log = { workload: '', tasks: 1_000_000, measure: 'time' } as const

/** R1: from a closed folder with a log of a million events until the engine accepts commands. */
export const measureStart = (): Promise<Line[]> =>
  inFolder(async (dir) => {
    await runJob({ ...log, kind: 'log-ours', dir })
    const pairs = await measurePairs(5, {
      ours: async () => present(await runJob({ ...log, kind: 'start-ours', dir })),
      floor: async () => present(await runJob({ ...log, kind: 'start-floor', dir })),
    })
    const extra = {
      open_ms: medianOf(pairs, 'ours', 'openMs'),
      process_ms: medianOf(pairs, 'ours', 'processMs'),
    }
    const slowest = Math.max(...pairs.map(({ ours }) => factOf(ours, 'wallMs')))
    const checks = () => [
      { target: 'R1', what: 'ready with 1,000,000 events', found: slowest, must: 2000, unit: 'ms' },
    ]
    return [lineOf(pairs, { workload: 'R1', tasks: log.tasks, per: 1, extra, checks })]
  })
