import type { Database } from 'better-sqlite3'
import { isRunOver } from '#shared/model/runs/run.ts'
import {
  groupOfRun,
  kindsOf,
  type RunFilter,
  type RunGroup,
  type RunGroupCounts,
  type RunKind,
  type RunPlace,
  runGroups,
} from '#shared/model/runs/run-search.ts'

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

const maxWords = 8

/** Finds and counts runs by a filter. Reads only from indexes. */
export function createRunSearch(db: Database) {
  const projectsCalled = db.prepare<[string], { id: string }>(
    String.raw`SELECT id FROM projects WHERE name LIKE ? ESCAPE '\'`,
  )
  const conditionsOf = (filter: RunFilter): Condition[] => [
    ...textOf(filter.text, (pattern) => projectsCalled.all(pattern).map(({ id }) => id)),
    ...isAmong('project_id', filter.project),
    ...isAmong('plan_key', filter.planKey),
    ...isAmong('id', filter.id),
    ...spanOf(filter),
  ]
  /** If each run must be inspected, the index by time is faster than the index by status. */
  const indexFor = ({ text, project, planKey, id }: RunFilter, isInOrder: boolean): string => {
    if (id.length > 0) return ''
    const isLookedAt = text.trim() !== '' || project.length > 0 || planKey.length > 0
    return isInOrder || isLookedAt ? 'INDEXED BY runs_by_time' : ''
  }

  return {
    /** Newest first; `below` is the last run of the previous page. */
    find(filter: RunFilter, { below, limit }: { below: RunPlace | null; limit: number }): string[] {
      const { createdAt, id } = below ?? { createdAt: Number.MAX_SAFE_INTEGER, id: '' }
      const conditions = [
        { sql: '(created_at, id) < (?, ?)', values: [createdAt, id] },
        ...conditionsOf(filter),
      ]
      return db
        .prepare<(string | number)[], { id: string }>(
          `SELECT id FROM runs ${indexFor(filter, true)} WHERE ${allOf(conditions)}
           ORDER BY created_at DESC, id DESC LIMIT ?`,
        )
        .all(...valuesOf(conditions), limit)
        .map((row) => row.id)
    },
    count(filter: RunFilter): RunGroupCounts {
      const conditions = conditionsOf(filter)
      const rows = db
        .prepare<(string | number)[], RunKind & { count: number }>(
          `SELECT status, outcome, count(*) AS count FROM runs ${indexFor(filter, false)}
           WHERE ${allOf(conditions)} GROUP BY status, outcome`,
        )
        .all(...valuesOf(conditions))
      const countOf = (group: RunGroup) =>
        rows.reduce((sum, { count, ...kind }) => (groupOfRun(kind) === group ? sum + count : sum), 0)
      return {
        running: countOf('running'),
        waiting: countOf('waiting'),
        ...{ failed: countOf('failed'), rejected: countOf('rejected'), gaps: countOf('gaps') },
        ...{ done: countOf('done'), cancelled: countOf('cancelled') },
      }
    },
  }
}

const allOf = (conditions: readonly Condition[]): string =>
  conditions.length === 0 ? 'true' : conditions.map(({ sql }) => sql).join(' AND ')
const valuesOf = (conditions: readonly Condition[]) => conditions.flatMap(({ values }) => values)

const isIn = (column: string, values: readonly string[]): Condition => ({
  sql: `${column} IN (${values.map(() => '?').join(', ')})`,
  values,
})

const isAmong = (column: string, values: readonly string[]): Condition[] =>
  values.length === 0 ? [] : [isIn(column, values)]

/** `LIKE` ignores case for A to Z only, so a word with other letters is searched in both cases. */
function textOf(text: string, projectsCalled: (pattern: string) => readonly string[]): Condition[] {
  const words = text.replaceAll('"', '').split(/\s+/).filter(Boolean).slice(0, maxWords)
  return words.map((word) => {
    const patterns = [...new Set([word.toLowerCase(), foldedUp(word)])].map(
      (each) => `%${each.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
    )
    const projects = patterns.flatMap((pattern) => projectsCalled(pattern))
    const columns = ['title', 'plan_key', 'project_id']
    const likes = columns.flatMap((column) =>
      patterns.map((pattern) => ({ sql: String.raw`${column} LIKE ? ESCAPE '\'`, values: [pattern] })),
    )
    const any = [...likes, ...isAmong('project_id', projects)]
    return { sql: `(${any.map(({ sql }) => sql).join(' OR ')})`, values: valuesOf(any) }
  })
}

/** A to Z in lower case, all other letters in upper case. */
const foldedUp = (word: string): string =>
  word.toUpperCase().replaceAll(/[A-Z]/g, (each) => each.toLowerCase())

function isOfKinds(kinds: readonly RunKind[]): Condition {
  const statuses = [...new Set(kinds.map(({ status }) => status))]
  const outcomesOf = (of: string) => kinds.flatMap(({ status, outcome }) => (status === of ? [outcome] : []))
  const parts = statuses.map((status): Condition => {
    const outcomes = outcomesOf(status)
    const known = outcomes.filter((outcome) => outcome !== null)
    const isUnknown = outcomes.includes(null) ? 'outcome IS NULL OR ' : ''
    const { sql, values } = isIn('outcome', known)
    return { sql: `(status = ? AND (${isUnknown}${sql}))`, values: [status, ...values] }
  })
  return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, values: valuesOf(parts) }
}

/** An unfinished run belongs to every period that ends after its start. */
function spanOf({ group, from, to }: RunFilter): Condition[] {
  const kinds = kindsOf(group.length === 0 ? runGroups : group)
  const isOver = kinds.every(({ status }) => isRunOver(status))
  return [
    ...(group.length === 0 ? [] : [isOfKinds(kinds)]),
    ...(to === null ? [] : [{ sql: 'created_at < ?', values: [to] }]),
    ...(from === null
      ? []
      : [{ sql: isOver ? 'ended_at >= ?' : '(ended_at IS NULL OR ended_at >= ?)', values: [from] }]),
  ]
}
