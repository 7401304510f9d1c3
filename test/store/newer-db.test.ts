import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { migrationsDir } from '../support/made-database.ts'
import { copyOf, createUsedDataDir, databaseIn, fingerprints, refusalOfOpening } from './files.ts'

describe('a database from a newer version (S5)', () => {
  const ours = readMigrations(migrationsDir).length

  function raiseVersion(dataDir: string): Database.Database {
    const db = new Database(databaseIn(dataDir))
    db.pragma('journal_mode = WAL')
    db.pragma('user_version = 99')
    return db
  }

  it('is refused with both versions, not reported as damaged, and unchanged', async () => {
    const dataDir = await createUsedDataDir()
    raiseVersion(dataDir).close()
    const before = fingerprints(dataDir)
    const refused = refusalOfOpening(dataDir)
    expect(refused).toMatchObject({
      code: 'E_DB_NEWER',
      message: expect.stringMatching(new RegExp(`99.*\\b${ours}\\b`)),
    })
    expect(`${refused.message} ${refused.hint}`).not.toMatch(/damaged|corrupt|delete|move it away/i)
    expect(refused.hint).toMatch(/nothing was changed/i)
    expect(fingerprints(dataDir)).toEqual(before)
  })

  it('is refused unchanged if only its log has the newer version', async () => {
    const dataDir = await createUsedDataDir()
    const db = raiseVersion(dataDir)
    const image = copyOf(dataDir)
    db.close()
    const before = fingerprints(image)
    expect(Object.keys(before)).toHaveLength(2)
    expect(refusalOfOpening(image).code).toBe('E_DB_NEWER')
    expect(fingerprints(image)).toEqual(before)
  })
})
