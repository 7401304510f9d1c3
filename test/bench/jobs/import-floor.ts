import { performance } from 'node:perf_hooks'
import type { Facts, Job } from '../job.ts'
import { rssMib } from '../meter.ts'
import { requireFormat, writePlan } from '../plan-texts.ts'
import { createWorkload } from '../workloads.ts'

/** The minimum work to read the text: parse the JSON, or visit each line. */
export async function runJob({ workload, tasks }: Job): Promise<Facts> {
  const format = requireFormat(workload)
  const text = writePlan(format, createWorkload('layers', tasks).graph)
  const start = performance.now()
  const cpu = process.cpuUsage()
  const found = format === 'json' ? Object.keys(JSON.parse(text)).length : countLines(text)
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  const cpuMs = (user + system) / 1000
  if (found === 0) throw new Error('Nothing was read')
  return { wallMs, cpuMs, rssMib: rssMib() }
}

const countLines = (text: string): number => text.split(/\r?\n/).filter((line) => line.trim() !== '').length
