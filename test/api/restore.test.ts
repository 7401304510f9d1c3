import { createHash } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const keep = (app: App, content: string) => app.client.memory.remember({ type: 'note', content })

const kept = async (app: App): Promise<string[]> => {
  const { entries } = await app.client.memory.readAll({})
  return entries.map(({ content }) => String(content)).toSorted()
}

/** Resolves when the app asks its host for a restart. */
const restarted = (app: App) => new Promise<void>((resolve) => app.offerRestart(resolve))

async function openWithBackup() {
  const app = await bootTestApp({ dataDir: createTempDir() })
  await keep(app, 'before')
  await app.client.system.setLimits({ global: 7 })
  const backup = await app.client.system.backUp()
  await keep(app, 'after')
  await app.client.system.setLimits({ global: 9 })
  return { app, backup }
}

describe('a restored backup', () => {
  it('is in place at the next start, and the earlier data becomes a backup', async () => {
    const { app, backup } = await openWithBackup()
    const asked = restarted(app)
    const { safety } = await app.client.system.restoreBackup({ name: backup.name })
    await asked
    expect(await kept(app)).toEqual(['after', 'before'])
    await app.close()

    const again = await bootTestApp({ dataDir: app.dataDir })
    expect(await kept(again)).toEqual(['before'])
    expect((await again.client.system.settings()).limits.global).toBe(7)
    expect(await again.client.system.lastRestore()).toMatchObject({
      ...{ name: backup.name, seq: backup.seq, safety: safety.name, problem: null },
    })
    // The audit reports no damage: the log is the log of the backup and ends at the same entry.
    expect((await again.client.audit.verify()).ok).toBe(true)
    expect(existsSync(join(app.dataDir, 'restore.json'))).toBe(false)

    const back = restarted(again)
    await again.client.system.restoreBackup({ name: safety.name })
    await back
    await again.close()
    expect(await kept(await bootTestApp({ dataDir: app.dataDir }))).toEqual(['after', 'before'])
  })

  it('is restored again by the next start if the first was interrupted', async () => {
    const { app, backup } = await openWithBackup()
    const asked = restarted(app)
    await app.client.system.restoreBackup({ name: backup.name })
    await asked
    const wish = readFileSync(join(app.dataDir, 'restore.json'))
    await app.close()
    const first = await bootTestApp({ dataDir: app.dataDir })
    await first.close()
    writeFileSync(join(app.dataDir, 'restore.json'), wish)
    expect(await kept(await bootTestApp({ dataDir: app.dataDir }))).toEqual(['before'])
  })

  it('restores no revoked token, and keeps newer tokens', async () => {
    const app = await bootTestApp({ dataDir: createTempDir() })
    const create = (name: string) => app.client.tokens.create({ name, scope: 'work' })
    const revoked = await create('revoked')
    const backup = await app.client.system.backUp()
    await app.client.tokens.revoke({ tokenId: revoked.id })
    await create('newer')
    const asked = restarted(app)
    await app.client.system.restoreBackup({ name: backup.name })
    await asked
    await app.close()
    const again = await bootTestApp({ dataDir: app.dataDir })
    expect((await again.client.tokens.list({})).map(({ name }) => name)).toEqual(['newer'])
  })

  it('is refused if it is damaged, without changes', async () => {
    const { app, backup } = await openWithBackup()
    app.offerRestart(() => expect.fail('it must not start again'))
    appendFileSync(join(backup.path, 'switchyard.sqlite'), 'x')
    await expect(app.client.system.restoreBackup({ name: backup.name })).rejects.toThrow(
      'This backup is damaged. The database of the backup was changed.',
    )
    expect((await app.client.system.listBackups()).length).toBe(1)
    expect(existsSync(join(app.dataDir, 'restore.json'))).toBe(false)
  })

  it('is ignored if it was damaged between the check and the start, with a note', async () => {
    const { app, backup } = await openWithBackup()
    const asked = restarted(app)
    await app.client.system.restoreBackup({ name: backup.name })
    await asked
    await app.close()
    appendFileSync(join(backup.path, 'switchyard.sqlite'), 'x')
    const again = await bootTestApp({ dataDir: app.dataDir })
    expect(await kept(again)).toEqual(['after', 'before'])
    expect((await again.client.system.lastRestore())?.problem).toContain('was changed after its check')
  })

  it('is restored without its settings if they are unreadable, and both are reported', async () => {
    const { app, backup } = await openWithBackup()
    const asked = restarted(app)
    await app.client.system.restoreBackup({ name: backup.name })
    await asked
    await app.close()
    rmSync(join(backup.path, 'settings.json'))
    mkdirSync(join(backup.path, 'settings.json'))
    const again = await bootTestApp({ dataDir: app.dataDir })
    expect(await kept(again)).toEqual(['before'])
    expect((await again.client.system.settings()).limits.global).toBe(9)
    expect(await again.client.system.lastRestore()).toMatchObject({
      problem: null,
      settingsProblem: expect.stringContaining('settings.json'),
    })
  })

  it('is refused if a newer version of Switchyard created it', async () => {
    const { app, backup } = await openWithBackup()
    const file = join(backup.path, 'switchyard.sqlite')
    const db = new Database(file)
    db.pragma('user_version = 9999')
    db.close()
    const manifest = join(backup.path, 'backup.json')
    const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
    writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), sha256 }))
    app.offerRestart(() => expect.fail('it must not start again'))
    await expect(app.client.system.restoreBackup({ name: backup.name })).rejects.toThrow(
      'created by a newer Switchyard',
    )
  })

  it('is refused if the host cannot restart the app, and for an unknown name', async () => {
    const { app, backup } = await openWithBackup()
    await expect(app.client.system.restoreBackup({ name: backup.name })).rejects.toThrow(
      'This Switchyard cannot restart itself.',
    )
    app.offerRestart(() => expect.fail('it must not start again'))
    await expect(app.client.system.restoreBackup({ name: 'backup-2020' })).rejects.toThrow(
      'Backup backup-2020 does not exist.',
    )
  })

  /** A data folder after a kill: with a write-ahead log and a pending restore. */
  async function killedBeforeRestore() {
    const { app, backup } = await openWithBackup()
    const asked = restarted(app)
    await app.client.system.restoreBackup({ name: backup.name })
    await asked
    const dataDir = createTempDir()
    cpSync(app.dataDir, dataDir, {
      recursive: true,
      filter: (path) => !/lock|\.sock$|-shm$/.test(basename(path)),
    })
    const copied = join(dataDir, 'backups', backup.name, 'switchyard.sqlite')
    return { dataDir, copied, file: join(dataDir, 'switchyard.sqlite') }
  }

  it('leaves the old data with its log if the copy cannot replace it', async () => {
    const { dataDir, copied, file } = await killedBeforeRestore()
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
    appendFileSync(copied, 'x')
    expect(await kept(await bootTestApp({ dataDir }))).toEqual(['after', 'before'])
  })

  it.each([
    ['the log', ['-wal']],
    ['the log and the database', ['-wal', '']],
  ])('restores the data that was set aside if an interruption followed %s', async (_what, moved) => {
    const { dataDir, copied, file } = await killedBeforeRestore()
    for (const suffix of moved) renameSync(`${file}${suffix}`, `${file}.replaced${suffix}`)
    appendFileSync(copied, 'x')
    const again = await bootTestApp({ dataDir })
    expect(await kept(again)).toEqual(['after', 'before'])
    expect(readdirSync(dataDir).filter((name) => name.includes('.replaced'))).toEqual([])
  })

  it('continues with the copy after an interruption before the old data was removed', async () => {
    const { dataDir, copied, file } = await killedBeforeRestore()
    for (const suffix of ['-wal', '']) renameSync(`${file}${suffix}`, `${file}.replaced${suffix}`)
    copyFileSync(copied, file)
    expect(await kept(await bootTestApp({ dataDir }))).toEqual(['before'])
    expect(readdirSync(dataDir).filter((name) => name.includes('.replaced'))).toEqual([])
  })
})
