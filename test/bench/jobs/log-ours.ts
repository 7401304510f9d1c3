import type { EventBody, StoredEvent } from '../../../src-shared/events.ts'
import { attemptId, type RunId } from '../../../src-shared/ids.ts'
import { keyOf } from '../graphs.ts'
import type { Facts, Job } from '../job.ts'
import { openOurStore } from '../ours.ts'

const atOnce = 50_000
const eventsOfTask = 3
const tasksOfRun = 1000

/** Creates a log with as many events as the job has tasks. All runs have ended. */
export async function runJob({ dir, tasks: events }: Job): Promise<Facts> {
  const store = openOurStore(dir)
  const first = store.events.lastSeq() + 1
  for (let from = first; from <= events; from += atOnce) {
    const length = Math.min(atOnce, events + 1 - from)
    const page = Array.from({ length }, (_, index) => eventOf(from + index))
    store.transact(() => store.events.appendAll(page))
  }
  store.close()
  return {}
}

const eventOf = (seq: number): StoredEvent => ({
  seq,
  at: seq,
  commandId: `command-${seq}`,
  body: bodyOf(seq),
})

/** Sizes similar to the events of a task: one short body, two bodies of about 200 bytes. */
function bodyOf(seq: number): EventBody {
  const task = Math.floor(seq / eventsOfTask)
  const run = String(Math.floor(task / tasksOfRun)).padStart(12, '0')
  const runId: RunId = `run_01939f7e-3b5a-7cc1-8d2f-${run}`
  const taskKey = keyOf(task % tasksOfRun)
  if (seq % eventsOfTask === 0) return { type: 'task.ready', runId, taskKey }
  const lines = [{ level: 'info', text: 'done' }] as const
  return { type: 'attempt.logged', runId, taskKey, attemptId: attemptId(runId, taskKey, 1), number: 1, lines }
}
