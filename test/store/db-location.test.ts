import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTempDir, openUnprepared } from '../support/engine.ts'
import { createUsedDataDir, databaseIn, fingerprints, open, refusalOfOpening } from './files.ts'

describe('an invalid location of the database', () => {
  it.each([
    ['a file', (dir: string) => dir],
    ['below a file', (dir: string) => join(dir, 'data')],
  ])('%s is refused with a remedy', (_, placeOf) => {
    const file = join(createTempDir(), 'file')
    writeFileSync(file, 'text')
    expect(refusalOfOpening(placeOf(file))).toMatchObject({
      code: 'E_DB_LOCATION',
      hint: expect.stringContaining('SWITCHYARD_DATA_DIR'),
    })
    expect(readFileSync(file, 'utf8')).toBe('text')
  })

  it('with a folder in place of the database is refused', () => {
    const dataDir = join(createTempDir(), 'data')
    const { close } = openUnprepared(join(dataDir, 'switchyard.sqlite'))
    close()
    expect(refusalOfOpening(dataDir).code).toBe('E_DB_LOCATION')
  })

  // Root can write to all folders. Run the tests as a regular user to include this test.
  const isRoot = process.getuid?.() === 0
  it.skipIf(isRoot)('without write permission is refused (skipped as root)', async () => {
    const dataDir = createTempDir()
    chmodSync(dataDir, 0o500)
    expect(refusalOfOpening(dataDir).code).toBe('E_DB_LOCATION')
    expect(refusalOfOpening(join(dataDir, 'data')).code).toBe('E_DB_LOCATION')
    chmodSync(dataDir, 0o700)
  })

  it.skipIf(isRoot)('with read-only files is refused and kept (skipped as root)', async () => {
    const dataDir = await createUsedDataDir()
    const before = fingerprints(dataDir)
    for (const mode of [0o400, 0o000]) {
      chmodSync(databaseIn(dataDir), mode)
      expect(refusalOfOpening(dataDir).code).toBe('E_DB_LOCATION')
      chmodSync(databaseIn(dataDir), 0o600)
      expect(fingerprints(dataDir)).toEqual(before)
    }
    const opened = open(dataDir)
    expect(opened.ok).toBe(true)
    if (opened.ok) opened.value.close()
  })
})
