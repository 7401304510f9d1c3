import { copyFileSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openUnprepared } from '../support/engine.ts'
import { copyOf, createUsedDataDir, databaseIn, fingerprints, refusalOfOpening } from './files.ts'

describe('a damaged database (S4)', () => {
  const damages: Record<string, (file: string) => void> = {
    'a file of zero bytes': (file) => truncateSync(file, 0),
    'a text file': (file) => writeFileSync(file, 'This was never a database.\n'.repeat(300)),
    'a short text file': (file) => writeFileSync(file, 'hello'),
    'a file cut at a page': (file) => truncateSync(file, 4096 * Math.floor(statSync(file).size / 8192)),
    'a file cut inside a page': (file) => truncateSync(file, Math.floor(statSync(file).size / 2) + 123),
    'a file cut after its header': (file) => truncateSync(file, 100),
    'a file of zeros': (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)),
    'a database of another program': (file) => replaceBy(file, (db) => db.pragma('application_id = 1')),
    'a database of nobody in particular': (file) => replaceBy(file, () => undefined),
    'an image, by its first bytes': (file) => writeFileSync(file, Buffer.from('89504e470d0a1a0a', 'hex')),
  }

  function replaceBy(file: string, change: (db: Database.Database) => void): void {
    rmSync(file)
    const db = new Database(file)
    change(db)
    db.exec('CREATE TABLE notes (text); INSERT INTO notes VALUES (1)')
    db.close()
  }

  it.each(Object.entries(damages))('%s is refused, kept unchanged, and explained', async (_, damage) => {
    const dataDir = await createUsedDataDir()
    const whole = copyOf(dataDir)
    const file = databaseIn(dataDir)
    damage(file)
    const before = fingerprints(dataDir)
    for (let time = 1; time <= 2; time += 1) {
      expect(refusalOfOpening(dataDir)).toMatchObject({
        code: 'E_DB_CORRUPT',
        message: expect.stringMatching(/damaged/),
        hint: expect.stringContaining(file),
      })
      expect(fingerprints(dataDir)).toEqual(before)
    }
    copyFileSync(databaseIn(whole), file)
    openUnprepared(dataDir).close()
  })

  it('with any scrambled page is refused and kept unchanged', async () => {
    const dataDir = await createUsedDataDir()
    const file = databaseIn(dataDir)
    const whole = readFileSync(file)
    const pages = whole.length / 4096
    expect(pages).toBeGreaterThan(20)
    for (let page = 0; page < pages; page += 1) {
      const scrambled = Buffer.from(whole)
      for (let at = page === 0 ? 100 : 0; at < 4096; at += 1) {
        scrambled[page * 4096 + at] = (at * 131 + page * 17 + 7) % 256
      }
      writeFileSync(file, scrambled)
      const before = fingerprints(dataDir)
      expect(refusalOfOpening(dataDir).code, `page ${page}`).toBe('E_DB_CORRUPT')
      expect(fingerprints(dataDir), `page ${page}`).toEqual(before)
    }
  })

  it('is refused with its write-ahead log unchanged', async () => {
    const used = await createUsedDataDir()
    const store = openUnprepared(used)
    store.receipts.add({ commandId: 'c', fingerprint: '', answer: null, at: 0 })
    const image = copyOf(used)
    store.close()
    const bytes = readFileSync(databaseIn(image))
    bytes.fill(0xa5, 4096 * 4, 4096 * 12)
    writeFileSync(databaseIn(image), bytes)
    const before = fingerprints(image)
    expect(Object.keys(before)).toHaveLength(2)
    expect(refusalOfOpening(image).code).toBe('E_DB_CORRUPT')
    expect(fingerprints(image)).toEqual(before)
  })

  it('that is missing while its write-ahead log exists is not replaced by an empty one', async () => {
    const used = await createUsedDataDir()
    const store = openUnprepared(used)
    store.receipts.add({ commandId: 'c', fingerprint: '', answer: null, at: 0 })
    const image = copyOf(used)
    store.close()
    rmSync(databaseIn(image))
    const before = fingerprints(image)
    expect(refusalOfOpening(image).code).toBe('E_DB_CORRUPT')
    expect(fingerprints(image)).toEqual(before)
  })
})
