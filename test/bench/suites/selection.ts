import { type Line, lineOf } from '../line.ts'
import { picks } from '../open-tasks.ts'
import { measurePairs, medianOf } from '../pairs.ts'
import { runAlone } from '../processes.ts'

const sizes = [1000, 100_000, 1_000_000]

/**
 * S1: picks, removes and replaces the best of all open tasks. At 1,000 tasks, each pick is compared with a full sort.
 */
export async function measureSelection(): Promise<Line[]> {
  const lines: Line[] = []
  for (const tasks of sizes) {
    const of = { workload: '', tasks, measure: 'time' } as const
    const pairs = await measurePairs(3, {
      ours: () => runAlone({ ...of, kind: 'select-ours' }),
      floor: () => runAlone({ ...of, kind: 'select-floor' }),
    })
    const found = medianOf(pairs, 'ours', 'pickP99Ms')
    const extra = {
      pick_p50_ms: medianOf(pairs, 'ours', 'pickP50Ms'),
      pick_p99_ms: found,
      pick_max_ms: medianOf(pairs, 'ours', 'pickMaxMs'),
      floor_pick_p50_ms: medianOf(pairs, 'floor', 'pickP50Ms'),
      fill_ms: medianOf(pairs, 'ours', 'buildMs'),
    }
    const what = `selection among ${tasks}, p99`
    const checks = () => [{ target: 'S1', what, found, must: 1, unit: 'ms' }]
    lines.push(lineOf(pairs, { workload: 'S1', tasks, per: picks, extra, checks }))
  }
  return lines
}
