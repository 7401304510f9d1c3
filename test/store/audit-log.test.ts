import { describe, expect, it } from 'vitest'
import { auditFilterSchema } from '#shared/model/audit-entry.ts'
import { addEndedRun, storeWithLog } from './log.ts'

const filterOf = (given: object = {}) => auditFilterSchema.parse(given)

describe('reading the log', () => {
  it('returns newest entries first, in pages, each entry once, and equally in reverse', () => {
    const { auditLog, events } = storeWithLog(25)
    const down: number[] = []
    for (let below: number | null = null; ; ) {
      const { entries, next } = auditLog.older(filterOf(), { below, limit: 7 })
      down.push(...entries.map(({ seq }) => seq))
      if (next === null) break
      below = next
    }
    expect(down).toEqual(Array.from({ length: 25 }, (_, at) => 25 - at))
    const { entries, next } = auditLog.newer(filterOf(), { above: 20, limit: 3 })
    expect(entries.map(({ seq }) => seq)).toEqual([23, 22, 21])
    expect(next).toBe(23)
    expect(auditLog.newer(filterOf(), { above: events.lastSeq(), limit: 3 })).toEqual({
      entries: [],
      next: null,
      through: 25,
    })
  })

  it('is filtered by types and their families, runs, words and times', () => {
    const store = storeWithLog(10)
    addEndedRun(store, 'run_1', 5)
    const seqs = (given: object) =>
      store.auditLog.older(filterOf(given), { below: null, limit: 100 }).entries.map(({ type }) => type)
    const all = seqs({})
    const [type = ''] = all
    expect(seqs({ type: [type] })).toEqual(all.filter((each) => each === type))
    const family = type.split('.')[0] ?? ''
    expect(seqs({ type: [family] })).toEqual(all.filter((each) => each.startsWith(`${family}.`)))
    expect(seqs({ run: ['run_1'] }).length).toBeGreaterThan(0)
    expect(seqs({ run: ['run_none'] })).toEqual([])
    expect(seqs({ text: 'NOTHING LIKE IT' })).toEqual([])
    const { at } = store.auditLog.find(5) ?? { at: 0 }
    const { entries } = store.auditLog.older(filterOf({ to: at }), { below: null, limit: 100 })
    expect(entries.every((entry) => entry.at < at)).toBe(true)
  })

  it('shows an entry with invalid JSON', () => {
    const { auditLog, db } = storeWithLog(5)
    db.prepare("UPDATE events SET body = '{broken' WHERE seq = 3").run()
    expect(
      auditLog.older(filterOf({ text: 'broken', by: [] }), { below: null, limit: 9 }).entries,
    ).toHaveLength(1)
    expect(auditLog.older(filterOf({ by: ['Ann'] }), { below: null, limit: 9 }).entries).toEqual([])
    expect(auditLog.find(3)).toMatchObject({ body: '{broken', facts: {} })
  })
})
