import type { Database } from 'better-sqlite3'
import type { Json } from '#shared/model/json.ts'
import { readJson, writeJson } from '../db/json-column.ts'

/** Settings of the interface. Not a projection of the log, so a replay does not change them. */
export function createPreferenceStore(db: Database) {
  const all = db.prepare<[], { name: string; value: string }>(
    'SELECT name, value FROM preferences ORDER BY name',
  )
  const put = db.prepare<[string, string, number]>(
    `INSERT INTO preferences (name, value, set_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_at = excluded.set_at`,
  )
  const drop = db.prepare<[string]>('DELETE FROM preferences WHERE name = ?')
  const dropOldest = db.prepare<[number]>(
    `DELETE FROM preferences WHERE name IN
       (SELECT name FROM preferences ORDER BY set_at DESC, name LIMIT -1 OFFSET ?)`,
  )
  return {
    list: (): { name: string; value: Json }[] =>
      all.all().map(({ name, value }) => ({ name, value: readJson(value) })),
    /** Above `atMost` settings, the oldest are deleted. */
    set(name: string, value: Json, { at, atMost }: { at: number; atMost: number }): void {
      put.run(name, writeJson(value), at)
      dropOldest.run(atMost)
    },
    /** Removes a setting, so that its default applies. */
    remove: (name: string): void => void drop.run(name),
  }
}
