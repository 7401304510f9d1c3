import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  type Backup,
  type BackupCheck,
  backupManifestSchema,
  type Restored,
} from '#shared/contract/system.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import { artifactsFolder, backupsFolder, databaseFile } from '../../base/data-files.ts'
import { fileSize, folderSize } from '../../base/folder-size.ts'
import { openSnapshot } from '../../store/db/snapshot.ts'
import { verifyLog } from '../../store/log/verify-log.ts'
import type { Store } from '../../store/store.ts'
import { settingsFileName } from '../settings/settings-file.ts'
import { readLastRestore, requestRestore } from './restore.ts'

interface Options {
  readonly dataDir: string
  readonly version: string
  readonly store: Store
  /** Newest database schema version that this program supports. */
  readonly schemaVersion: number
  readonly clock: Clock
}

const problems = words.backupProblems

const [database, artifacts] = [databaseFile, artifactsFolder]
const manifestName = 'backup.json'

/** Backups of all data that cannot be created again: the database, the files of results, the settings. */
export function createBackups({ dataDir, version, store, schemaVersion, clock }: Options) {
  const folder = join(dataDir, backupsFolder)
  const breathe = () => new Promise<void>((resolve) => clock.defer(resolve))

  let newest: Promise<unknown> = Promise.resolve()

  /** Backups are queued, because two concurrent copies would use the same files. */
  function make(): Promise<Backup> {
    const made = newest.then(makeOne)
    newest = made.catch(() => {})
    return made
  }

  async function makeOne(): Promise<Backup> {
    const names = await namesIn(folder)
    let at = clock.now()
    while (names.includes(nameAt(at))) at += 1
    const name = nameAt(at)
    const draft = join(folder, `${name}.new`)
    await rm(draft, { recursive: true, force: true })
    await mkdir(join(draft, artifacts), { recursive: true, mode: 0o700 })
    await store.backup.copyTo(join(draft, database))
    // Copied after the database: every file that the database names exists by then, and files never change.
    const files = (await namesIn(join(dataDir, artifacts))).filter((each) => /^[0-9a-f]{64}$/.test(each))
    for (const file of files) await copyFile(join(dataDir, artifacts, file), join(draft, artifacts, file))
    const hasSettings = (await fileSize(join(dataDir, settingsFileName))) > 0
    if (hasSettings) await copyFile(join(dataDir, settingsFileName), join(draft, settingsFileName))
    const sha256 = await hashOf(join(draft, database))
    const manifest = { version, at, seq: store.events.lastSeq(), sha256, files: files.length }
    await writeFile(join(draft, manifestName), `${JSON.stringify(manifest)}\n`, { mode: 0o600 })
    // Only a complete backup gets its final name.
    await rename(draft, join(folder, name))
    return describe(name, manifest)
  }

  async function describe(name: string, manifest: unknown): Promise<Backup> {
    const path = join(folder, name)
    return { name, path, bytes: await folderSize(path), ...backupManifestSchema.parse(manifest) }
  }

  async function find(name: string): Promise<Backup | null> {
    if (!/^backup-[\dT-]+$/.test(name)) return null
    // A folder without a readable manifest is not a backup of Switchyard.
    try {
      return await describe(name, JSON.parse(await readFile(join(folder, name, manifestName), 'utf8')))
    } catch {
      return null
    }
  }

  async function check({ path, sha256, files, seq }: Backup): Promise<BackupCheck> {
    const file = join(path, database)
    if ((await hashOf(file)) !== sha256) return bad(problems.databaseChanged)
    const damage = store.backup.findDamage(file)
    if (damage !== null) return bad(problems.databaseDamaged(damage))
    const snapshot = openSnapshot(file)
    try {
      const verdict = await verifyLog({ audit: snapshot.store.audit, notes: [], breathe })
      if (!verdict.ok) return bad(problems.logDamaged(verdict.firstBad?.problem ?? ''))
    } finally {
      snapshot.close()
    }
    const names = await namesIn(join(path, artifacts))
    if (names.length !== files) return bad(problems.otherFileCount(names.length, files))
    for (const name of names) {
      if ((await hashOf(join(path, artifacts, name))) !== name) return bad(problems.fileDamaged(name))
    }
    return { isWhole: true, problem: null, entries: seq, files, checkedAt: clock.now() }
  }

  const bad = (problem: string): BackupCheck => {
    return { isWhole: false, problem, entries: 0, files: 0, checkedAt: clock.now() }
  }

  return {
    make,
    /** Newest first. */
    async list(): Promise<Backup[]> {
      const found = await Promise.all((await namesIn(folder)).map(find))
      return found.flatMap((each) => each ?? []).toSorted((a, b) => b.at - a.at)
    },
    /** Verifies the complete backup; a refusal if there is none of this name. */
    async check(name: string): Promise<Result<BackupCheck, Refusal>> {
      const backup = await find(name)
      return backup === null ? err(unknown(name)) : ok(await check(backup))
    },
    /**
     * Schedules the restore of a backup for the next start. Returns a new backup of the current data. Refuses a
     * damaged backup, and one from a newer version.
     */
    async prepareRestore(name: string): Promise<Result<Backup, Refusal>> {
      const backup = await find(name)
      if (backup === null) return err(unknown(name))
      const { problem } = await check(backup)
      if (problem !== null) {
        return refuse('E_STATE', 'backup_damaged', { why: problem })
      }
      if (store.backup.versionOf(join(backup.path, database)) > schemaVersion) {
        return refuse('E_STATE', 'backup_newer', { version: backup.version })
      }
      const safety = await make()
      const { sha256, seq, at } = backup
      requestRestore(dataDir, { name, madeAt: at, seq, sha256, safety: safety.name })
      return ok(safety)
    },
    lastRestore: (): Restored | null => readLastRestore(dataDir),
  }
}
export type Backups = ReturnType<typeof createBackups>

const nameAt = (at: number): string =>
  `backup-${new Date(at).toISOString().slice(0, 23).replaceAll(/[:.]/g, '-')}`

const unknown = (name: string): Refusal => refusal('E_NOT_FOUND', 'backup_not_found', { backup: name })

// A missing folder has no files.
const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
