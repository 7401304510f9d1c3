import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'

/** A process of its own that opens the data folder, says what came of it, and holds it until its input ends. */
const [dataDir = '', migrationsDir = ''] = process.argv.slice(2)
const opened = openStore(dataDir, readMigrations(migrationsDir))
process.stdout.write(`${JSON.stringify(opened.ok ? { pid: process.pid } : opened.error)}\n`)
process.stdin.resume()
process.stdin.once('end', () => {
  if (opened.ok) opened.value.close()
})
