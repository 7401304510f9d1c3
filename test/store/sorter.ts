import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'

/** A separate process that opens the data folder and sorts more data than SQLite's page cache holds. */
const [dataDir = '', migrationsDir = ''] = process.argv.slice(2)
const opened = openStore(dataDir, readMigrations(migrationsDir))
if (!opened.ok) throw new Error(opened.error.message)
const sorted = opened.value.db
  .prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
     SELECT count(*) FROM (SELECT hex(randomblob(100)) AS x FROM n ORDER BY x LIMIT 1000000)`,
  )
  .pluck()
  .get()
process.stdout.write(`sorted ${sorted}`)
opened.value.close()
