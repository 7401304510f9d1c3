import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../../src-main/store/log/chain.ts'
import { checkTail } from '../../src-main/store/log/verify-log.ts'
import { addEndedRun, eventOf, eventsOf, storeWithLog, type TestStore, verify } from './log.ts'

const length = 24
const seed = Number(process.env.SWITCHYARD_SEED ?? Date.now() % 2_147_483_647)
const edits = Number(process.env.SWITCHYARD_EDITS ?? 1000)

/** Two compacted runs, followed by further events. */
function preparedStore(): TestStore {
  const store = storeWithLog(length - 4)
  store.db.pragma('synchronous = OFF')
  addEndedRun(store, 'run_1', 5)
  store.compactions.compact('run_1', 7)
  addEndedRun(store, 'run_2', 6)
  store.compactions.compact('run_2', 8)
  store.events.appendAll(eventsOf(length - 3, length))
  return store
}

const anySeq = fc.integer({ min: 1, max: length })
const textColumns = ['type', 'run_id', 'task_key', 'command_id', 'body', 'hash', 'body_hash'] as const
const pick = fc.nat(1_000_000)

const edit = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    seq: anySeq,
    column: fc.constantFrom(...textColumns),
    pick,
  }),
  fc.record({ kind: fc.constant('flip body' as const), seq: anySeq, pick }),
  fc.record({ kind: fc.constant('shift' as const), seq: anySeq, by: fc.integer({ min: -40, max: 40 }) }),
  fc.record({ kind: fc.constant('renumber' as const), seq: anySeq, bit: fc.integer({ min: 5, max: 50 }) }),
  fc.record({ kind: fc.constant('delete' as const), seq: anySeq }),
  fc.record({ kind: fc.constant('cut' as const), seq: anySeq }),
  fc.record({ kind: fc.constant('insert' as const), seq: anySeq, to: fc.constantFrom(-3, 0, length + 1) }),
  fc.record({ kind: fc.constant('swap' as const), seq: anySeq, other: anySeq, whole: fc.boolean() }),
  fc.record({
    kind: fc.constant('clear' as const),
    seq: anySeq,
    column: fc.constantFrom('hash', 'body_hash', 'compaction', 'run_id', 'task_key'),
  }),
  fc.record({ kind: fc.constant('disguise' as const), seq: anySeq, compaction: fc.constantFrom(1, 2, 3) }),
  fc.record({ kind: fc.constant('head' as const), column: fc.constantFrom('hash', 'compaction_hash'), pick }),
  fc.record({ kind: fc.constant('head seq' as const), by: fc.integer({ min: -30, max: 30 }) }),
  fc.record({ kind: fc.constant('no head' as const) }),
  fc.record({
    kind: fc.constant('record' as const),
    id: fc.constantFrom(1, 2),
    column: fc.constantFrom('at', 'events', 'lines', 'bytes'),
  }),
  fc.record({ kind: fc.constant('no record' as const), id: fc.constantFrom(1, 2) }),
)
type Edit = typeof edit extends fc.Arbitrary<infer Each> ? Each : never

/** False if the edit changes nothing. */
function make({ db }: TestStore, each: Edit): boolean {
  const run = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values).changes > 0
  const flip = (table: string, column: string, where: string, by: number) => {
    const cell = db.prepare(`SELECT CAST(${column} AS BLOB) FROM ${table} WHERE ${where}`).pluck().get()
    if (!Buffer.isBuffer(cell) || cell.length === 0) return false
    const bit = by % (cell.length * 8)
    cell.writeUInt8(cell.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    return run(`UPDATE ${table} SET ${column} = CAST(? AS TEXT) WHERE ${where}`, cell)
  }
  switch (each.kind) {
    case 'flip':
      return flip('events', each.column, `seq = ${each.seq}`, each.pick)
    case 'flip body':
      return flip('events', 'body', `seq = ${each.seq}`, each.pick)
    case 'shift':
      return each.by !== 0 && run('UPDATE events SET at = at + ? WHERE seq = ?', each.by, each.seq)
    case 'renumber':
      return run('UPDATE events SET seq = seq + ? WHERE seq = ?', 2 ** each.bit, each.seq)
    case 'delete':
      return run('DELETE FROM events WHERE seq = ?', each.seq)
    case 'cut':
      return run('DELETE FROM events WHERE seq >= ?', each.seq)
    case 'insert':
      return run(
        `INSERT INTO events SELECT ?, at, type, run_id, task_key, command_id, body, hash, body_hash, compaction
         FROM events WHERE seq = ?`,
        each.to,
        each.seq,
      )
    case 'swap':
      return swap(db, each)
    case 'clear':
      return run(
        `UPDATE events SET ${each.column} = NULL WHERE seq = ? AND ${each.column} IS NOT NULL`,
        each.seq,
      )
    case 'disguise':
      // Changes the body of an entry as a compaction would. The chain alone would not detect this.
      return disguise(db, each)
    case 'head':
      return flip('audit_head', each.column, 'id = 1', each.pick)
    case 'head seq':
      return each.by !== 0 && run('UPDATE audit_head SET seq = seq + ?', each.by)
    case 'no head':
      return run('DELETE FROM audit_head')
    case 'record':
      return run(`UPDATE compactions SET ${each.column} = ${each.column} + 1 WHERE id = ?`, each.id)
    case 'no record':
      return run('DELETE FROM compactions WHERE id = ?', each.id)
  }
}

