import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

/** A closed data folder with a run. */
async function usedDataDir(): Promise<string> {
  const dataDir = createTempDir()
  await switchyard(['run', sample('missing-skill.plan.json')], dataDir)
  return dataDir
}

function change(dataDir: string, sql: string): void {
  const db = new Database(join(dataDir, 'switchyard.sqlite'))
  db.exec(sql)
  db.close()
}

describe('switchyard audit verify', () => {
  it('confirms an intact log, with its chain head', async () => {
    const dataDir = await usedDataDir()
    const { code, stdout } = await switchyard(['audit', 'verify'], dataDir)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Valid: \d+ entries\.\nHead \d+ [0-9a-f]{64}\n/)
    const json = JSON.parse((await switchyard(['audit', 'verify', '--json'], dataDir)).stdout)
    expect(json).toMatchObject({ ok: true, firstBad: null, checkedAt: expect.any(Number) })
    expect(json.entries).toBe(json.head.seq)
  })

  it('names the first damaged entry and exits with 1', async () => {
    const dataDir = await usedDataDir()
    change(dataDir, 'UPDATE events SET at = at + 1 WHERE seq IN (4, 6)')
    const { code, stdout } = await switchyard(['audit', 'verify'], dataDir)
    expect(code).toBe(1)
    expect(stdout).toContain('Damaged at entry 4.')
    const json = await switchyard(['audit', 'verify', '--json'], dataDir)
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, firstBad: { seq: 4 } })
  })

  it('works on a truncated log, which all other commands refuse', async () => {
    const dataDir = await usedDataDir()
    change(dataDir, 'DELETE FROM events WHERE seq > 5')
    const refused = await switchyard(['log'], dataDir)
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('E_DB_CORRUPT') })
    const { code, stdout } = await switchyard(['audit', 'verify'], dataDir)
    expect(code).toBe(1)
    expect(stdout).toContain(
      'Damaged at entry 6. The newest entries are missing: the log ends at entry 5, and its chain head',
    )
  })

  it('detects a truncation together with its record, through the note next to the database', async () => {
    const dataDir = await usedDataDir()
    change(
      dataDir,
      `DELETE FROM events WHERE seq > 5;
       UPDATE audit_head SET seq = 5, hash = (SELECT hash FROM events WHERE seq = 5)`,
    )
    const { code, stdout } = await switchyard(['audit', 'verify'], dataDir)
    expect(code).toBe(1)
    expect(stdout).toContain('The log ends at entry 5, but audit-head.json recorded entry')
    expect(stdout).toContain('If you restored a backup')
    expect((await switchyard(['log'], dataDir)).code).toBe(0)
    expect((await switchyard(['audit', 'verify'], dataDir)).stdout).toContain('audit-head.unmet.json')
  })
})

describe('switchyard replay', () => {
  it('prints “equal”, or the first different row', async () => {
    const dataDir = await usedDataDir()
    const equal = await switchyard(['replay'], dataDir)
    expect(equal.stdout).toMatch(/^Equal: \d+ events produce the same \d+ rows\./)
    expect(equal.code).toBe(0)
    change(dataDir, "UPDATE runs SET title = 'Another'")
    const other = await switchyard(['replay', '--json'], dataDir)
    expect(other.code).toBe(1)
    expect(JSON.parse(other.stdout)).toMatchObject({ equal: false, difference: { table: 'runs' } })
  })
})

describe('switchyard audit compact', () => {
  it('refuses an invalid date', async () => {
    const { code, stdout } = await switchyard(['audit', 'compact', '--before', 'soon', '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'E_DATE', field: 'before' } })
  })

  it('changes nothing in a dry run', async () => {
    const dataDir = await usedDataDir()
    const args = ['audit', 'compact', '--before', '2999-12-31']
    const { code, stdout } = await switchyard([...args, '--dry-run', '--json'], dataDir)
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, dryRun: true })
    expect((await switchyard(['audit', 'verify'], dataDir)).code).toBe(0)
  })
})

describe('a running app', () => {
  it('handles the command, and returns the same over REST', async () => {
    const { app, call } = await serveTestApp()
    const { body } = await call('GET', '/api/v1/audit/verify')
    expect(body).toMatchObject({ ok: true, firstBad: null })
    expect((await call('GET', '/api/v1/audit/replay')).body).toMatchObject({ equal: true, difference: null })
    const dry = await call('POST', '/api/v1/audit/compact', { before: '2026-01-01', dryRun: true })
    expect(dry.body).toEqual({ dryRun: true, runs: [], files: 0 })
    expect(await call('POST', '/api/v1/audit/compact', { before: '1.1.2026' })).toMatchObject({
      status: 400,
      body: { error: { code: 'E_DATE' } },
    })
    const { code, stdout } = await switchyard(['audit', 'verify', '--json'], app.dataDir)
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, ok: true, entries: body.entries })
    expect((await switchyard(['replay'], app.dataDir)).code).toBe(0)
  })
})
