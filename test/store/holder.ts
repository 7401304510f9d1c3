import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'

/** A separate process that opens the data folder, prints the outcome, and holds the folder until its input ends. */
const [dataDir = '', migrationsDir = ''] = process.argv.slice(2)
const opened = openStore(dataDir, readMigrations(migrationsDir))
process.stdout.write(`${JSON.stringify(opened.ok ? { pid: process.pid } : opened.error)}\n`)
process.stdin.resume()
process.stdin.once('end', () => {
  if (opened.ok) opened.value.close()
})
