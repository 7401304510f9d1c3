// `node test/decisions/golden/take.ts RUN FOLDER`: writes a golden file for each decision of one of your runs. Review
// each file before you move the file to `cases`, because the expectation is the current answer of the rules. The app
// must be closed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../../src-main/boot/config.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { readMigrations } from '../../../src-main/store/db/migrate.ts'
import { openStore } from '../../../src-main/store/db/open.ts'
import { createStore } from '../../../src-main/store/store.ts'
import { writeGolden } from './golden.ts'
import { takeGoldens } from './take-goldens.ts'

function open(dataDir: string) {
  const opened = openStore(dataDir, readMigrations(join(appRoot, 'src-main/store/migrations')))
  if (!opened.ok) throw new Error(`${opened.error.message} ${opened.error.hint}`)
  return { store: createStore(opened.value.db), close: opened.value.close }
}

const [runId, folder] = process.argv.slice(2)
if (runId === undefined || folder === undefined) {
  console.error('Say which run, and where to: node test/decisions/golden/take.ts RUN FOLDER')
  process.exit(2)
}
const { dataDir } = loadConfig({ appRoot, version: '0.0.0', port: 0 }, process.env)
const scratch = mkdtempSync(join(tmpdir(), 'switchyard-goldens-'))
const [from, into] = [open(dataDir), open(scratch)]
try {
  const goldens = takeGoldens({ from: from.store, into: into.store, runId })
  mkdirSync(folder, { recursive: true })
  for (const [index, golden] of goldens.entries()) {
    const file = join(folder, `${runId}-${index + 1}.yaml`)
    writeFileSync(file, writeGolden(golden), { flag: 'wx' })
    console.log(file)
  }
} finally {
  from.close()
  into.close()
  rmSync(scratch, { recursive: true })
}
