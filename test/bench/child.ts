import { writeSync } from 'node:fs'
import { type Facts, type Job, parseJob } from './job.ts'

/** Each loads what its own side needs: memory is compared between the two. */
const jobs: Record<string, () => Promise<{ readonly runJob: (job: Job) => Promise<Facts> }>> = {
  'graph-ours': () => import('./jobs/graph-ours.ts'),
  'graph-floor': () => import('./jobs/graph-floor.ts'),
  'victim-ours': () => import('./jobs/victim-ours.ts'),
  'victim-floor': () => import('./jobs/victim-floor.ts'),
  'survivor-ours': () => import('./jobs/survivor-ours.ts'),
  'survivor-floor': () => import('./jobs/survivor-floor.ts'),
  'plan-ours': () => import('./jobs/plan-ours.ts'),
  'plan-floor': () => import('./jobs/plan-floor.ts'),
  'reload-ours': () => import('./jobs/reload-ours.ts'),
  'reload-floor': () => import('./jobs/reload-floor.ts'),
  'select-ours': () => import('./jobs/select-ours.ts'),
  'select-floor': () => import('./jobs/select-floor.ts'),
  'log-ours': () => import('./jobs/log-ours.ts'),
  'start-ours': () => import('./jobs/start-ours.ts'),
  'start-floor': () => import('./jobs/start-floor.ts'),
}

const job = parseJob(process.argv.slice(2))
const load = jobs[job.kind]
if (load === undefined) throw new Error(`No job of this kind: ${job.kind}`)
const { runJob } = await load()
writeSync(1, `${JSON.stringify(await runJob(job))}\n`)
process.exit(0)
