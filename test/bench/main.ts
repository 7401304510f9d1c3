import { systemClock } from '../../src-main/base/clock.ts'
import { readOptions } from '../support/options.ts'
import { buildJobs } from './bundles.ts'
import type { Line } from './line.ts'
import { extraTable, machineInWords, targetsTable, timesTable, toJson, writePage } from './report.ts'
import { measureGraph, measureGrowth } from './suites/graph.ts'
import { measureImport } from './suites/import.ts'
import { measureKill, measureReload, measureStart } from './suites/restart.ts'
import { measureSelection } from './suites/selection.ts'

const suites: Record<string, () => Promise<Line[]>> = {
  W1: () => measureGraph('W1'),
  W2: () => measureGraph('W2'),
  W3: () => measureGraph('W3'),
  W4: () => measureGraph('W4'),
  S1: measureSelection,
  I1: measureImport,
  R1: measureStart,
  P6: measureGrowth,
  P10: measureKill,
  P11: measureReload,
}

/** Returns the exit code: 1 if a workload did not finish or violated its order, 2 for invalid arguments. */
export async function runBench(args: string[]): Promise<number> {
  const options = readOptions('npm run bench -- [--json] [--write] [--workloads W1,W2]', {
    args,
    options: {
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      workloads: { type: 'string' },
    },
  })
  if (options === null) return 2
  const { values } = options
  if (values.write && values.workloads !== undefined) {
    console.error('--write puts down the figures of all workloads; leave --workloads away.')
    return 2
  }
  const names = values.workloads?.split(',').map((name) => name.trim()) ?? Object.keys(suites)
  const unknown = names.find((name) => !Object.hasOwn(suites, name))
  if (unknown !== undefined) {
    console.error(`No workload of this name: ${unknown}. There are: ${Object.keys(suites).join(', ')}.`)
    return 2
  }
  await buildJobs()
  const { lines, failed } = await measureAll(names, { isJson: values.json })
  if (!values.json) {
    console.log(`\n${machineInWords()}\n`)
    console.log(`${timesTable(lines)}\n\n${targetsTable(lines)}\n\n${extraTable(lines)}`)
  }
  if (values.write && failed.length === 0)
    writePage(lines, new Date(systemClock.now()).toISOString().slice(0, 10))
  if (failed.length > 0) console.error(`Failed: ${failed.join(', ')}.`)
  return failed.length > 0 ? 1 : 0
}

async function measureAll(names: readonly string[], { isJson }: { isJson: boolean }) {
  const lines: Line[] = []
  const failed: string[] = []
  for (const name of names) {
    if (!isJson) console.error(`${name} ...`)
    // A failing workload must not hide the results of the others. The end of the output and the exit code report the
    // failure.
    try {
      const found = (await suites[name]?.()) ?? []
      lines.push(...found)
      if (isJson) for (const line of found) console.log(toJson(line))
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`)
      failed.push(name)
    }
  }
  return { lines, failed }
}
