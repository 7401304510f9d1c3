import type { Job } from '../job.ts'
import { type Check, type Line, lineOf } from '../line.ts'
import { factOf, measurePairs, median, medianOf, type Pair, ratioOf } from '../pairs.ts'
import { runAlone } from '../processes.ts'

interface GraphBench {
  readonly workload: string
  readonly graph: string
  readonly tasks: number
  readonly rounds: number
  /**
   * Target in performance.md. `must` is the maximum ratio to the baseline, `fsyncsMust` the maximum number of fsyncs
   * per task.
   */
  readonly target: string
  readonly must: number
  readonly fsyncsMust: number | null
}

const benches: Record<string, GraphBench> = {
  W1: {
    workload: 'W1',
    graph: 'chain',
    tasks: 1000,
    rounds: 7,
    target: 'P1',
    must: 2,
    fsyncsMust: 1.1,
  },
  W2: { workload: 'W2', graph: 'fan', tasks: 1002, rounds: 15, target: 'P2', must: 3, fsyncsMust: 0.2 },
  W3: { workload: 'W3', graph: 'layers', tasks: 10_000, rounds: 5, target: 'P3', must: 3, fsyncsMust: 0.2 },
  W4: { workload: 'W4', graph: 'fib', tasks: 40, rounds: 25, target: 'P4', must: 2, fsyncsMust: null },
}

type Measure = Omit<Job, 'dir' | 'kind'>

const pairsOf = (rounds: number, of: Measure): Promise<Pair[]> =>
  measurePairs(rounds, {
    ours: () => runAlone({ ...of, kind: 'graph-ours' }),
    floor: () => runAlone({ ...of, kind: 'graph-floor' }),
  })

/** W1 to W4: from submitting the plan until the run ends, then a second run that measures written bytes. */
export async function measureGraph(name: keyof typeof benches): Promise<Line[]> {
  const bench = benches[name]
  if (bench === undefined) throw new Error(`No workload of this name: ${name}`)
  const { workload, graph, tasks, rounds } = bench
  const pairs = await pairsOf(rounds, { workload: graph, tasks, measure: 'time' })
  const [written] = await pairsOf(1, { workload: graph, tasks, measure: 'bytes' })
  const [delay] = workload === 'W3' ? await pairsOf(1, { workload: graph, tasks, measure: 'delay' }) : []
  if (written === undefined) throw new Error('Nothing was measured')
  const extra = {
    build_ms: medianOf(pairs, 'ours', 'buildMs'),
    cpu_ms: medianOf(pairs, 'ours', 'cpuMs'),
    cpu_ratio: ratioOf(pairs, 'cpuMs'),
    ...writtenOf(written, tasks),
    ...(delay === undefined ? {} : delayOf(delay)),
  }
  const rss = lineOf(pairs, { workload, tasks })
  const rssRatio = rss.peak_rss_mib / rss.floor_rss_mib
  return [
    lineOf(pairs, {
      workload,
      tasks,
      extra,
      checks: (ratio) => [
        { target: bench.target, what: `${workload} / floor`, found: ratio, must: bench.must },
        ...writtenChecks(bench, extra),
        ...(workload === 'W3'
          ? [{ target: 'P8', what: 'W3 peak RSS / floor', found: rssRatio, must: 2 }]
          : []),
        ...delayChecks(extra),
      ],
    }),
  ]
}

function writtenOf({ ours, floor }: Pair, tasks: number) {
  const bytes = factOf(ours, 'bytes') / tasks
  const floorBytes = factOf(floor, 'bytes') / tasks
  return {
    fsyncs_per_task: factOf(ours, 'transactions') / tasks,
    events_per_task: factOf(ours, 'events') / tasks,
    bytes_per_task: bytes,
    floor_bytes_per_task: floorBytes,
    bytes_ratio: bytes / floorBytes,
  }
}

function writtenChecks(
  { workload, fsyncsMust }: GraphBench,
  { fsyncs_per_task: fsyncs, bytes_ratio: bytes }: ReturnType<typeof writtenOf>,
): Check[] {
  const checks: Check[] = []
  if (fsyncsMust !== null) {
    checks.push({ target: 'P5', what: `${workload} fsyncs per task`, found: fsyncs, must: fsyncsMust })
    checks.push({ target: 'P9', what: `${workload} bytes written / floor`, found: bytes, must: 2.5 })
  }
  return checks
}

const delayOf = ({ ours, floor }: Pair) => ({
  loop_p99_ms: factOf(ours, 'loopP99Ms'),
  loop_max_ms: factOf(ours, 'loopMaxMs'),
  /** Delay of the turn that accepts the plan. */
  loop_build_ms: factOf(ours, 'buildLateMs'),
  floor_loop_p99_ms: factOf(floor, 'loopP99Ms'),
})

function delayChecks(extra: Readonly<Record<string, number>>): Check[] {
  const found = extra.loop_p99_ms
  return found === undefined
    ? []
    : [{ target: 'P12', what: 'W3 event loop, p99', found, must: 10, unit: 'ms' }]
}

const sizes = [1000, 10_000, 100_000]
const growthRounds = 2

/**
 * P6: cost per task for increasing numbers of tasks. The sizes alternate, so that each round compares similar
 * conditions.
 */
export async function measureGrowth(): Promise<Line[]> {
  const pairs = new Map<number, Pair[]>(sizes.map((tasks) => [tasks, []]))
  for (let round = 0; round < growthRounds; round += 1) {
    for (const tasks of sizes) {
      const found = await pairsOf(1, { workload: 'layers', tasks, measure: 'time' })
      pairs.get(tasks)?.push(...found)
    }
  }
  return sizes.map((tasks, at) => {
    const smaller = sizes[at - 1]
    const found = pairs.get(tasks) ?? []
    const before = smaller === undefined ? undefined : pairs.get(smaller)
    if (smaller === undefined || before === undefined) return lineOf(found, { workload: 'P6', tasks })
    const growthOf = (side: keyof Pair) =>
      median(
        found.map((pair, round) => {
          const small = before[round]?.[side] ?? {}
          return factOf(pair[side], 'wallMs') / tasks / (factOf(small, 'wallMs') / smaller)
        }),
      )
    const growth = growthOf('ours')
    const what = `ms per task, ${tasks} / ${smaller}`
    return lineOf(found, {
      workload: 'P6',
      tasks,
      extra: { growth, floor_growth: growthOf('floor') },
      checks: () => [{ target: 'P6', what, found: growth, must: 1.3 }],
    })
  })
}
