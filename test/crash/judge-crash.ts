import { replay } from '../../src-main/engine/replay.ts'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import { judgeLog } from '../engine/log-judge.ts'
import { openTestStore } from '../support/engine.ts'
import type { Killed } from './kills.ts'
import { costOf, projectId } from './plan.ts'

interface Options {
  readonly dataDir: string
  readonly copyDir: string
  readonly diary: readonly string[]
  readonly killed: Killed
}

type Store = ReturnType<typeof openTestStore>

export interface CrashVerdict {
  readonly faults: string[]
  readonly done: number
  readonly counts: Record<string, number>
}

/** Finds lost, repeated and miscounted work by comparing the diary, the acknowledged answers and the database. */
export function judgeCrash({ dataDir, copyDir, diary, killed }: Options): CrashVerdict {
  const store = openTestStore(dataDir)
  const faults: string[] = []
  const expect = (isSo: boolean, what: string) => void (isSo || faults.push(what))
  expect(
    killed.code === 0 && killed.errors === '',
    `the last start ended with ${killed.code}: ${killed.errors}`,
  )
  expect(store.db.pragma('integrity_check', { simple: true }) === 'ok', 'integrity_check')
  const events = store.events.listAfter(0, 10_000_000)
  faults.push(...judgeLog(events, { global: 1000 }).slice(0, 20))
  const done = judgeDiary(diary, expect)
  for (const line of diary.filter((each) => each.startsWith('accepted '))) {
    const status = store.runs.find(line.slice('accepted '.length))?.status
    expect(status === 'done', `P1 ${line} is ${status ?? 'lost'}`)
  }
  judgeAnswers(store, killed, expect)
  judgeRuns(store, diary, expect)
  const copy = openTestStore(copyDir)
  replay(store, copy)
  const [tables, replayed] = [store.dumpProjections(), copy.dumpProjections()]
  for (const [name, rows] of Object.entries(tables)) expect(replayed[name] === rows, `E8 replayed ${name}`)
  const count = (word: string) => diary.filter((line) => line.startsWith(`${word} `)).length
  const interrupted = events.filter(({ body }) => body.type === 'attempt.interrupted').length
  copy.close()
  store.close()
  const counts = {
    starts: count('start'),
    effects: count('effect'),
    interrupted,
    answers: killed.answered.size,
    runs: count('accepted'),
  }
  return { faults, done, counts }
}

type Expect = (isSo: boolean, what: string) => void

/** P2: after the app shows a task as done, no attempt at the task starts again. Returns the number of shown tasks. */
function judgeDiary(diary: readonly string[], expect: Expect): number {
  const shown = new Set<string>()
  for (const line of diary) {
    const [word, what = ''] = line.split(' ')
    if (word === 'shown') shown.add(what)
    if (word === 'start')
      expect(!shown.has(what.slice(0, what.lastIndexOf('#'))), `P2 ${line} after it was shown as done`)
  }
  return shown.size
}

function judgeAnswers(store: Store, { answered }: Killed, expect: Expect): void {
  for (const [id, answer] of answered) {
    const kept = store.approvals.find(id)?.answer ?? 'lost'
    expect(kept === answer, `the answer ${answer} to ${id} was acknowledged and is ${kept}`)
  }
}

/** Each task is done once, and the spending equals the cost of the effects, to the minor unit (E5). */
function judgeRuns(store: Store, diary: readonly string[], expect: Expect): void {
  const effects = new Set(
    diary.flatMap((line) => (line.startsWith('effect ') ? [line.slice('effect '.length)] : [])),
  )
  let spent = 0
  for (const run of store.runs.listNewest(500)) {
    expect(isRunOver(run.status), `${run.id} is ${run.status} at the end`)
    for (const { definition } of store.tasks.listOfRun(run.id)) {
      const attempts = store.attempts.listOfTask(run.id, definition.key)
      const last = attempts.at(-1)
      expect(
        attempts.filter(({ status }) => status === 'done').length === 1,
        `${run.id}/${definition.key} is not done once`,
      )
      expect(
        last?.status === 'done' && effects.has(`${run.id}/${definition.key}#${last.number}`),
        `${definition.key} is done without its effect`,
      )
      expect(
        last?.spent?.amountMinor === costOf(definition.key),
        `E5 ${run.id}/${definition.key} did not cost what its effect did`,
      )
      for (const attempt of attempts) spent += (attempt.spent ?? attempt.reserved)?.amountMinor ?? 0
    }
  }
  const account = store.budgets.listAccounts().find(({ key }) => key === `project:${projectId}`)
  expect(
    account?.settledMinor === spent,
    `E5 the account says ${account?.settledMinor}, its attempts ${spent}`,
  )
  expect(account?.reservedMinor === 0, `E5 ${account?.reservedMinor} are held at the end`)
}
