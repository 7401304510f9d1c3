import { describe, expect, it } from 'vitest'
import type { MemoryEntry } from '../../src-shared/model/memory.ts'
import { memoryFilterSchema } from '../../src-shared/model/memory-search.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'

const entryOf = (id: string, overrides: Partial<MemoryEntry> = {}): MemoryEntry => ({
  id: `mem_${id}`,
  agentId: 'ann',
  type: 'note',
  content: `content of ${id}`,
  tags: [],
  projectId: null,
  status: 'done',
  taskType: 'note',
  taskId: id,
  createdAt: 1000,
  taskKey: null,
  eventSeq: null,
  runId: null,
  ...overrides,
})

function memoryWith(...entries: MemoryEntry[]) {
  const { memory } = openTestStore(createTempDir())
  for (const entry of entries) memory.add(entry)
  const search = (words: string | string[], query: { before?: number; type?: string; limit?: number } = {}) =>
    memory
      .search({
        words: typeof words === 'string' ? words.split(' ') : words,
        before: query.before ?? Number.MAX_SAFE_INTEGER,
        type: query.type ?? null,
        limit: query.limit ?? 100,
      })
      .map(({ taskId }) => taskId)
  return { memory, search }
}

describe('searching memory', () => {
  const library = () =>
    memoryWith(
      entryOf('apples', { content: 'Apples keep in the cellar until March' }),
      entryOf('pears', {
        content: { text: 'Pears do not keep; eat them', facts: ['cellar', { place: 'kitchen shelf' }] },
      }),
      entryOf('plums', { content: 'Plums become jam', tags: ['preserve', 'kitchen'] }),
    )

  it('finds entries with a word in any case', () => {
    expect(library().search('MARCH')).toEqual(['apples'])
    expect(library().search('cellar').toSorted()).toEqual(['apples', 'pears'])
    expect(library().search('oranges')).toEqual([])
  })

  it('finds words deep in structured content, in tags and in the task', () => {
    expect(library().search('shelf')).toEqual(['pears'])
    expect(library().search('preserve')).toEqual(['plums'])
    expect(library().search('plums')).toEqual(['plums'])
  })

  it('finds words by their prefix', () => {
    expect(library().search('kit').toSorted()).toEqual(['pears', 'plums'])
    expect(library().search('itchen')).toEqual([])
  })

  it('ranks the entry with more of the words first', () => {
    const [first, ...others] = library().search(['apples', 'keep', 'cellar'])
    expect(first).toBe('apples')
    expect(others).toEqual(['pears'])
  })

  it('returns an entry unchanged', () => {
    const odd = entryOf('odd', {
      content: { a: [1, null, true, 'ü “x”'], b: {} },
      projectId: 'p',
      runId: 'run_1',
    })
    const { memory } = memoryWith(odd)
    expect(memory.find('mem_odd')).toEqual(odd)
    expect(memory.find('mem_none')).toBeNull()
  })

  it.each([
    'keep AND cellar',
    'keep OR cellar',
    'NOT',
    'cellar NOT keep',
    'NEAR(keep cellar)',
    'text:keep',
    'id:mem_apples',
    'text : keep',
    '-text : keep',
    '{text id} : keep',
    '"cellar',
    '"keep in the"',
    "it's",
    '^apples',
    'apples + keep',
    'cell*',
    '* ** (',
    ') OR 1=1 --',
    "'; DROP TABLE memory_entries; --",
    '""',
    '"',
    '%_\\',
    'a\u0000b',
    '\u0000',
    '\ud800',
    '😀',
    '   ',
    '-',
  ])('treats %j as plain text, never as a query', (text) => {
    const { memory, search } = library()
    expect(() => search(text.split(/\s+/).filter((word) => word !== ''))).not.toThrow()
    expect(memory.listNewest({ before: 2000, type: null, limit: 10 })).toHaveLength(3)
  })

  it('treats operators as words', () => {
    const { search } = memoryWith(
      entryOf('a', { content: 'this or that' }),
      entryOf('b', { content: 'near miss' }),
    )
    expect(search('OR')).toEqual(['a'])
    expect(search('NEAR(miss)')).toEqual(['b'])
    expect(search('"miss"')).toEqual(['b'])
  })

  it('finds nothing without words', () => {
    expect(library().search([])).toEqual([])
    expect(library().search(['-', '""', '😀'])).toEqual([])
  })

  it('supports letters of all scripts, and ignores accents and case', () => {
    const { search } = memoryWith(
      entryOf('fr', { content: 'Un café à Orléans' }),
      entryOf('de', { content: 'Die Straße nach Köln' }),
      entryOf('ru', { content: 'Сводка журналов проекта' }),
      entryOf('gr', { content: 'Περίληψη' }),
      entryOf('ja', { content: '会議 の 記録' }),
    )
    expect(search('cafe')).toEqual(['fr'])
    expect(search('ORLÉANS')).toEqual(['fr'])
    expect(search('köln')).toEqual(['de'])
    expect(search('straße')).toEqual(['de'])
    expect(search('ЖУРНАЛ')).toEqual(['ru'])
    expect(search('περίληψη')).toEqual(['gr'])
    expect(search('会議')).toEqual(['ja'])
  })

  it('filters by type, age and number', () => {
    const { search } = memoryWith(
      entryOf('old', { content: 'word', createdAt: 1 }),
      entryOf('new', { content: 'word', createdAt: 5 }),
      entryOf('log', { content: 'word', createdAt: 3, type: 'build_log' }),
    )
    expect(search('word', { type: 'build_log' })).toEqual(['log'])
    expect(search('word', { before: 5 }).toSorted()).toEqual(['log', 'old'])
    expect(search('word', { limit: 2 })).toHaveLength(2)
  })
})

