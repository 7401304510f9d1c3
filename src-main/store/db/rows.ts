import type { Database } from 'better-sqlite3'
import { snakeCased } from '#shared/text/case.ts'
import { readJsonOrNull, writeJson, writeJsonOrNull } from './json-column.ts'

export type Words<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? First | Words<Rest>
  : Text

interface Form<Name> {
  /** Kept as JSON; null is NULL. */
  readonly json?: readonly Name[]
  /** Kept as JSON that is never NULL: null is 'null'. */
  readonly values?: readonly Name[]
  /** Booleans, kept as 0 and 1. */
  readonly flags?: readonly Name[]
  /** Columns with another name than that of their field. */
  readonly named?: Readonly<Record<string, string>>
  /** Values that a statement reads from elsewhere, as SQL. */
  readonly as?: Readonly<Record<string, string>>
  /** Name of the table in a statement that joins it with others, with a dot. */
  readonly of?: string
}

function textAt(row: object, name: string): string | null {
  const text: unknown = Reflect.get(row, name)
  return typeof text === 'string' ? text : null
}

/**
 * Records of `T` as rows: `names` are its fields, each of which has a column of that name. A statement names them as the
 * domain does, so that a row is the record but for JSON and booleans.
 */
export const rowsOf =
  <T extends object>() =>
  <const Names extends string>(
    names: Exclude<keyof T, Words<Names>> extends never ? Names : never,
    { json = [], values: texts = [], flags = [], named = {}, as = {}, of = '' }: Form<keyof T & string> = {},
  ) => {
    const fields = names.split(' ')
    const columnOf = (name: string): string => named[name] ?? snakeCased(name)
    const selected = fields.map((name) => `${as[name] ?? `${of}${columnOf(name)}`} AS "${name}"`).join(', ')
    const stored = fields.filter((name) => as[name] === undefined)
    const parsed = [...json, ...texts]
    const isJson = new Set<string>(json)
    const isText = new Set<string>(texts)
    const isFlag = new Set<string>(flags)

    /** The row itself, whose JSON and booleans become what they were. */
    function read(row: T): T {
      for (const name of parsed) Reflect.set(row, name, readJsonOrNull(textAt(row, name)))
      for (const name of flags) Reflect.set(row, name, Reflect.get(row, name) === 1)
      return row
    }

    /** Values of the columns, in the order of the names. */
    const values = (record: Partial<T>, wanted: readonly string[] = stored): unknown[] =>
      wanted.map((name) => {
        const value: unknown = Reflect.get(record, name)
        if (isJson.has(name)) return writeJsonOrNull(value ?? null)
        return isText.has(name) ? writeJson(value) : isFlag.has(name) ? Number(value) : value
      })

    return {
      /** Adds a record to the table; `conflict` is how the statement ends. */
      insert(db: Database, table: string, conflict = ''): (record: T) => void {
        const marks = stored.map(() => '?').join(', ')
        const statement = db.prepare<unknown[]>(
          `INSERT INTO ${table} (${stored.map(columnOf).join(', ')}) VALUES (${marks}) ${conflict}`,
        )
        return (record) => void statement.run(...values(record))
      },
      /** Changes these fields of a row; what the condition names is bound after the record. */
      update<Bound extends readonly unknown[]>(
        db: Database,
        wanted: string,
        { table, where }: { readonly table: string; readonly where: string },
      ): (record: Partial<T>, ...bound: Bound) => void {
        const changing = wanted.split(' ')
        const set = changing.map((name) => `${columnOf(name)} = ?`).join(', ')
        const statement = db.prepare<unknown[]>(`UPDATE ${table} SET ${set} WHERE ${where}`)
        return (record, ...bound) => void statement.run(...values(record, changing), ...bound)
      },
      /** Records `FROM` where the rest of the statement says. */
      list<Bound extends readonly unknown[]>(db: Database, from: string): (...bound: Bound) => T[] {
        const statement = db.prepare<unknown[], T>(`SELECT ${selected} FROM ${from}`)
        return (...bound) => statement.all(...bound).map(read)
      },
      find<Bound extends readonly unknown[]>(db: Database, from: string): (...bound: Bound) => T | null {
        const statement = db.prepare<unknown[], T>(`SELECT ${selected} FROM ${from}`)
        return (...bound) => {
          const row = statement.get(...bound)
          return row === undefined ? null : read(row)
        }
      },
    }
  }
