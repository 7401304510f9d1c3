import type { Database } from 'better-sqlite3'
import { snakeCased } from '#shared/text/case.ts'
import { readJsonOrNull, writeJson, writeJsonOrNull } from './json-column.ts'

export type Words<Text extends string> = Text extends `${infer First} ${infer Rest}`
  ? First | Words<Rest>
  : Text

interface Form<Name> {
  /** Fields stored as JSON; null is stored as NULL. */
  readonly json?: readonly Name[]
  /** Fields stored as JSON and never as NULL; null is stored as 'null'. */
  readonly values?: readonly Name[]
  /** Boolean fields, stored as 0 and 1. */
  readonly flags?: readonly Name[]
  /** Column names by field, where they differ from the default. */
  readonly named?: Readonly<Record<string, string>>
  /** SQL expressions by field, for values that are not columns of the table. */
  readonly as?: Readonly<Record<string, string>>
  /** Prefix for column names in a statement with joins: the table name and a dot. */
  readonly of?: string
}

function textAt(row: object, name: string): string | null {
  const text: unknown = Reflect.get(row, name)
  return typeof text === 'string' ? text : null
}

/**
 * Maps records of `T` to rows. `names` lists the fields; each has a column with its name in snake case by default.
 * Statements return fields by name, so a row equals the record except for JSON and booleans.
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

    /** Converts the JSON and booleans of a row in place. */
    function read(row: T): T {
      for (const name of parsed) Reflect.set(row, name, readJsonOrNull(textAt(row, name)))
      for (const name of flags) Reflect.set(row, name, Reflect.get(row, name) === 1)
      return row
    }

    /** Column values in the order of the names. */
    const values = (record: Partial<T>, wanted: readonly string[] = stored): unknown[] =>
      wanted.map((name) => {
        const value: unknown = Reflect.get(record, name)
        if (isJson.has(name)) return writeJsonOrNull(value ?? null)
        return isText.has(name) ? writeJson(value) : isFlag.has(name) ? Number(value) : value
      })

    return {
      /** Adds a record to the table; `conflict` is appended to the statement. */
      insert(db: Database, table: string, conflict = ''): (record: T) => void {
        const marks = stored.map(() => '?').join(', ')
        const statement = db.prepare<unknown[]>(
          `INSERT INTO ${table} (${stored.map(columnOf).join(', ')}) VALUES (${marks}) ${conflict}`,
        )
        return (record) => void statement.run(...values(record))
      },
      /** Changes these fields of a row. Parameters of `where` are bound after the record. */
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
      /** Lists records. `from` is the rest of the statement after `FROM`. */
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
