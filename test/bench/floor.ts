import { setImmediate as nextTurn } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { describe, type Graph, keyOf } from './graphs.ts'
import type { Step } from './order.ts'
import { doWork, type Workload } from './workloads.ts'

/**
 * The minimum cost of durable execution: SQLite without an engine. Each task has three transitions (ready, running,
 * succeeded). A transition updates the task's row and appends an event with the same payload as in the app. A loop
 * turn is one transaction for all tasks that ended, became ready or start. Counters of unmet dependencies are in
 * memory.
 */
const schema = `
CREATE TABLE IF NOT EXISTS tasks (id INTEGER PRIMARY KEY, key TEXT NOT NULL, status TEXT NOT NULL,
  definition TEXT NOT NULL, changed_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, task INTEGER NOT NULL,
  status TEXT NOT NULL, body TEXT NOT NULL) STRICT;
`

/** As long as the app's run ids. */
const runId = 'run_01939f7e-3b5a-7cc1-8d2f-3a5b7c9d1e2f'

export type FloorDatabase = Database.Database
export type FloorStatus = 'blocked' | 'ready' | 'running' | 'succeeded'

export function openFloor(file: string): FloorDatabase {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(schema)
  return db
}

export function insertTasks(db: FloorDatabase, graph: Graph): void {
  const insert = db.prepare('INSERT INTO tasks VALUES (?, ?, ?, ?, ?)')
  const insertAll = db.transaction(() => {
    for (const [index, dependsOn] of graph.entries()) {
      const key = keyOf(index)
      const definition = {
        key,
        kind: 'task',
        title: `Task ${key}`,
        description: describe(index),
        requiredSkills: [],
        dependsOn: dependsOn.map(keyOf),
        parent: null,
        priority: 'medium',
        dueAt: null,
        tags: [],
        requiresApproval: false,
      }
      insert.run(index, key, 'blocked', JSON.stringify(definition), Date.now())
    }
  })
  insertAll.immediate()
}

interface Counters {
  /** Number of unfinished dependencies, by task. */
  readonly unmet: number[]
  readonly dependents: number[][]
}

function countUnmet(graph: Graph): Counters {
  const dependents: number[][] = graph.map(() => [])
  for (const [index, dependsOn] of graph.entries())
    for (const from of dependsOn) dependents[from]?.push(index)
  return { unmet: graph.map(({ length }) => length), dependents }
}

/** Loads the rows of a run that has not started into the in-memory graph of `runFloor`. */
export function reloadGraph(db: FloorDatabase): Counters {
  const rows = db
    .prepare<[], { status: string; definition: string }>('SELECT status, definition FROM tasks ORDER BY id')
    .all()
  const definitions: { key: string; dependsOn: string[] }[] = rows.map(({ definition }) =>
    JSON.parse(definition),
  )
  const indexOf = new Map(definitions.map(({ key }, index) => [key, index]))
  return countUnmet(definitions.map(({ dependsOn }) => dependsOn.flatMap((key) => indexOf.get(key) ?? [])))
}

export const readStatuses = (db: FloorDatabase): FloorStatus[] =>
  db
    .prepare<[], { status: FloorStatus }>('SELECT status FROM tasks ORDER BY id')
    .all()
    .map(({ status }) => status)

export interface FloorOptions {
  /** Statuses after a crash. A running task runs again. */
  readonly statuses?: readonly FloorStatus[]
  /** Called after each commit with the number of finished tasks. */
  readonly onTurn?: (done: number) => void
}

/** Runs all unfinished tasks of the workload. Their rows must exist. */
export async function runFloor(
  db: FloorDatabase,
  { graph, concurrency, work }: Workload,
  { statuses, onTurn }: FloorOptions = {},
): Promise<void> {
  const queue = createQueue(db, graph)
  let running: { index: number; text: string }[] = []
  const turn = db.transaction((isFirst: boolean) => {
    if (isFirst) queue.begin(statuses)
    for (const { index, text } of running) queue.finish(index, text)
    return queue.start(concurrency)
  })
  for (let isFirst = true; queue.done() < graph.length; isFirst = false) {
    const started = turn.immediate(isFirst)
    onTurn?.(queue.done())
    running = started.map((index) => ({ index, text: doWork(work) }))
    await nextTurn()
  }
}

function createQueue(db: FloorDatabase, graph: Graph) {
  const { unmet, dependents } = countUnmet(graph)
  const move = createMove(db)
  const ready: number[] = []
  let taken = 0
  let done = 0
  const aboutAttempt = (index: number) => ({
    runId,
    taskKey: keyOf(index),
    attemptId: `${runId}/${keyOf(index)}#1`,
  })
  const free = (index: number) => {
    move(index, 'ready', { type: 'task.ready', runId, taskKey: keyOf(index) })
    ready.push(index)
  }
  const meetDependents = (index: number, onFree: (index: number) => void) => {
    done += 1
    for (const next of dependents[index] ?? []) {
      unmet[next] = (unmet[next] ?? 0) - 1
      if (unmet[next] === 0) onFree(next)
    }
  }
  return {
    done: () => done,
    begin(statuses: readonly FloorStatus[] = graph.map(() => 'blocked')) {
      for (const [index, status] of statuses.entries())
        if (status === 'succeeded') meetDependents(index, () => {})
      for (const [index, status] of statuses.entries()) {
        if (status === 'ready') ready.push(index)
        else if (status === 'running' || (status === 'blocked' && unmet[index] === 0)) free(index)
      }
    },
    finish(index: number, text: string) {
      const body = {
        type: 'attempt.finished',
        ...aboutAttempt(index),
        result: { text, data: null },
        review: false,
        spent: null,
      }
      move(index, 'succeeded', body)
      meetDependents(index, free)
    },
    start(limit: number): number[] {
      const started = ready.slice(taken, taken + limit)
      taken += started.length
      for (const index of started) move(index, 'running', startedBody(aboutAttempt(index)))
      return started
    },
  }
}

const startedBody = (about: object): object => ({
  type: 'attempt.started',
  ...about,
  agentId: 'ann',
  number: 1,
  reserved: null,
  leaseUntil: null,
})

/** A transition updates the row and appends the event. */
function createMove(db: FloorDatabase) {
  const update = db.prepare('UPDATE tasks SET status = ?, changed_at = ? WHERE id = ?')
  const append = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)')
  const last = db.prepare<[], { seq: number | null }>('SELECT max(seq) AS seq FROM events').get()
  let seq = last?.seq ?? 0
  return (index: number, status: FloorStatus, body: object) => {
    const at = Date.now()
    seq += 1
    update.run(status, at, index)
    append.run(seq, at, index, status, JSON.stringify(body))
  }
}

/** The order of a run according to the log of the baseline. */
export function readFloorSteps(db: FloorDatabase): Step[] {
  const rows = db
    .prepare<[], { task: number; status: FloorStatus }>('SELECT task, status FROM events ORDER BY seq')
    .all()
  const running = new Set<number>()
  return rows.flatMap(({ task, status }): Step[] => {
    if (status === 'ready') return running.delete(task) ? [{ type: 'stopped', index: task }] : []
    if (status === 'running') running.add(task)
    else running.delete(task)
    return [{ type: status === 'running' ? 'started' : 'ended', index: task }]
  })
}
