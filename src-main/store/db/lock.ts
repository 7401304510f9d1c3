import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { orElse } from '#shared/or-else.ts'
import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'

export interface DataLock {
  release(): void
}

/**
 * Allows one process per data folder. An open exclusive SQLite transaction on a separate file holds an
 * operating-system lock, which is released whenever the process ends. Other tools can still read the database.
 */
export function lockDataDir(dataDir: string): Result<DataLock, Refusal> {
  const path = join(dataDir, 'lock')
  closeSync(openSync(path, 'a', 0o600))
  const file = new Database(path, { timeout: 0 })
  const pidFile = join(dataDir, 'lock.pid')
  try {
    file.pragma('journal_mode = DELETE')
    // The lock file has no content that could be lost.
    file.pragma('synchronous = OFF')
    file.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    file.close()
    if (!(error instanceof Database.SqliteError)) throw error
    if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'))
      return err(damagedLock(path))
    if (!error.code.startsWith('SQLITE_BUSY')) throw error
    return refuse('E_DB_IN_USE', 'data_folder_in_use', { pid: readPid(pidFile) })
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  return ok({
    release() {
      rmSync(pidFile, { force: true })
      file.close()
    },
  })
}

const damagedLock = (path: string): Refusal => refusal('E_DB_LOCATION', 'lock_damaged', { file: path })

// The process id is only a hint, because the holder may be starting or ending. The lock itself decides.
const readPid = (pidFile: string): string => orElse(() => readFileSync(pidFile, 'utf8').trim(), 'unknown')
