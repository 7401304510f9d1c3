import type { Database } from 'better-sqlite3'
import type { Json } from '#shared/model/json.ts'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { writeJson } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'
import { createMemoryIndex } from '../queries/memory-index.ts'
import { prefixOf } from '../queries/memory-match.ts'

interface Filter {
  type: string | null
  runId: string | null
  ofProject: string | null
  tag: string | null
}

/** Filter of memory entries; all conditions must match. Null or absent conditions are ignored. */
export interface MemoryFilter extends Partial<Filter> {
  type: string | null
}

const rows = rowsOf<MemoryEntry>()(
  'id agentId type content tags projectId status taskType taskId createdAt runId taskKey eventSeq',
  { values: ['content', 'tags'], of: 'm.' },
)

const anything: Filter = { type: null, runId: null, ofProject: null, tag: null }

export function createMemoryStore(db: Database) {
  const insert = rows.insert(db, 'memory_entries')
  const index = createMemoryIndex(db)
  const retag = db.prepare<[string, string]>('UPDATE memory_entries SET tags = ? WHERE id = ?')
  const fill = db.prepare<[string, string]>('UPDATE memory_entries SET content = ? WHERE id = ?')
  const openLogs = db.prepare<[], { id: string }>(
    `SELECT r.id FROM (SELECT id, gap_count, ended_at FROM runs ORDER BY created_at DESC LIMIT 100) r
     JOIN memory_entries m ON m.run_id = r.id AND m.type = 'build_log'
     WHERE r.ended_at IS NOT NULL AND r.gap_count IS NOT NULL AND m.content ->> '$.outcome' IS NULL
     ORDER BY r.id`,
  )
  const one = rows.find<[id: string]>(db, 'memory_entries m WHERE id = ?')
  const filtered = `(:type IS NULL OR m.type = :type) AND (:runId IS NULL OR m.run_id = :runId)
    AND (:ofProject IS NULL OR m.project_id = :ofProject)
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM json_each(m.tags) WHERE value = :tag))`
  // A page includes every entry with its oldest timestamp, since the next page starts before that time.
  const newest = rows.list<[Filter & { before: number; last: number }]>(
    db,
    `memory_entries m WHERE created_at < :before AND ${filtered}
       AND created_at >= coalesce(
         (SELECT created_at FROM memory_entries m WHERE created_at < :before AND ${filtered}
          ORDER BY created_at DESC LIMIT 1 OFFSET :last), 0)
     ORDER BY created_at DESC, id DESC`,
  )
  const matching = rows.list<
    [
      Filter & {
        words: string
        before: number
        projectId: string | null
        limit: number
        offset: number
        realOnly: number
      },
    ]
  >(
    db,
    `memory_found JOIN memory_heads h ON h.place = memory_found.rowid JOIN memory_entries m ON m.id = h.id
     WHERE memory_found MATCH :words AND m.created_at < :before AND ${filtered}
       AND (:projectId IS NULL OR m.project_id IS NULL OR m.project_id = :projectId)
       AND (NOT :realOnly OR m.run_id IS NULL OR m.run_id NOT IN (SELECT id FROM runs WHERE is_simulated))
     ORDER BY memory_found.rank, m.created_at DESC, m.id LIMIT :limit OFFSET :offset`,
  )
  return {
    add(entry: MemoryEntry): void {
      insert(entry)
      index.add(entry, indexedText(entry))
    },
    /** Replaces all tags. The content stays unchanged. */
    setTags(id: string, tags: readonly string[]): void {
      const before = one(id)
      if (before === null) return
      const entry = { ...before, tags: [...tags] }
      retag.run(writeJson(tags), id)
      index.retag(before.tags, entry, indexedText(entry))
    },
    /** Adds fields to an entry whose content is an object. */
    complete(id: string, result: { readonly [key: string]: Json }): void {
      const before = one(id)
      if (before === null) return
      const { content } = before
      if (typeof content !== 'object' || content === null || Array.isArray(content)) return
      const entry = { ...before, content: { ...content, ...result } }
      fill.run(writeJson(entry.content), id)
      index.retag(before.tags, entry, indexedText(entry))
    },
    /** Ids of ended runs, among the newest 100, whose build log has no outcome yet. */
    listOpenBuildLogs: (): string[] => openLogs.all().map(({ id }) => id),
    findPage: index.find,
    count: index.count,
    find: one,
    /** At least `limit` entries if that many exist. A page never splits entries with the same timestamp. */
    listNewest({
      before,
      limit,
      ...filter
    }: MemoryFilter & { before: number; limit: number }): MemoryEntry[] {
      return newest({ ...anything, ...filter, before, last: limit - 1 })
    },
    /** Entries with any of the words, best match first (SQLite's bm25). */
    search(
      query: MemoryFilter & {
        words: readonly string[]
        before: number
        /** Entries of this project and of no project; null or absent: all entries. */
        projectId?: string | null
        limit: number
        /** Number of best matches to skip. Ranked results have no cursor, so pages need an offset. */
        offset?: number
        /** Excludes entries of simulated runs. */
        realOnly?: boolean
      },
    ): MemoryEntry[] {
      const { words, projectId = null, offset = 0, realOnly: isReal = false, ...rest } = query
      const realOnly = isReal ? 1 : 0
      if (words.length === 0) return []
      const text = `{text} : (${words.map(prefixOf).join(' OR ')})`
      return matching({ ...anything, ...rest, words: text, projectId, offset, realOnly })
    },
  }
}

const indexedText = ({ id, content, tags, taskId }: MemoryEntry): string =>
  [textOf(content), ...tags, ...(taskId === id ? [] : [taskId])].join('\n')

/** The values of a JSON document, without its keys and punctuation. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (typeof content !== 'object' || content === null) return String(content ?? '')
  return Object.values(content).map(textOf).join('\n')
}
