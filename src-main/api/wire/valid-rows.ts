import type { AnySchema, ValidationError } from '@orpc/contract'

/** A row that violates its output schema. */
export interface OmittedRow {
  /** `runs[3]`, followed by the row's id if it has one. */
  readonly name: string
  /** The invalid field of the row, and the reason. */
  readonly reason: string
}

interface BadRow extends OmittedRow {
  readonly list: readonly PropertyKey[]
  readonly index: number
}

/**
 * The answer without the rows that violate its schema, so that a page with one bad row still shows the others. Null if
 * an issue is outside of every list, or if the rest is invalid too.
 */
export async function keepSoundRows(
  schema: AnySchema | undefined,
  { issues, data }: Pick<ValidationError, 'issues' | 'data'>,
): Promise<{ output: unknown; omitted: OmittedRow[] } | null> {
  const found = issues.map((issue) => badRowOf(issue, data))
  const bad = found.filter((each) => each !== null)
  if (schema === undefined || bad.length === 0 || bad.length < found.length) return null
  const indexes = Map.groupBy(bad, ({ list }) => JSON.stringify(list))
  let rest = data
  for (const rows of indexes.values()) {
    const list = rows[0]?.list ?? []
    rest = withoutRows(rest, list, new Set(rows.map(({ index }) => index)))
  }
  const again = await schema['~standard'].validate(rest)
  if (again.issues !== undefined) return null
  const omitted = new Map(bad.map(({ name, reason }) => [name, { name, reason }]))
  return { output: again.value, omitted: [...omitted.values()] }
}

/** The row of the outermost list that contains the issue; null if no list does. */
function badRowOf({ path = [], message }: ValidationError['issues'][number], data: unknown): BadRow | null {
  const keys = path.map((each) => (typeof each === 'object' ? each.key : each))
  const place = keys.findIndex((key) => typeof key === 'number')
  const index = keys[place]
  if (typeof index !== 'number') return null
  const list = keys.slice(0, place)
  const row = [...list, index].reduce(valueAt, data)
  const id = idOf(row)
  const where = `${list.map(String).join('.')}[${index}]`
  return {
    list,
    index,
    name: id === null ? where : `${where} ${id}`,
    reason: `${keys.slice(place + 1).join('.')}: ${message}`,
  }
}

function idOf(row: unknown): string | null {
  for (const name of ['id', 'key', 'seq', 'task_id', 'taskId', 'runId', 'name']) {
    const value = valueAt(row, name)
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 200)
  }
  return null
}

function valueAt(value: unknown, key: PropertyKey): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.getOwnPropertyDescriptor(value, key)?.value
}

function withoutRows(value: unknown, list: readonly PropertyKey[], indexes: ReadonlySet<number>): unknown {
  const [key, ...below] = list
  if (key === undefined) return Array.isArray(value) ? value.filter((_, index) => !indexes.has(index)) : value
  if (typeof value !== 'object' || value === null) return value
  return { ...value, [key]: withoutRows(valueAt(value, key), below, indexes) }
}
