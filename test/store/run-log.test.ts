import { describe, expect, it, onTestFinished } from 'vitest'
import { type LogPlace, searchedAtOnce } from '../../src-shared/contract/runs/run-log.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

function openLog(
  lines: readonly (readonly [task: string, level: 'info' | 'warn' | 'error', text: string])[],
) {
  const store = openTestStore(createTempDir())
  const { db } = store
  onTestFinished(store.close)
  db.pragma('foreign_keys = OFF')
  store.transact(() => {
    for (const [at, [taskKey, level, text]] of lines.entries()) {
      const seq = Math.floor(at / 2) + 1
      store.logLines.add({ runId: 'run_1', seq, line: at % 2, at, taskKey, attempt: 1, level, text })
    }
  })
  return { db, pages: store.logPages, searchLog: store.searchLog }
}
const all = { runId: 'run_1', taskKey: null, attempt: null, level: 'info' } as const
const few = [
  ['a', 'info', 'starts'],
  ['a', 'warn', 'slow: 50% of it'],
  ['b', 'error', 'Timeout of everything'],
  ['a', 'info', 'ends'],
] as const

describe('the log of a run', () => {
  it('is read by line numbers, by task and by level', () => {
    const { pages } = openLog(few)
    expect(pages.list(all, { from: 1, limit: 2 }).map(({ text }) => text)).toEqual([
      'slow: 50% of it',
      'Timeout of everything',
    ])
    expect(pages.measure(all)).toEqual({ count: 4, seq: 2 })
    expect(pages.measure({ ...all, taskKey: 'a' })).toEqual({ count: 3, seq: 2 })
    expect(pages.list({ ...all, level: 'warn' }, { from: 0, limit: 9 }).map(({ level }) => level)).toEqual([
      'warn',
      'error',
    ])
    expect(pages.measure({ ...all, attempt: 2 })).toEqual({ count: 0, seq: 0 })
  })

  it('knows the number of a line, and of the next visible one', () => {
    const { pages } = openLog(few)
    const place = { seq: 2, line: 1 }
    expect(pages.countBefore(all, place)).toBe(3)
    expect(pages.findNearest({ ...all, level: 'error' }, { seq: 1, line: 0 })).toEqual({ seq: 2, line: 0 })
    expect(pages.findFirstError(all)).toEqual({ seq: 2, line: 0 })
    expect(pages.findFirstError({ ...all, taskKey: 'a' })).toBeNull()
  })

  it('returns the beginning of a long line, and the complete line on request', () => {
    const { pages } = openLog([['a', 'info', 'x'.repeat(30_000)]])
    const [line] = pages.list(all, { from: 0, limit: 1 })
    expect([line?.text.length, line?.length]).toEqual([10_000, 30_000])
    expect(pages.find('run_1', { seq: 1, line: 0 })?.text.length).toBe(30_000)
  })

  it('is searched for a literal text in any case', () => {
    const { searchLog } = openLog(few)
    const search = (text: string) => searchLog(all, { text, after: null, limit: 10 })
    expect(search('timeout')).toEqual({ matches: [{ seq: 2, line: 0 }], count: 1, next: null })
    expect(search('50%').count).toBe(1)
    expect(search('5_%').count).toBe(0)
  })

  it('is searched in parts, each with the start of the next and the number of its matches', () => {
    const many = Array.from({ length: searchedAtOnce + 10 }, (_, at) => ['a', 'info', `line ${at}`] as const)
    const { searchLog } = openLog(many)
    const first = searchLog(all, { text: 'line', after: null, limit: 3 })
    expect(first.matches).toHaveLength(3)
    expect(first.count).toBe(searchedAtOnce)
    const second = searchLog(all, { text: 'line', after: first.next, limit: 3 })
    expect([second.count, second.next]).toEqual([10, null])
    const more = searchLog(all, { text: 'line', after: first.matches.at(-1) ?? null, limit: 2 })
    expect(more.matches).toEqual([
      { seq: 2, line: 1 },
      { seq: 3, line: 0 },
    ])
  })

  it('is searched in parts of the same length with a filter to few lines', () => {
    const many = Array.from({ length: searchedAtOnce }, (_, at) => ['a', 'info', `line ${at}`] as const)
    const { searchLog } = openLog([...many, ['b', 'error', 'line of b']])
    const search = (after: LogPlace | null) =>
      searchLog({ ...all, taskKey: 'b', level: 'error' }, { text: 'line', after, limit: 3 })
    const first = search(null)
    expect([first.count, first.next]).toEqual([0, { seq: searchedAtOnce / 2, line: 1 }])
    expect(search(first.next)).toEqual({
      matches: [{ seq: searchedAtOnce / 2 + 1, line: 0 }],
      count: 1,
      next: null,
    })
  })

  it('counts all matches of a part, for one or many pages', () => {
    const many = Array.from({ length: 3000 }, (_, at) => ['a', 'info', `line ${at}`] as const)
    const { searchLog } = openLog(many)
    const search = (text: string) => searchLog(all, { text, after: null, limit: 5 })
    expect([search('line 29').count, search('line 29').matches.length]).toEqual([111, 5])
    expect([search('line').count, search('line').matches.length]).toEqual([3000, 5])
  })

  it('is searched again from the end of a part, including new lines', () => {
    const many = Array.from({ length: searchedAtOnce }, (_, at) => ['a', 'info', `line ${at}`] as const)
    const { db, searchLog } = openLog(many)
    const search = (after: LogPlace | null) => searchLog(all, { text: 'late', after, limit: 5 })
    const { next } = search(null)
    const add = db.prepare(
      "INSERT INTO log_lines (run_id, seq, line, at, task_key, attempt, level, text) VALUES ('run_1', ?, 0, 1, 'a', 1, 'info', 'late')",
    )
    add.run(searchedAtOnce)
    expect([search(null).count, search(null).next]).toEqual([0, next])
    expect(search(next).count).toBe(1)
    add.run(searchedAtOnce + 1)
    expect(search(next).count).toBe(2)
  })
})