describe('listing memory', () => {
  it('returns newest entries first, of one type or of all', () => {
    const { memory } = memoryWith(
      entryOf('a', { createdAt: 1 }),
      entryOf('c', { createdAt: 3, type: 'build_log' }),
      entryOf('b', { createdAt: 2 }),
    )
    const list = (type: string | null) =>
      memory.listNewest({ before: 10, type, limit: 10 }).map(({ taskId }) => taskId)
    expect(list(null)).toEqual(['c', 'b', 'a'])
    expect(list('note')).toEqual(['b', 'a'])
    expect(list('other')).toEqual([])
  })

  it('returns every entry once over all pages, also entries of the same millisecond', () => {
    const entries = Array.from({ length: 30 }, (_, at) =>
      entryOf(`e${at}`, { createdAt: 100 + Math.floor(at / 7) }),
    )
    const { memory } = memoryWith(...entries)
    const seen: string[] = []
    for (let before = Number.MAX_SAFE_INTEGER; ; ) {
      const page = memory.listNewest({ before, type: null, limit: 4 })
      const last = page.at(-1)
      if (last === undefined) break
      seen.push(...page.map(({ taskId }) => taskId))
      before = last.createdAt
    }
    expect(seen.toSorted()).toEqual(entries.map(({ taskId }) => taskId).toSorted())
  })
})

describe('counting memory entries', () => {
  const entries = Array.from({ length: 12 }, (_, at) =>
    entryOf(`e${at}`, { content: 'apples', createdAt: 1000 + at, tags: ['all', `tag${at % 4}`] }),
  )
  const filterOf = (text: string) => memoryFilterSchema.parse({ text })

  it('reports a limit and further values, and counts all on request', () => {
    const { memory } = memoryWith(...entries)
    const some = memory.count(filterOf('apples'), { atMost: 5, perFacet: 2 })
    expect(some).toMatchObject({ counted: 5, isAll: false, isCut: true })
    expect(some.facets.tag).toHaveLength(2)
    const all = memory.count(filterOf('apples'), { atMost: 100, perFacet: 9 })
    expect(all).toMatchObject({ counted: 12, isAll: true, isCut: false })
    expect(all.facets.tag.map(({ count }) => count)).toEqual([12, 3, 3, 3, 3])
  })

  it('also works without a search', () => {
    const { memory } = memoryWith(...entries)
    expect(memory.count(filterOf(''), { atMost: 5, perFacet: 4 })).toMatchObject({ counted: 12, isCut: true })
    expect(memory.count(filterOf(''), { atMost: 5, perFacet: 5 })).toMatchObject({
      isAll: true,
      isCut: false,
    })
  })
})
