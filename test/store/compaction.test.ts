import { describe, expect, it } from 'vitest'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { addEndedRun, eventOf, eventsOf, restarted, storeWithLog, type TestStore, verify } from './log.ts'

const at = 100

/** Nine events of two runs that ended at 10 and 20. */
function storeWithRuns(): TestStore {
  const store = storeWithLog(9)
  addEndedRun(store, 'run_1', 10)
  addEndedRun(store, 'run_2', 20)
  return store
}

const bodyAt = ({ db }: TestStore, seq: number): Record<string, unknown> =>
  JSON.parse(String(db.prepare('SELECT body FROM events WHERE seq = ?').pluck().get(seq)))
const links = ({ db }: TestStore) => db.prepare('SELECT seq, hash FROM events ORDER BY seq').all()

describe('compacting a run', () => {
  it('drops its log lines and keeps every entry, with its other columns and hash', async () => {
    const store = storeWithRuns()
    const [before, head] = [links(store), store.audit.readHead()]
    const { lines: _gone, ...kept } = bodyAt(store, 1)
    expect(store.compactions.compact('run_1', at)).toMatchObject({ runId: 'run_1', events: 6, lines: 6 })
    expect(bodyAt(store, 1)).toEqual({ ...kept, lines: [], dropped: { bytes: expect.any(Number) } })
    expect(bodyAt(store, 3)).toHaveProperty('lines.0.text')
    expect(links(store)).toEqual(before)
    expect(store.audit.readHead()).toMatchObject({ seq: head?.seq, hash: head?.hash })
    expect(await verify(store)).toMatchObject({ ok: true, entries: 9 })
    store.close()
  })

  it('leaves a log that continues, and an earlier noted head stays valid', async () => {
    const store = storeWithRuns()
    const note = { file: 'audit-head.json', head: { seq: 9, hash: store.audit.findHash(9) ?? '', at: 0 } }
    store.compactions.compact('run_1', at)
    restarted(store).appendAll(eventsOf(10, 12))
    store.compactions.compact('run_2', at + 1)
    expect(await verify(store, [note])).toMatchObject({ ok: true, entries: 12 })
    store.close()
  })

  it('drops a result of more than 64 KiB from the log and the tables, and keeps smaller ones', async () => {
    const store = openTestStore(createTempDir())
    addEndedRun(store, 'run_1', 10)
    const finished = (seq: number, text: string) => {
      const { body, ...event } = eventOf(seq)
      const result = { text, data: null }
      const about = { runId: 'run_1', taskKey: `t${seq}`, attemptId: `run_1/t${seq}#1` }
      const named = JSON.parse(JSON.stringify({ type: 'attempt.finished', ...about, result }))
      store.events.append({ ...event, body: named })
      const columns = 'run_id, task_key, number, agent_id, status, started_at, ended_at, result'
      store.db
        .prepare(`INSERT INTO attempts (${columns}) VALUES ('run_1', ?, 1, 'ann', 'done', 1, 2, ?)`)
        .run(`t${seq}`, JSON.stringify(result))
      return body
    }
    finished(1, 'x'.repeat(70_000))
    finished(2, 'y'.repeat(60_000))
    expect(store.compactions.compact('run_1', at)).toMatchObject({ events: 1, lines: 0 })
    const [large, small] = store.attempts
      .listOfTask('run_1', 't1')
      .concat(store.attempts.listOfTask('run_1', 't2'))
    expect(large?.result?.text).toMatch(
      /^\[Removed by a compaction: \d+ bytes, SHA-256 of the event [0-9a-f]{64}\]$/,
    )
    expect(large?.result).toEqual(bodyAt(store, 1).result)
    expect(small?.result?.text).toHaveLength(60_000)
    expect(await verify(store)).toMatchObject({ ok: true })
    store.close()
  })

  it('keeps the model of a paid dropped result', () => {
    const store = openTestStore(createTempDir())
    addEndedRun(store, 'run_1', 10)
    const { body: _, ...event } = eventOf(1)
    const result = { text: 'x'.repeat(70_000), data: { model: 'openai/m', turns: 3 } }
    const about = { runId: 'run_1', taskKey: 't', attemptId: 'run_1/t#1' }
    store.events.append({
      ...event,
      body: JSON.parse(JSON.stringify({ type: 'attempt.finished', ...about, result })),
    })
    store.compactions.compact('run_1', at)
    expect(bodyAt(store, 1)).toMatchObject({ result: { data: { model: 'openai/m' } } })
    expect(bodyAt(store, 1)).not.toHaveProperty('result.data.turns')
    store.close()
  })

  it('happens once, and skips a run without large data', () => {
    const store = storeWithRuns()
    addEndedRun(store, 'run_3', 5)
    expect(store.compactions.listEndedBefore(15)).toEqual(['run_3', 'run_1'])
    expect(store.compactions.compact('run_3', at)).toBeNull()
    expect(store.compactions.compact('run_1', at)).not.toBeNull()
    expect(store.compactions.listEndedBefore(21)).toEqual(['run_3', 'run_2'])
    store.close()
  })

  it('can be previewed without changes', () => {
    const store = storeWithRuns()
    const before = store.db.prepare('SELECT * FROM events').all()
    const weighed = store.compactions.weigh('run_1')
    expect(store.db.prepare('SELECT * FROM events').all()).toEqual(before)
    expect(store.compactions.compact('run_1', at)).toEqual(weighed)
    store.close()
  })

  it('does not hide an edit of the rest, or an edit disguised as a compaction', async () => {
    const store = storeWithRuns()
    store.compactions.compact('run_1', at)
    store.db.exec('SAVEPOINT before')
    for (const edit of [
      `UPDATE events SET body = replace(body, '"bytes"', '"bites"') WHERE seq = 4`,
      `UPDATE events SET body_hash = NULL, compaction = NULL WHERE seq = 4`,
      `UPDATE events SET body_hash = (SELECT body_hash FROM events WHERE seq = 5) WHERE seq = 4`,
      `DELETE FROM compactions`,
      `UPDATE compactions SET at = at + 1`,
      `UPDATE compactions SET digest = replace(digest, substr(digest, 1, 3), 'abc')`,
    ]) {
      store.db.exec(edit)
      expect((await verify(store)).ok, edit).toBe(false)
      store.db.exec('ROLLBACK TO before')
    }
    expect((await verify(store)).ok).toBe(true)
    store.close()
  })
})
