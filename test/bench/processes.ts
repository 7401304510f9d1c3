import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { flagsToStay } from '../../src-main/hosts/with-node-24.mjs'
import type { Facts, Job } from './job.ts'

const factsSchema = z.record(z.string(), z.number())
/** A measurement that takes longer has hung. */
const patienceMs = 600_000

/** Calls `work` with a new folder, and deletes the folder afterwards. */
export async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
  try {
    return await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

export interface JobOptions {
  /** Called for each output line, with the milliseconds since the process was spawned. */
  readonly onLine?: (line: string, afterMs: number, kill: () => void) => void
}

/** Runs the job in its own process. Null if the process was killed on purpose; throws if the job failed. */
export function runJob(job: Job, { onLine }: JobOptions = {}): Promise<Facts | null> {
  const start = performance.now()
  const program = join(import.meta.dirname, 'child.mjs')
  const child = spawn(process.execPath, [...flagsToStay, program, job.kind, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  })
  let isKilled = false
  const kill = () => {
    isKilled = true
    child.kill('SIGKILL')
  }
  let last = ''
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = line
    onLine?.(line, performance.now() - start, kill)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      if (isKilled) resolve(null)
      else if (code === 0) resolve(factsSchema.parse(JSON.parse(last)))
      else reject(new Error(`${job.kind} of ${job.workload || job.tasks} ended with ${code ?? 'a signal'}`))
    })
  })
}

/** Runs the job in a new folder. */
export const runAlone = (job: Omit<Job, 'dir'>): Promise<Facts> =>
  inFolder(async (dir) => present(await runJob({ ...job, dir })))

export function present(facts: Facts | null): Facts {
  if (facts === null) throw new Error('The process was killed')
  return facts
}
