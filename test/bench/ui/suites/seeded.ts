import type { RunId } from '../../../../src-shared/ids.ts'
import { callApp, type ServedApp, serveApp } from '../../../support/served-app.ts'
import { openOurStore } from '../../ours.ts'
import { stagePlan } from '../page/plan.ts'

const atOnce = 20_000

export const tasksOfRun = 5000
export const entriesOfMemory = 100_000
export const linesOfLog = 1_000_000
/** Occurs in each thousandth line: enough for a full page of matches. */
export const usualWord = 'needle'
/** Occurs in a single line near the end. */
export const rareWord = 'pearl'
const lineOfRareWord = linesOfLog - 10

/** Higher than all earlier sequence numbers. */
const firstSeq = 1_000_000

export interface Seeded {
  readonly app: ServedApp
  readonly runId: RunId
}

/** A real server with a run of 5,000 tasks, 100,000 memory entries and a log of 1,000,000 lines. */
export async function serveSeeded(dataDir: string): Promise<Seeded> {
  const first = await serveApp({ dataDir })
  const tasks = stagePlan(tasksOfRun).items.map(({ key, dependsOn }) => ({
    ...{ task_id: key, title: `Write part ${key}`, description: 'Write it.' },
    ...{ required_skills: ['bench_writing'], depends_on: dependsOn },
  }))
  const { runId } = await callApp(first, ['POST', '/runs'], {
    request: { plan_id: 'bench', title: 'Bench', tasks },
  })
  await first.kill()
  fill(dataDir, runId)
  return { app: await serveApp({ dataDir }), runId }
}

function fill(dataDir: string, runId: RunId): void {
  const store = openOurStore(dataDir)
  inParts(entriesOfMemory, (from, to) =>
    store.transact(() => {
      for (let at = from; at < to; at += 1) store.memory.add(entryOf(at))
    }),
  )
  inParts(linesOfLog, (from, to) =>
    store.transact(() => {
      for (let at = from; at < to; at += 1) {
        const text = `line ${at} of a log with a text of the usual length ${wordOf(at)}`
        store.logLines.add({
          runId,
          seq: firstSeq + at,
          line: 0,
          at,
          taskKey: 'task-0',
          attempt: 1,
          level: 'info',
          text,
        })
      }
    }),
  )
  store.close()
}

const wordOf = (line: number): string =>
  line === lineOfRareWord ? rareWord : line % 1000 === 0 ? usualWord : 'hay'

function inParts(count: number, act: (from: number, to: number) => void): void {
  for (let from = 0; from < count; from += atOnce) act(from, Math.min(count, from + atOnce))
}

const entryOf = (at: number) => ({
  ...{ id: `mem_${String(at).padStart(8, '0')}`, agentId: 'ann', type: 'note', tags: ['bench'] },
  content: `What was found out in the ${at}th of many tasks, in a sentence or two of the usual length`,
  ...{ projectId: null, status: 'done' as const, taskType: 'note', taskId: `task-${at}`, createdAt: at },
  ...{ taskKey: null, eventSeq: null, runId: null },
})
