import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { createStore } from '../../src-main/store/store.ts'
import { decisionOf } from '../decisions/scene.ts'
import { createTempDir } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'
import { createUsedDataDir, databaseIn, fingerprints, open, refusalOfOpening } from './files.ts'

/** Number of migrations, and therefore the version of new databases. */
const real = readMigrations(migrationsDir).length
const numberOf = (version: number) => String(version).padStart(4, '0')
const backupName = (version: number) => `before-${numberOf(version)}.sqlite`

/** A migrations folder with the real migrations and additional ones. */
function migrationsWith(...more: string[]) {
  const dir = createTempDir()
  for (const name of readdirSync(migrationsDir)) copyFileSync(join(migrationsDir, name), join(dir, name))
  for (const [at, sql] of more.entries()) writeFileSync(join(dir, `${numberOf(real + 1 + at)}.sql`), sql)
  return readMigrations(dir)
}

/** Opens the store, inspects it, and closes it. */
function look<T>(dataDir: string, migrations: ReturnType<typeof readMigrations>, at: (of: Look) => T): T {
  const opened = open(dataDir, migrations)
  if (!opened.ok) throw new Error(opened.error.message)
  const { db, close } = opened.value
  try {
    const names = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all().map(String)
    const version = Number(db.pragma('user_version', { simple: true }))
    const runs = String(db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'runs'").pluck().get())
    return at({ version, tables: new Set(names), runs, dump: createStore(db).dumpProjections() })
  } finally {
    close()
  }
}
interface Look {
  readonly version: number
  readonly tables: ReadonlySet<string>
  /** SQL of the table `runs`. */
  readonly runs: string
  readonly dump: Record<string, string>
}

const backupsOf = (dataDir: string) =>
  existsSync(join(dataDir, 'backups')) ? readdirSync(join(dataDir, 'backups')).toSorted() : []

describe('migrations', () => {
  it('run in the order of their numbers and keep the data', async () => {
    const dataDir = await createUsedDataDir()
    const before = look(dataDir, migrationsWith(), ({ dump }) => dump)
    const three = migrationsWith(
      'CREATE TABLE second (a); INSERT INTO second VALUES (1);',
      'CREATE TABLE third AS SELECT a + 1 AS a FROM second;',
    )
    const after = look(dataDir, three, (of) => of)
    expect(after.version).toBe(real + 2)
    expect(after.tables).toContain('third')
    expect(after.dump).toEqual(before)
  })

  it('change and copy nothing in a current database', async () => {
    const dataDir = await createUsedDataDir()
    look(dataDir, migrationsWith(), () => undefined)
    expect(backupsOf(dataDir)).toEqual([])
    const two = migrationsWith('CREATE TABLE second (a);')
    look(dataDir, two, () => undefined)
    expect(backupsOf(dataDir)).toHaveLength(1)
    look(dataDir, two, ({ version }) => expect(version).toBe(real + 1))
    expect(backupsOf(dataDir)).toHaveLength(1)
  })

  it('make no copy of a new database', () => {
    const dataDir = createTempDir()
    look(dataDir, migrationsWith('CREATE TABLE second (a);'), ({ version }) => expect(version).toBe(real + 1))
    expect(backupsOf(dataDir)).toEqual([])
  })

  it('copy the database before each step, as a complete database of the earlier version, for its owner only', async () => {
    const dataDir = await createUsedDataDir()
    const before = look(dataDir, migrationsWith(), ({ dump }) => dump)
    look(dataDir, migrationsWith('CREATE TABLE second (a);', 'CREATE TABLE third (a);'), () => undefined)
    expect(backupsOf(dataDir)).toEqual([backupName(real + 1), backupName(real + 2)])
    const restored = createTempDir()
    const backup = join(dataDir, 'backups', backupName(real + 1))
    copyFileSync(backup, databaseIn(restored))
    const found = look(restored, migrationsWith(), (of) => of)
    expect(found).toMatchObject({ version: real, dump: before })
    expect(found.tables).not.toContain('second')
    expect((statSync(backup).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(join(dataDir, 'backups')).mode & 0o777).toString(8)).toBe('700')
  })

  it('may rebuild a table that others refer to', async () => {
    const dataDir = await createUsedDataDir()
    const { dump: before, runs } = look(dataDir, migrationsWith(), (of) => of)
    const rebuild = `
      CREATE TABLE runs_new AS SELECT * FROM runs;
      DROP TABLE runs;
      ${runs};
      INSERT INTO runs SELECT * FROM runs_new;
      DROP TABLE runs_new;`
    const after = look(dataDir, migrationsWith(rebuild), (of) => of)
    expect(after).toMatchObject({ version: real + 1, dump: before })
  })
})

describe('a database from before shadow decisions', () => {
  const before = readMigrations(migrationsDir).slice(0, 5)
  const decision = JSON.stringify(decisionOf({ action: 'project_complete' }))

  /** A finished goal run with one decision, in the format of version 5. */
  function createOldDataDir(): string {
    const dataDir = createTempDir()
    const opened = open(dataDir, before)
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    db.prepare(
      `INSERT INTO runs (id, plan_key, title, parallel_limit, status, counts, task_count, created_at, ended_at,
         changed_seq, goal) VALUES ('run_old', 'goal', 'A page', 4, 'done', '{}', 0, 1, 2, 0, ?)`,
    ).run(JSON.stringify({ text: 'A page', decider: 'rules' }))
    db.prepare(
      `INSERT INTO decisions (run_id, number, after, at, decider, model, prompt, raw, proposed, findings, decision,
         created_task, spent) VALUES ('run_old', 1, 'task-001', 2, 'rules', NULL, 'p', 'r', ?, '[]', ?, NULL, NULL)`,
    ).run(decision, decision)
    close()
    return dataDir
  }

  it('keeps its decisions without token counts, and accepts shadow decisions', () => {
    const dataDir = createOldDataDir()
    const opened = open(dataDir)
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    try {
      expect(db.pragma('user_version', { simple: true })).toBe(real)
      expect(db.pragma('foreign_key_check')).toEqual([])
      const { decisions, runs } = createStore(db)
      expect(runs.find('run_old')).toMatchObject({ status: 'done', title: 'A page' })
      const [record, ...others] = decisions.listOfRun('run_old')
      expect(others).toEqual([])
      expect(record).toMatchObject({ number: 1, prompt: 'p', raw: 'r', decision: JSON.parse(decision) })
      expect(record).not.toHaveProperty('tokens')
      expect(decisions.listShadows('run_old')).toEqual([])
      const shadow = { number: 1, at: 3, model: 'm', proposed: null, failure: 'No', spent: null }
      decisions.addShadow('run_old', shadow)
      expect(decisions.listShadows('run_old')).toEqual([shadow])
    } finally {
      close()
    }
  })

  it('is copied before that step', () => {
    const dataDir = createOldDataDir()
    look(dataDir, readMigrations(migrationsDir), ({ version }) => expect(version).toBe(real))
    expect(backupsOf(dataDir)).toContain(backupName(6))
    const restored = createTempDir()
    copyFileSync(join(dataDir, 'backups', backupName(6)), databaseIn(restored))
    const opened = open(restored, before)
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    try {
      expect(db.pragma('user_version', { simple: true })).toBe(5)
      expect(db.prepare('SELECT decision FROM decisions').pluck().all()).toEqual([decision])
    } finally {
      close()
    }
  })
})

describe('a database from before named projects and group counts', () => {
  const before = readMigrations(migrationsDir).slice(0, 12)
  const definition = (key: string, kind: 'group' | 'task', parent: string | null) =>
    JSON.stringify({
      ...{ key, kind, title: key, description: '', requiredSkills: [], dependsOn: [], parent },
      ...{ priority: 'medium', dueAt: null, tags: [], requiresApproval: false },
    })

  /** A finished run with a group of one task, a running run of the same project, and a draft. */
  function createOldDataDir(): string {
    const dataDir = createTempDir()
    const opened = open(dataDir, before)
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    const addRun = db.prepare(
      `INSERT INTO runs (id, plan_key, title, project_id, parallel_limit, status, counts, task_count, created_at,
         ended_at, changed_seq) VALUES (?, 'p', ?, 'garden', 4, ?, ?, 2, ?, ?, 0)`,
    )
    addRun.run('run_over', 'Dig', 'failed', JSON.stringify({ done: 1, failed: 1 }), 10, 20)
    addRun.run('run_open', 'Plant', 'running', '{}', 30, null)
    const addTask = db.prepare(
      `INSERT INTO tasks (run_id, position, key, status, attempts, changed_seq) VALUES (?, ?, ?, ?, 0, 0)`,
    )
    const define = db.prepare('INSERT INTO task_definitions VALUES (?, ?, ?)')
    for (const runId of ['run_over', 'run_open']) {
      addTask.run(runId, 0, 'g', 'failed')
      define.run(runId, 0, definition('g', 'group', null))
      addTask.run(runId, 1, 'a', 'done')
      define.run(runId, 1, definition('a', 'task', 'g'))
    }
    db.prepare("INSERT INTO drafts VALUES ('draft_old', NULL, 'Beds', 0, 3, 40, 50, ?)").run(
      JSON.stringify({ title: 'Beds', projectId: 'garden', tasks: [] }),
    )
    close()
    return dataDir
  }

  it('gets group counts of ended runs, and projects of its runs', () => {
    const opened = open(createOldDataDir())
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    try {
      expect(db.pragma('user_version', { simple: true })).toBe(real)
      const { runs, projects, runSearch } = createStore(db)
      const over = runs.find('run_over')
      expect(over).toMatchObject({ counts: { done: 1, failed: 1 }, groupCounts: { failed: 1, done: 0 } })
      expect(runs.find('run_open')?.groupCounts).toEqual({})
      expect(projects.list()).toEqual([])
      expect(projects.listRuns()).toMatchObject([
        { id: 'garden', runCount: 2, openRuns: 1, lastAt: 30, lastRuns: ['failed', 'running'] },
      ])
      projects.save({ id: 'garden', name: 'The garden', folder: null, archivedAt: null, createdAt: 60 })
      const filter = { text: 'garden', group: [], project: [], planKey: [], id: [], from: null, to: null }
      expect(runSearch.find(filter, { below: null, limit: 9 })).toEqual(['run_open', 'run_over'])
    } finally {
      close()
    }
  })

  it('keeps its drafts, with their projects', () => {
    const opened = open(createOldDataDir())
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    try {
      const { drafts } = createStore(db)
      const facts = { id: 'draft_old', projectId: 'garden', revision: 3, createdAt: 40, updatedAt: 50 }
      expect(drafts.list()).toMatchObject([{ ...facts, title: 'Beds' }])
      expect(drafts.find('draft_old')?.document).toMatchObject({ title: 'Beds', tasks: [] })
    } finally {
      close()
    }
  })

  it('is copied before that step', () => {
    const dataDir = createOldDataDir()
    look(dataDir, readMigrations(migrationsDir), ({ version }) => expect(version).toBe(real))
    const restored = createTempDir()
    copyFileSync(join(dataDir, 'backups', backupName(13)), databaseIn(restored))
    const opened = open(restored, before)
    if (!opened.ok) throw new Error(opened.error.message)
    const { db, close } = opened.value
    try {
      expect(db.pragma('user_version', { simple: true })).toBe(12)
      expect(db.prepare("SELECT name FROM sqlite_schema WHERE name = 'projects'").all()).toEqual([])
      expect(db.prepare('SELECT title FROM runs ORDER BY id').pluck().all()).toEqual(['Plant', 'Dig'])
    } finally {
      close()
    }
  })
})

describe('a failed migration', () => {
  const failing: Record<string, string> = {
    'with an error in its middle': 'CREATE TABLE third (a); INSERT INTO nowhere VALUES (1);',
    'leaving rows that refer to nothing': 'CREATE TABLE third (a); DELETE FROM runs;',
  }

  it.each(Object.entries(failing))(
    '%s leaves the complete earlier version, and names the copy',
    async (_, sql) => {
      const dataDir = await createUsedDataDir()
      const before = look(dataDir, migrationsWith(), ({ dump }) => dump)
      const refused = refusalOfOpening(dataDir, migrationsWith('CREATE TABLE second (a);', sql))
      const copy = join(dataDir, 'backups', backupName(real + 2))
      expect(refused).toMatchObject({
        code: 'E_MIGRATE',
        message: expect.stringContaining(`version ${real + 2}`),
        hint: expect.stringContaining(copy),
      })
      expect(existsSync(copy)).toBe(true)
      const after = look(dataDir, migrationsWith('CREATE TABLE second (a);'), (of) => of)
      expect(after).toMatchObject({ version: real + 1, dump: before })
      expect(after.tables).toContain('second')
      expect(after.tables).not.toContain('third')
    },
  )

  it('on a new database leaves no database, and the next start can succeed', () => {
    const dataDir = createTempDir()
    expect(refusalOfOpening(dataDir, migrationsWith('CREATE nonsense;')).code).toBe('E_MIGRATE')
    expect(existsSync(databaseIn(dataDir))).toBe(false)
    look(dataDir, migrationsWith(), ({ version }) => expect(version).toBe(real))
  })
})

describe('the files of the migrations', () => {
  it('that changed after they ran are refused without changes to the database', async () => {
    const dataDir = await createUsedDataDir()
    const before = fingerprints(dataDir)
    const [first, ...others] = migrationsWith('CREATE TABLE second (a);')
    const edited = [{ version: 1, sql: `${first?.sql} -- a remark` }, ...others]
    expect(refusalOfOpening(dataDir, edited)).toMatchObject({
      code: 'E_MIGRATE',
      message: expect.stringContaining('1'),
    })
    expect(fingerprints(dataDir)).toEqual(before)
    expect(backupsOf(dataDir)).toEqual([])
  })

  it.each([
    ['a gap', ['0001.sql', '0003.sql']],
    ['no first', ['0002.sql']],
    ['two of one number', ['0001-a.sql', '0001-b.sql']],
    ['a name without a number', ['0001.sql', 'next.sql']],
  ])('with %s are a bug, which throws', (_, names) => {
    const dir = join(createTempDir(), 'migrations')
    mkdirSync(dir)
    for (const name of names) writeFileSync(join(dir, name), 'CREATE TABLE t (a);')
    expect(() => readMigrations(dir)).toThrow(/out of order/)
  })

  it('are read in the order of their numbers, without other files', () => {
    const dir = createTempDir()
    for (const [name, sql] of Object.entries({ '0002.sql': 'B', '0001.sql': 'A', 'notes.md': 'C' })) {
      writeFileSync(join(dir, name), sql)
    }
    expect(readMigrations(dir)).toEqual([
      { version: 1, sql: 'A' },
      { version: 2, sql: 'B' },
    ])
  })
})
