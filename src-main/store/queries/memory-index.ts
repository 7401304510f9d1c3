import type { Database } from 'better-sqlite3'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type {
  CountedValue,
  FoundMemory,
  MemoryCounts,
  MemoryFilter,
  Snippet,
} from '#shared/model/memory-search.ts'
import { readJson, writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'
import { factsOf, matchOf } from './memory-match.ts'

interface Range {
  readonly match: string
  readonly from: number
  readonly to: number
  readonly limit: number
}

/** Number of places per millisecond. */
const turns = 1000
/** Marks around the matches in a snippet; nobody types these characters. */
const [opening, closing] = ['\u0002', '\u0003']
const beginning = 200
/** SQL for the text after the first line, which is the title. Cut to one character more than `beginning`. */
const restOf = (text: string): string => `substr(${text}, instr(${text}, char(10)) + 1, ${beginning + 1})`

/** `snippet` contains the marks of the index. */
type Head = Omit<FoundMemory, 'snippet'> & { readonly snippet: string }
const heads = rowsOf<Head>()(
  'place id createdAt type agentId projectId status taskId runId runTitle taskKey tags title build snippet',
  {
    ...{ json: ['tags', 'build'], of: 'h.' },
    as: {
      runTitle: '(SELECT title FROM runs WHERE runs.id = h.run_id)',
      build: `iif(h.delegated IS NULL OR h.unassigned IS NULL, NULL,
        json_object('delegated', h.delegated, 'unassigned', h.unassigned))`,
      snippet: 'f.snippet',
    },
  },
)

/** Index of memory entries by words and facts: newest first, one page at a time. */
export function createMemoryIndex(db: Database) {
  const insertHead = db.prepare<(string | number | null)[]>(
    'INSERT INTO memory_heads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertText = db.prepare<[number, string, string]>(
    'INSERT INTO memory_found (rowid, text, facts) VALUES (?, ?, ?)',
  )
  const count = db.prepare<[string, string]>(
    'INSERT INTO memory_facets VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
  )
  const placeFor = db.prepare<[string], number>('SELECT place FROM memory_heads WHERE id = ?').pluck()
  const setHeadTags = db.prepare<[string, number]>('UPDATE memory_heads SET tags = ? WHERE place = ?')
  const setText = db.prepare<[string, string, number]>(
    'UPDATE memory_found SET text = ?, facts = ? WHERE rowid = ?',
  )
  const uncount = db.prepare<[string]>(
    "UPDATE memory_facets SET count = count - 1 WHERE facet = 'tag' AND value = ?",
  )
  const forgetUnused = db.prepare<[]>("DELETE FROM memory_facets WHERE facet = 'tag' AND count <= 0")
  const lastWithin = db
    .prepare<[number, number], number | null>(
      'SELECT max(place) FROM memory_heads WHERE place >= ? AND place < ?',
    )
    .pluck()
  const all = heads.list<[Omit<Range, 'match'>]>(
    db,
    `memory_heads h JOIN (SELECT rowid, ${restOf('text')} AS snippet FROM memory_found) f ON f.rowid = h.place
     WHERE h.place >= :from AND h.place < :to ORDER BY h.place DESC LIMIT :limit`,
  )
  const matching = heads.list<[Range & { isText: number }]>(
    db,
    `(
       SELECT rowid, iif(:isText, snippet(memory_found, 0, '${opening}', '${closing}', '…', 22), ${restOf('text')})
         AS snippet FROM memory_found
       WHERE memory_found MATCH :match AND rowid >= :from AND rowid < :to ORDER BY rowid DESC LIMIT :limit
     ) f JOIN memory_heads h ON h.place = f.rowid ORDER BY h.place DESC`,
  )
  const facets = 'h.type, h.agent_id, h.project_id, h.status, h.tags'
  const facetsOfAll = db.prepare<Omit<Range, 'match'>, FacetRow>(
    `SELECT ${facets} FROM memory_heads h WHERE h.place >= :from AND h.place < :to ORDER BY h.place DESC LIMIT :limit`,
  )
  const facetsMatching = db.prepare<Range, FacetRow>(
    `SELECT ${facets} FROM (
       SELECT rowid FROM memory_found WHERE memory_found MATCH :match AND rowid >= :from AND rowid < :to
       ORDER BY rowid DESC LIMIT :limit
     ) f JOIN memory_heads h ON h.place = f.rowid`,
  )
  const values = db.prepare<[string, number], { value: string; count: number }>(
    'SELECT value, count FROM memory_facets WHERE facet = ? ORDER BY count DESC, value LIMIT ?',
  )
  const total = db.prepare<[], number>("SELECT sum(count) FROM memory_facets WHERE facet = 'type'").pluck()

  /** The place after all others of the same millisecond. If that millisecond is full, a place in the next one. */
  function placeOf(at: number): number {
    const first = at * turns
    const last = lastWithin.get(first, first + turns) ?? null
    if (last === null) return first
    return last + 1 < first + turns ? last + 1 : placeOf(at + 1)
  }

  return {
    add(entry: MemoryEntry, text: string): void {
      const { id, agentId, type, tags, projectId, status, taskId, runId, taskKey, createdAt } = entry
      const place = placeOf(createdAt)
      const build = type === 'build_log' ? countsOfBuild(entry.content) : null
      insertHead.run(
        ...[place, id, createdAt, type, agentId, projectId, status, taskId, runId, taskKey],
        ...[writeJson(tags), titleOf(text), build?.delegated ?? null, build?.unassigned ?? null],
      )
      const facts = facetsOf(entry)
      insertText.run(place, text, factsOf([...facts, ['run', runId]]))
      for (const [facet, value] of facts) if (value !== null) count.run(facet, value)
    },
    /** Updates the index after a change of an entry's tags. `before` lists the previous tags. */
    retag(before: readonly string[], entry: MemoryEntry, text: string): void {
      const { id, tags, runId } = entry
      const place = placeFor.get(id)
      if (place === undefined) return
      setHeadTags.run(writeJson(tags), place)
      setText.run(text, factsOf([...facetsOf(entry), ['run', runId]]), place)
      for (const tag of before) uncount.run(tag)
      for (const tag of tags) count.run('tag', tag)
      forgetUnused.run()
    },
    /** Newest first; `below` is the place of the last entry of the previous page. */
    find(filter: MemoryFilter, { below, limit }: { below: number | null; limit: number }): FoundMemory[] {
      const { match, ...range } = rangeOf(filter, below, limit)
      const isText = filter.text.trim() === '' ? 0 : 1
      return (match === null ? all(range) : matching({ match, ...range, isText })).map(foundOf)
    },
    /** Number of matching entries, in total and by facet. With a filter, only the newest `atMost` are counted. */
    count(filter: MemoryFilter, { atMost, perFacet }: { atMost: number; perFacet: number }): MemoryCounts {
      const { match, ...range } = rangeOf(filter, null, atMost + 1)
      if (match === null && filter.from === null && filter.to === null) {
        const of = (facet: string) => values.all(facet, perFacet + 1)
        const [type, tag, agent, project] = [of('type'), of('tag'), of('agent'), of('project')]
        const kinds = { type, tag, agent, project, status: of('status') }
        return { counted: total.get() ?? 0, isAll: true, ...cutFacets(kinds, perFacet) }
      }
      const rows = match === null ? facetsOfAll.all(range) : facetsMatching.all({ match, ...range })
      return tally(rows, { atMost, perFacet })
    },
  }
}

const facetsOf = ({ type, agentId, status, projectId, tags }: MemoryEntry) => [
  ['type', type] as const,
  ['agent', agentId] as const,
  ['status', status] as const,
  ['project', projectId] as const,
  ...tags.map((tag) => ['tag', tag] as const),
]

function rangeOf(filter: MemoryFilter, below: number | null, limit: number) {
  const to = filter.to === null ? Number.MAX_SAFE_INTEGER : filter.to * turns
  return {
    match: matchOf(filter),
    from: (filter.from ?? 0) * turns,
    to: Math.min(to, below ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    limit,
  }
}

const longestTitle = 120

const titleOf = (text: string): string => {
  const [line = ''] = text.replace(/^\n+/, '').split('\n', 1)
  return line.slice(0, longestTitle)
}

function countsOfBuild(content: unknown): { delegated: number; unassigned: number } | null {
  if (typeof content !== 'object' || content === null) return null
  const [delegated, unassigned] = ['delegated_tasks', 'unassigned_tasks'].map((key): unknown =>
    Reflect.get(content, key),
  )
  if (!Array.isArray(delegated) || !Array.isArray(unassigned)) return null
  return { delegated: delegated.length, unassigned: unassigned.length }
}

const foundOf = (head: Head): FoundMemory => ({ ...head, snippet: snippetOf(head.snippet) })

/** Splits a snippet at the marks; text between marks is a match. */
function snippetOf(marked: string): Snippet {
  const pieces: Snippet = []
  const text =
    marked.length > beginning && !marked.includes(opening) ? `${marked.slice(0, beginning)}…` : marked
  for (const part of text.split(opening)) {
    const end = part.indexOf(closing)
    if (end > 0) pieces.push({ text: part.slice(0, end), isMatch: true })
    const rest = part.slice(end + 1)
    if (rest !== '') pieces.push({ text: rest, isMatch: false })
  }
  return pieces
}

interface FacetRow {
  readonly type: string
  readonly agent_id: string
  readonly project_id: string | null
  readonly status: string
  /** A JSON array. */
  readonly tags: string
}

/** Counts of each facet value in the first `atMost` rows, most frequent first. */
function tally(
  rows: readonly FacetRow[],
  { atMost, perFacet }: { readonly atMost: number; readonly perFacet: number },
): MemoryCounts {
  const counted = rows.slice(0, atMost)
  const of = (valuesOf: (row: FacetRow) => readonly (string | null)[]) => byFrequency(counted, valuesOf)
  const facets = {
    type: of(({ type }) => [type]),
    tag: of(({ tags }) => readJson<string[]>(tags)),
    agent: of(({ agent_id: agentId }) => [agentId]),
    project: of(({ project_id: projectId }) => [projectId]),
    status: of(({ status }) => [status]),
  }
  return { counted: counted.length, isAll: rows.length <= atMost, ...cutFacets(facets, perFacet) }
}

/** The most frequent values of each facet, and whether any facet has more. */
function cutFacets(
  { type, tag, agent, project, status }: MemoryCounts['facets'],
  perFacet: number,
): Pick<MemoryCounts, 'facets' | 'isCut'> {
  const cut = (values: readonly CountedValue[]) => values.slice(0, perFacet)
  return {
    isCut: [type, tag, agent, project, status].some((values) => values.length > perFacet),
    facets: {
      ...{ type: cut(type), tag: cut(tag), agent: cut(agent) },
      ...{ project: cut(project), status: cut(status) },
    },
  }
}

function byFrequency(
  rows: readonly FacetRow[],
  valuesOf: (row: FacetRow) => readonly (string | null)[],
): CountedValue[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of valuesOf(row)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
