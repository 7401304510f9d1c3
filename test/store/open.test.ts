import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { openStore } from '../../src-main/store/db/open.ts'
import { createTempDir, openUnprepared } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'
import { copyOf, databaseIn, fingerprints, modesBelow, refusalOfOpening } from './files.ts'

const isPosix = process.platform !== 'win32'
const modeOf = (folder: string): string => (statSync(folder).mode & 0o7777).toString(8)

const settings = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
  cell_size_check: 1,
  temp_store: 2,
}

describe('opening a data folder', () => {
  it('applies its settings after the first write, in every open (S1)', () => {
    const dataDir = createTempDir()
    for (let time = 1; time <= 3; time += 1) {
      const { db, receipts, close } = openUnprepared(dataDir)
      receipts.add({ commandId: `c${time}`, fingerprint: '', answer: null, at: 0 })
      const found = Object.fromEntries(
        Object.keys(settings).map((name) => [name, db.pragma(name, { simple: true })]),
      )
      expect(found, `open number ${time}`).toEqual(settings)
      expect(db.pragma('mmap_size', { simple: true }) ?? 0).toBe(0)
      close()
    }
  })

  it('uses a recent enough version of SQLite', () => {
    const { db } = openUnprepared(createTempDir())
    const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003)
  })

  it('restores committed data', () => {
    const dataDir = createTempDir()
    const first = openUnprepared(dataDir)
    first.receipts.add({ commandId: 'c', fingerprint: 'f', answer: { n: 1 }, at: 7 })
    first.close()
    expect(openUnprepared(dataDir).receipts.find('c')).toEqual({ fingerprint: 'f', answer: { n: 1 }, at: 7 })
  })

  it('restores data committed by a killed process', () => {
    const dataDir = createTempDir()
    const killed = openUnprepared(dataDir)
    killed.receipts.add({ commandId: 'c', fingerprint: 'f', answer: null, at: 7 })
    const image = copyOf(dataDir)
    killed.close()
    expect(statSync(`${databaseIn(image)}-wal`).size).toBeGreaterThan(0)
    expect(openUnprepared(image).receipts.find('c')?.at).toBe(7)
  })

  it('creates the folder and its content for its owner only (S12)', async () => {
    const dataDir = join(createTempDir(), 'deep', 'data')
    const { db, close } = openUnprepared(dataDir)
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')
    const modes = modesBelow(dataDir)
    close()
    expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('700')
    expect(Object.keys(modes)).toEqual(
      expect.arrayContaining(['lock', 'lock.pid', 'switchyard.sqlite', 'switchyard.sqlite-wal']),
    )
    expect(new Set(Object.values(modes))).toEqual(new Set(['600']))
  })

  it.runIf(isPosix)('closes its own folder to other users, also an older folder', () => {
    const dataDir = createTempDir()
    openUnprepared(dataDir).close()
    chmodSync(dataDir, 0o755)
    const opened = openStore(dataDir, readMigrations(migrationsDir))
    if (!opened.ok) throw new Error(opened.error.message)
    opened.value.close()
    expect(modeOf(dataDir)).toBe('700')
    expect(opened.value.modeWarning).toBeNull()
  })

  it.runIf(isPosix).each([
    ['of other things', 0o755, (dataDir: string) => writeFileSync(join(dataDir, 'letter.txt'), 'Dear')],
    ['that belongs to everybody', 0o1777, () => {}],
  ])('keeps the mode of a folder %s and warns with its name', (_what, mode, fill) => {
    const dataDir = createTempDir()
    fill(dataDir)
    chmodSync(dataDir, mode)
    const opened = openStore(dataDir, readMigrations(migrationsDir))
    if (!opened.ok) throw new Error(opened.error.message)
    opened.value.close()
    expect(modeOf(dataDir)).toBe(mode.toString(8))
    expect(opened.value.modeWarning).toContain(`chmod 700 "${dataDir}"`)
  })

  it('starts again after an interrupted first start', () => {
    const dataDir = createTempDir()
    for (const suffix of ['', '-wal', '-shm', '-journal']) {
      writeFileSync(`${databaseIn(dataDir)}.new${suffix}`, 'half made')
    }
    const { events, close } = openUnprepared(dataDir)
    expect(events.lastSeq()).toBe(0)
    close()
    expect(Object.keys(fingerprints(dataDir))).toEqual(['switchyard.sqlite'])
  })
})

const bwrap = '/usr/bin/bwrap'
const canMount = existsSync(bwrap) && spawnSync(bwrap, ['--ro-bind', '/', '/', 'true']).status === 0

describe.skipIf(!canMount)('a system that is read-only except for the data folder', () => {
  it('can sort: nothing is written to a folder for temporary files', () => {
    const dataDir = createTempDir()
    const child = [process.execPath, join(import.meta.dirname, 'sorter.ts'), dataDir, migrationsDir]
    const mounts = ['--ro-bind', '/', '/', '--dev', '/dev', '--bind', dataDir, dataDir, '--chdir', '/']
    const { stdout, stderr } = spawnSync(bwrap, [...mounts, ...child], { encoding: 'utf8', env: {} })
    expect(`${stdout}${stderr}`).toBe('sorted 200000')
  })
})

describe('a data folder that another process has open', () => {
  async function holdInChild(dataDir: string) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), dataDir, migrationsDir])
    onTestFinished(() => void child.kill('SIGKILL'))
    const said = await new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk) => resolve(String(chunk))),
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    return { child, ended, said: JSON.parse(said) }
  }

  it('is refused with the id of that process, without changes (D6)', async () => {
    const dataDir = createTempDir()
    const { child, said } = await holdInChild(dataDir)
    expect(said).toEqual({ pid: child.pid })
    const before = fingerprints(dataDir)
    expect(refusalOfOpening(dataDir)).toMatchObject({
      code: 'E_DB_IN_USE',
      message: expect.stringContaining(String(child.pid)),
      hint: expect.stringContaining('SWITCHYARD_DATA_DIR'),
    })
    expect(fingerprints(dataDir)).toEqual(before)
  })

  it('can be opened after that process has closed it', async () => {
    const dataDir = createTempDir()
    const { child, ended } = await holdInChild(dataDir)
    child.stdin.end()
    await ended
    expect(existsSync(join(dataDir, 'lock.pid'))).toBe(false)
    openUnprepared(dataDir).close()
  })

  it('can be opened after that process was killed', async () => {
    const dataDir = createTempDir()
    const { child, ended } = await holdInChild(dataDir)
    child.kill('SIGKILL')
    await ended
    expect(existsSync(join(dataDir, 'lock.pid'))).toBe(true)
    openUnprepared(dataDir).close()
  })

  it('refuses a child process while this process has it open', async () => {
    const dataDir = createTempDir()
    const { close } = openUnprepared(dataDir)
    const { said } = await holdInChild(dataDir)
    expect(said).toMatchObject({ code: 'E_DB_IN_USE', message: expect.stringContaining(String(process.pid)) })
    close()
  })
})