function swap(db: TestStore['db'], { seq, other, whole }: Extract<Edit, { kind: 'swap' }>): boolean {
  if (seq === other) return false
  if (whole) {
    db.prepare('UPDATE events SET seq = -1000 WHERE seq = ?').run(seq)
    db.prepare('UPDATE events SET seq = ? WHERE seq = ?').run(seq, other)
    db.prepare('UPDATE events SET seq = ? WHERE seq = -1000').run(other)
    return true
  }
  const bodyOf = (of: number) => String(db.prepare('SELECT body FROM events WHERE seq = ?').pluck().get(of))
  const [one, two] = [bodyOf(seq), bodyOf(other)]
  db.prepare('UPDATE events SET body = ? WHERE seq = ?').run(two, seq)
  db.prepare('UPDATE events SET body = ? WHERE seq = ?').run(one, other)
  return one !== two
}

function disguise(db: TestStore['db'], { seq, compaction }: Extract<Edit, { kind: 'disguise' }>): boolean {
  const row = db
    .prepare<[number], { body: string; compaction: number | null }>(
      'SELECT body, compaction FROM events WHERE seq = ?',
    )
    .get(seq)
  if (row === undefined) return false
  if (row.compaction !== null)
    return db.prepare('UPDATE events SET body = ? WHERE seq = ?').run('{}', seq).changes > 0
  const bodyHash = sha256Of(row.body)
  db.prepare('UPDATE events SET body = ?, body_hash = ?, compaction = ? WHERE seq = ?').run(
    '{}',
    bodyHash,
    compaction,
    seq,
  )
  return true
}

