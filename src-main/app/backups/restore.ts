import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Restored, restoredSchema } from '#shared/contract/system.ts'
import { words } from '#shared/words/words.ts'
import { artifactsFolder, backupsFolder, databaseFile } from '../../base/data-files.ts'
import { carryTokens } from '../../store/db/carry-tokens.ts'
import { lockDataDir } from '../../store/db/lock.ts'
import { forgetNotes } from '../../store/log/head-file.ts'
import { settingsFileName } from '../settings/settings-file.ts'

/**
 * Restores a backup at startup, before anything is opened. The request stays in a file until it is done, so that an
 * interrupted restore continues at the next start.
 * R1 Nothing changes until the copy is next to its destination and matches its checksum.
 * R2 The old database and its write-ahead log are renamed, and removed only once the copy has its final name. The two
 * always stay together: after an interruption, the next start first puts both back.
 */
const setAside = `${databaseFile}.replaced`
const requestName = 'restore.json'
const doneName = 'restored.json'
const requestSchema = restoredSchema
  .omit({ at: true, problem: true, settingsProblem: true })
  .extend({ sha256: z.string() })
export type RestoreRequest = z.infer<typeof requestSchema>

/** Requests a restore at the next start. */
export function requestRestore(dataDir: string, request: RestoreRequest): void {
  writeJson(dataDir, requestName, request)
}

/** The result of the newest restore; null without one. */
export const readLastRestore = (dataDir: string): Restored | null =>
  readJson(dataDir, doneName, restoredSchema)

export function applyRestore(dataDir: string, now: number): void {
  const request = readJson(dataDir, requestName, requestSchema)
  const isCutOff = ['', '-wal'].some((suffix) => existsSync(join(dataDir, `${setAside}${suffix}`)))
  if (request === null && !isCutOff) return
  const lock = lockDataDir(dataDir)
  // Another process holds the folder. Opening the store reports this.
  if (!lock.ok) return
  try {
    if (isCutOff) putBack(dataDir)
    if (request === null) return
    const { sha256, ...told } = request
    const problem = putInPlace(dataDir, request.name, sha256)
    const settingsProblem = problem === null ? restoreSettings(dataDir, request.name) : null
    writeJson(dataDir, doneName, { ...told, at: now, problem, settingsProblem })
    rmSync(join(dataDir, requestName))
  } finally {
    lock.value.release()
  }
}

/** Error message for a person; null on success. After an error, the data is either unchanged or that of the backup. */
function putInPlace(dataDir: string, name: string, sha256: string): string | null {
  const backup = join(dataDir, backupsFolder, name)
  const draft = join(dataDir, `${databaseFile}.restored`)
  // An unreadable file or a full disk must not prevent Switchyard from starting with the existing data.
  try {
    copyFileSync(join(backup, databaseFile), draft)
    if (hashOf(draft) !== sha256) return words.backupProblems.changedAfterCheck
    copyArtifacts(join(backup, artifactsFolder), join(dataDir, artifactsFolder))
    carryTokens({ from: join(dataDir, databaseFile), to: draft })
    exchange(dataDir, draft)
    forgetNotes(dataDir)
    return null
  } catch (error) {
    return messageOf(error)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** R2. SQLite creates the index (`-shm`) again from the log. */
function exchange(dataDir: string, draft: string): void {
  const file = join(dataDir, databaseFile)
  const aside = join(dataDir, setAside)
  rmSync(`${file}-shm`, { force: true })
  try {
    if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`)
    if (existsSync(file)) renameSync(file, aside)
    renameSync(draft, file)
  } catch (error) {
    putBack(dataDir)
    throw error
  }
  for (const suffix of ['-wal', '']) rmSync(`${aside}${suffix}`, { force: true })
}

/** After an interrupted restore: renames the old data back, or deletes it if the copy already has its final name. */
function putBack(dataDir: string): void {
  const file = join(dataDir, databaseFile)
  const aside = join(dataDir, setAside)
  if (existsSync(file) && existsSync(aside)) {
    // The copy has its final name. The old log is deleted first, because a remaining log would be taken for the
    // copy's log.
    for (const suffix of ['-wal', '']) rmSync(`${aside}${suffix}`, { force: true })
    return
  }
  if (existsSync(aside)) renameSync(aside, file)
  if (existsSync(`${aside}-wal`)) renameSync(`${aside}-wal`, `${file}-wal`)
}

/** Files of results are named by the hash of their content, so an existing file is the same file. */
function copyArtifacts(from: string, to: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(from)) {
    if (existsSync(join(to, name))) continue
    copyFileSync(join(from, name), join(to, `${name}.new`))
    renameSync(join(to, `${name}.new`), join(to, name))
  }
}

/**
 * Error message for a person, in which case the settings are unchanged; null on success. A backup without settings
 * removes them.
 */
function restoreSettings(dataDir: string, name: string): string | null {
  const source = join(dataDir, backupsFolder, name, settingsFileName)
  const settings = join(dataDir, settingsFileName)
  // The database is already restored, so after an error Switchyard starts with the existing settings.
  try {
    if (!existsSync(source)) rmSync(settings, { force: true })
    else {
      copyFileSync(source, `${settings}.new`)
      renameSync(`${settings}.new`, settings)
    }
    return null
  } catch (error) {
    return messageOf(error)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Read in parts, because a database may be larger than a buffer. The file is also flushed to disk. */
function hashOf(file: string): string {
  const hash = createHash('sha256')
  const part = Buffer.alloc(1024 * 1024)
  const handle = openSync(file, 'r+')
  try {
    for (let length = -1; length !== 0; ) {
      length = readSync(handle, part)
      hash.update(part.subarray(0, length))
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  return hash.digest('hex')
}

function writeJson(dataDir: string, name: string, value: unknown): void {
  const path = join(dataDir, name)
  writeFileSync(`${path}.new`, `${JSON.stringify(value)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

function readJson<Value>(dataDir: string, name: string, schema: z.ZodType<Value>): Value | null {
  // A missing or invalid file counts as absent.
  try {
    return schema.parse(JSON.parse(readFileSync(join(dataDir, name), 'utf8')))
  } catch {
    return null
  }
}
