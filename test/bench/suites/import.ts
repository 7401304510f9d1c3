import { type Line, lineOf } from '../line.ts'
import { measurePairs, medianOf, ratioOf } from '../pairs.ts'
import { planFormats } from '../plan-texts.ts'
import { runAlone } from '../processes.ts'

const tasks = 10_000

/** I1: import of another tool's file, from the text to a checked plan, in three formats. */
export async function measureImport(): Promise<Line[]> {
  const lines: Line[] = []
  for (const format of planFormats) {
    const of = { workload: format, tasks, measure: 'time' } as const
    const pairs = await measurePairs(5, {
      ours: () => runAlone({ ...of, kind: 'import-ours' }),
      floor: () => runAlone({ ...of, kind: 'import-floor' }),
    })
    const found = medianOf(pairs, 'ours', 'wallMs')
    const extra = {
      cpu_ms: medianOf(pairs, 'ours', 'cpuMs'),
      cpu_ratio: ratioOf(pairs, 'cpuMs'),
      read_ms: medianOf(pairs, 'ours', 'readMs'),
      characters: medianOf(pairs, 'ours', 'characters'),
    }
    const what = `import of 10,000 tasks, ${format}`
    const checks = () => [{ target: 'I1', what, found, must: 1000, unit: 'ms' }]
    lines.push(lineOf(pairs, { workload: `I1 ${format}`, tasks, extra, checks }))
  }
  return lines
}