describe('the integrity check (A13)', () => {
  it(`finds all ${edits} single edits (SWITCHYARD_SEED=${seed})`, async () => {
    const store = preparedStore()
    expect(await verify(store)).toMatchObject({ ok: true, entries: length, firstBad: null })
    let made = 0
    const kinds = new Set<string>()
    const property = fc.asyncProperty(edit, async (each) => {
      store.db.exec('SAVEPOINT before')
      const isMade = make(store, each)
      const { ok, firstBad } = await verify(store)
      store.db.exec('ROLLBACK TO before; RELEASE before')
      fc.pre(isMade)
      made += 1
      kinds.add(each.kind)
      expect({ ok, isNamed: firstBad !== null }).toEqual({ ok: false, isNamed: true })
    })
    await fc.assert(property, { seed, numRuns: edits })
    expect(made).toBe(edits)
    expect(kinds.size).toBe(15)
    expect(await verify(store)).toMatchObject({ ok: true })
    store.close()
  }, 60_000)

  it('finds every flipped bit of a body', async () => {
    const store = storeWithLog(3)
    const body = store.db.prepare('SELECT CAST(body AS BLOB) FROM events WHERE seq = 2').pluck().get()
    if (!Buffer.isBuffer(body)) throw new Error('A body is not there')
    const update = store.db.prepare('UPDATE events SET body = CAST(? AS TEXT) WHERE seq = 2')
    store.db.pragma('synchronous = OFF')
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const turned = Buffer.from(body)
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      update.run(turned)
      expect((await verify(store)).firstBad?.seq, `bit ${bit}`).toBe(2)
    }
    store.close()
  })

  const damages: Record<string, [sql: string, seq: number, problem: RegExp]> = {
    'an edited body': [
      "UPDATE events SET body = replace(body, 'line', 'lime') WHERE seq = 5",
      5,
      /Entry 5 \(.*\) was changed: its hash does not match/,
    ],
    'an event that is gone': [
      'DELETE FROM events WHERE seq = 4',
      4,
      /Entry 4 is missing\. The next entry is 5/,
    ],
    'the first event gone': ['DELETE FROM events WHERE seq = 1', 1, /Entry 1 is missing/],
    'the end cut off': [
      'DELETE FROM events WHERE seq > 6',
      7,
      /ends at entry 6, and its chain head is entry 9/,
    ],
    'everything gone': ['DELETE FROM events', 1, /ends at entry 0, and its chain head is entry 9/],
    'an event too many at the end': [
      'INSERT INTO events (seq, at, type, command_id, body) VALUES (10, 1, "x", "y", "{}")',
      10,
      /no hash/,
    ],
    'an event before the first': [
      'INSERT INTO events (seq, at, type, command_id, body) VALUES (0, 1, "x", "y", "{}")',
      0,
      /before the first/,
    ],
    'an event from which the hash was taken': ['UPDATE events SET hash = NULL WHERE seq = 3', 3, /no hash/],
    'another head': [
      "UPDATE audit_head SET hash = replace(hash, substr(hash, 1, 4), 'face')",
      9,
      /Entry 9 does not match the chain head/,
    ],
    'no head': ['DELETE FROM audit_head', 9, /chain head is missing/],
  }

  it.each(Object.entries(damages))('names %s', async (_, [sql, seq, problem]) => {
    const store = storeWithLog(9)
    store.db.exec(sql.replaceAll('"', "'"))
    const { ok, firstBad } = await verify(store)
    expect(ok).toBe(false)
    expect(firstBad).toEqual({ seq, problem: expect.stringMatching(problem) })
    store.close()
  })

  it('finds bytes that decode to the same text', async () => {
    const store = storeWithLog(2)
    store.events.append(eventOf(3, 'what is \ufffd this'))
    expect((await verify(store)).ok).toBe(true)
    const body = store.db.prepare('SELECT body FROM events WHERE seq = 3').pluck()
    const text = String(body.get())
    // SQLite also reads the first two bytes of U+FFFD as U+FFFD.
    const cut = Buffer.from(Buffer.from(text).toString('hex').replace('efbfbd', 'efbf'), 'hex')
    store.db.prepare('UPDATE events SET body = CAST(? AS TEXT) WHERE seq = 3').run(cut)
    expect(body.get()).toBe(text)
    expect((await verify(store)).firstBad).toMatchObject({
      seq: 3,
      problem: expect.stringMatching(/not valid UTF-8/),
    })
    store.close()
  })

  it('reports the last intact entry', async () => {
    const store = storeWithLog(9)
    const hash = store.audit.findHash(4)
    store.db.exec('UPDATE events SET at = at + 1 WHERE seq IN (5, 7)')
    expect(await verify(store)).toMatchObject({ entries: 5, head: { seq: 4, hash }, firstBad: { seq: 5 } })
    store.close()
  })

  it('finds a log that was rewritten from an entry on, through an earlier note', async () => {
    const store = storeWithLog(6)
    const hash = store.audit.findHash(6) ?? ''
    const note = { file: 'audit-head.json', head: { seq: 6, hash, at: 0 } }
    expect((await verify(store, [note])).ok).toBe(true)
    store.db.exec('DELETE FROM events WHERE seq > 3')
    store.events.appendAll(eventsOf(4, 5))
    expect((await verify(store)).ok).toBe(true)
    expect((await verify(store, [note])).firstBad).toMatchObject({
      seq: 6,
      problem: expect.stringMatching(/ends at entry 5, but .* recorded entry 6 at .*restored a backup/),
    })
    store.events.appendAll(eventsOf(6, 9).map((event) => ({ ...event, at: 1 })))
    expect((await verify(store, [note])).firstBad).toMatchObject({
      seq: 6,
      problem: expect.stringContaining('audit-head.json'),
    })
    store.close()
  })

  it('finds nothing in an empty log', async () => {
    const store = storeWithLog(0)
    expect(await verify(store)).toMatchObject({ ok: true, entries: 0, head: { seq: 0 } })
    store.close()
  })
})

describe('the check at every start', () => {
  it('finds nothing in an intact log of any length', () => {
    for (const count of [0, 1, 999, 1000, 1001, 2500]) {
      const store = storeWithLog(count)
      expect(checkTail(store.audit), String(count)).toEqual({ end: null, entry: null })
      store.close()
    }
  })

  it('distinguishes a missing end from a changed entry', () => {
    const store = storeWithLog(1200)
    store.db.exec('UPDATE events SET at = 1 WHERE seq = 800')
    expect(checkTail(store.audit)).toMatchObject({ end: null, entry: { seq: 800 } })
    store.db.exec('DELETE FROM events WHERE seq > 1100')
    expect(checkTail(store.audit)).toMatchObject({ end: { seq: 1101 }, entry: { seq: 800 } })
    store.db.exec('DELETE FROM events')
    expect(checkTail(store.audit)).toMatchObject({ end: { seq: 1 }, entry: null })
    store.close()
  })
})
