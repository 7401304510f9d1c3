import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTempDir, migrationsDir, openTestStore } from '../support/engine.ts'
import {
  copyOf,
  createUsedDataDir,
  databaseIn,
  fingerprints,
  modesBelow,
  open,
  refusalOfOpening,
} from './files.ts'

const settings = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 5000,
  trusted_schema: 0,
  cell_size_check: 1,
}

describe('opening a data folder', () => {
  it('keeps its settings after the first write, on the first open and on every later one (S1)', () => {
    const dataDir = createTempDir()
    for (let time = 1; time <= 3; time += 1) {
      const { db, receipts, close } = openTestStore(dataDir)
      receipts.add({ commandId: `c${time}`, fingerprint: '', answer: null, at: 0 })
      const found = Object.fromEntries(
        Object.keys(settings).map((name) => [name, db.pragma(name, { simple: true })]),
      )
      expect(found, `open number ${time}`).toEqual(settings)
      expect(db.pragma('mmap_size', { simple: true }) ?? 0).toBe(0)
      close()
    }
  })

  it('uses a SQLite that is new enough', () => {
    const { db } = openTestStore(createTempDir())
    const version = String(db.prepare('SELECT sqlite_version()').pluck().get())
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
    expect(major * 1_000_000 + minor * 1000 + patch).toBeGreaterThanOrEqual(3_051_003)
  })

  it('finds again what was committed before', () => {
    const dataDir = createTempDir()
    const first = openTestStore(dataDir)
    first.receipts.add({ commandId: 'c', fingerprint: 'f', answer: { n: 1 }, at: 7 })
    first.close()
    expect(openTestStore(dataDir).receipts.find('c')).toEqual({ fingerprint: 'f', answer: { n: 1 }, at: 7 })
  })

  it('finds again what was committed by a process that was killed', () => {
    const dataDir = createTempDir()
    const killed = openTestStore(dataDir)
    killed.receipts.add({ commandId: 'c', fingerprint: 'f', answer: null, at: 7 })
    const image = copyOf(dataDir)
    killed.close()
    expect(statSync(`${databaseIn(image)}-wal`).size).toBeGreaterThan(0)
    expect(openTestStore(image).receipts.find('c')?.at).toBe(7)
  })

  it('makes the folder, and everything in it, for its owner only (S12)', async () => {
    const dataDir = join(createTempDir(), 'deep', 'data')
    const { db, close } = openTestStore(dataDir)
    db.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')
    const modes = modesBelow(dataDir)
    close()
    expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('700')
    expect(Object.keys(modes)).toEqual(
      expect.arrayContaining(['lock', 'lock.pid', 'switchyard.sqlite', 'switchyard.sqlite-wal']),
    )
    expect(new Set(Object.values(modes))).toEqual(new Set(['600']))
  })

  it('starts anew over what an interrupted first start left', () => {
    const dataDir = createTempDir()
    for (const suffix of ['', '-wal', '-shm', '-journal']) {
      writeFileSync(`${databaseIn(dataDir)}.new${suffix}`, 'half made')
    }
    const { events, close } = openTestStore(dataDir)
    expect(events.lastSeq()).toBe(0)
    close()
    expect(Object.keys(fingerprints(dataDir))).toEqual(['switchyard.sqlite'])
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

  it('is refused by name with the number of that process, and nothing changes (D6)', async () => {
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

  it('can be opened as soon as that process has closed it', async () => {
    const dataDir = createTempDir()
    const { child, ended } = await holdInChild(dataDir)
    child.stdin.end()
    await ended
    expect(existsSync(join(dataDir, 'lock.pid'))).toBe(false)
    openTestStore(dataDir).close()
  })

  it('can be opened as soon as that process was killed', async () => {
    const dataDir = createTempDir()
    const { child, ended } = await holdInChild(dataDir)
    child.kill('SIGKILL')
    await ended
    expect(existsSync(join(dataDir, 'lock.pid'))).toBe(true)
    openTestStore(dataDir).close()
  })

  it('refuses the child when it is this process that has it', async () => {
    const dataDir = createTempDir()
    const { close } = openTestStore(dataDir)
    const { said } = await holdInChild(dataDir)
    expect(said).toMatchObject({ code: 'E_DB_IN_USE', message: expect.stringContaining(String(process.pid)) })
    close()
  })
})

describe('a database from a newer version (S5)', () => {
  function raiseVersion(dataDir: string): Database.Database {
    const db = new Database(databaseIn(dataDir))
    db.pragma('journal_mode = WAL')
    db.pragma('user_version = 9')
    return db
  }

  it('is refused with both versions, is not called damaged, and no byte of it changes', async () => {
    const dataDir = await createUsedDataDir()
    raiseVersion(dataDir).close()
    const before = fingerprints(dataDir)
    const refused = refusalOfOpening(dataDir)
    expect(refused).toMatchObject({ code: 'E_DB_NEWER', message: expect.stringMatching(/9.*\b1\b/) })
    expect(`${refused.message} ${refused.hint}`).not.toMatch(/damaged|corrupt|delete|move it away/i)
    expect(refused.hint).toMatch(/nothing was changed/i)
    expect(fingerprints(dataDir)).toEqual(before)
  })

  it('is refused, and no byte changes, when only its log says so', async () => {
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

  it.each(Object.entries(damages))('%s is refused, kept as it is, and explained', async (_, damage) => {
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
    openTestStore(dataDir).close()
  })

  it('with any one of its pages scrambled is refused and kept as it is', async () => {
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

  it('is refused with its log untouched when it has one', async () => {
    const used = await createUsedDataDir()
    const store = openTestStore(used)
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

  it('that is gone while its log is there is not silently replaced by an empty one', async () => {
    const used = await createUsedDataDir()
    const store = openTestStore(used)
    store.receipts.add({ commandId: 'c', fingerprint: '', answer: null, at: 0 })
    const image = copyOf(used)
    store.close()
    rmSync(databaseIn(image))
    const before = fingerprints(image)
    expect(refusalOfOpening(image).code).toBe('E_DB_CORRUPT')
    expect(fingerprints(image)).toEqual(before)
  })
})

describe('a place where no database can be', () => {
  it.each([
    ['a file', (dir: string) => dir],
    ['below a file', (dir: string) => join(dir, 'data')],
  ])('%s is refused with what to do', (_, placeOf) => {
    const file = join(createTempDir(), 'file')
    writeFileSync(file, 'text')
    expect(refusalOfOpening(placeOf(file))).toMatchObject({
      code: 'E_DB_LOCATION',
      hint: expect.stringContaining('SWITCHYARD_DATA_DIR'),
    })
    expect(readFileSync(file, 'utf8')).toBe('text')
  })

  it('with a folder where the database should be is refused', () => {
    const dataDir = join(createTempDir(), 'data')
    const { close } = openTestStore(join(dataDir, 'switchyard.sqlite'))
    close()
    expect(refusalOfOpening(dataDir).code).toBe('E_DB_LOCATION')
  })

  // Root may write anywhere: run the suite as an ordinary user to see these.
  const isRoot = process.getuid?.() === 0
  it.skipIf(isRoot)('that may not be written to is refused (skipped as root, who may)', async () => {
    const dataDir = createTempDir()
    chmodSync(dataDir, 0o500)
    expect(refusalOfOpening(dataDir).code).toBe('E_DB_LOCATION')
    expect(refusalOfOpening(join(dataDir, 'data')).code).toBe('E_DB_LOCATION')
    chmodSync(dataDir, 0o700)
  })

  it.skipIf(isRoot)(
    'whose files may not be written to is refused and kept (skipped as root, who may)',
    async () => {
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
    },
  )
})
