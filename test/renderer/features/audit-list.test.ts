import { describe, expect, it } from 'vitest'
import type { AuditEntry } from '#shared/model/audit-entry.ts'
import { parseAuditSearch } from '../../../src-renderer/features/audit/audit-search.ts'
import { sentenceOf } from '../../../src-renderer/features/audit/event-words.ts'
import { afterNewer, afterOlder, emptyList } from '../../../src-renderer/features/audit/use-audit-log.ts'

const entryOf = (seq: number): AuditEntry => ({
  seq,
  at: seq,
  type: 'run.paused',
  actor: { kind: 'request', name: null },
  runId: null,
  taskKey: null,
  commandId: 'c',
  hash: null,
  facts: {},
})
const seqs = ({ entries }: { entries: readonly AuditEntry[] }) => entries.map(({ seq }) => seq)

describe('a loaded part of the log', () => {
  it('grows at both ends and knows its continuations', () => {
    const first = afterOlder(emptyList, { entries: [9, 8].map(entryOf), next: 8, through: 10 })
    expect(first).toMatchObject({ older: 8, newer: 10, isRead: true })
    const longer = afterOlder(first, { entries: [entryOf(3)], next: null, through: 7 })
    expect(seqs(longer)).toEqual([9, 8, 3])
    expect(longer).toMatchObject({ older: null, newer: 10 })
    const newer = afterNewer(longer, { entries: [entryOf(12)], next: null, through: 14 })
    expect(seqs(newer)).toEqual([12, 9, 8, 3])
    expect(newer.newer).toBe(14)
  })

  it('is empty only when a page confirms it, not during a search', () => {
    expect(afterOlder(emptyList, { entries: [], next: 50, through: 99 }).isRead).toBe(false)
    expect(afterOlder(emptyList, { entries: [], next: null, through: 99 }).isRead).toBe(true)
  })
})

describe('the address of the audit', () => {
  it('accepts a query and an entry, and drops other parameters', () => {
    expect(parseAuditSearch({ q: 'x', seq: '12' })).toEqual({ q: 'x', seq: '12' })
    expect(parseAuditSearch({ q: '', seq: '0' })).toEqual({})
    expect(parseAuditSearch({ seq: '1e9', q: 4 })).toEqual({})
  })
})

describe('the text of an entry', () => {
  it("describes the event, and falls back to the event's name", () => {
    expect(sentenceOf({ type: 'approval.answered', facts: { answer: 'reject', note: 'too dear' } })).toBe(
      'Rejected “too dear”',
    )
    expect(sentenceOf({ type: 'tasks.added', facts: { tasksCount: 1 } })).toBe('1 task added')
    expect(sentenceOf({ type: 'thing.new', facts: { a: 1, b: 'x' } })).toBe('thing.new · a 1 · b x')
  })
})
