import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'
import { agentOf, createHarness, createTempDir, planOf, taskOf } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'

export const databaseIn = (dataDir: string): string => join(dataDir, 'switchyard.sqlite')
export const open = (dataDir: string, migrations = readMigrations(migrationsDir)) =>
  openStore(dataDir, migrations)

/** Refusal of opening. Throws if the store opens. */
export function refusalOfOpening(dataDir: string, migrations = readMigrations(migrationsDir)) {
  const opened = openStore(dataDir, migrations)
  if (opened.ok) {
    opened.value.close()
    throw new Error('The store was opened')
  }
  return opened.error
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

/**
 * Hashes of the files that a refusal must not change: the database and its write-ahead log. An empty log counts as
 * absent.
 */
export const fingerprints = (dataDir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dataDir)
      .filter((name) => name.startsWith('switchyard.sqlite') && !name.endsWith('-shm'))
      .filter((name) => !name.endsWith('-wal') || statSync(join(dataDir, name)).size > 0)
      .map((name) => [name, sha256(join(dataDir, name))]),
  )

/** A data folder with a finished run, closed in order. */
export async function createUsedDataDir(): Promise<string> {
  const harness = createHarness()
  await harness.register(agentOf('ann'))
  await harness.build(
    planOf(Array.from({ length: 60 }, (_, at) => taskOf(`t${at}`, { description: 'x'.repeat(300) }))),
  )
  await harness.settle()
  await harness.close()
  return harness.dataDir
}

/** A copy of the database of a data folder, with its write-ahead log if present. */
export function copyOf(dataDir: string): string {
  const copy = createTempDir()
  for (const name of ['switchyard.sqlite', 'switchyard.sqlite-wal']) {
    if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(copy, name))
  }
  return copy
}

/** All paths in a folder with their permission bits. Folders end with a slash. */
export function modesBelow(folder: string): Record<string, string> {
  const modes: Record<string, string> = {}
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const { mode, isDirectory } = {
      mode: statSync(join(folder, name)).mode,
      isDirectory: statSync(join(folder, name)).isDirectory(),
    }
    modes[isDirectory ? `${name}/` : name] = (mode & 0o777).toString(8)
  }
  return modes
}
