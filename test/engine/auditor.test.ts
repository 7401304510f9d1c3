import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createBlobs } from '../../src-main/base/blobs.ts'
import { systemClock } from '../../src-main/base/clock.ts'
import { collectNamedFiles, createAuditor } from '../../src-main/engine/auditor.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { readMigrations } from '../../src-main/store/db/migrate.ts'
import { agentOf, createHarness, planOf, taskOf } from '../support/engine.ts'
import { migrationsDir } from '../support/made-database.ts'

/** An agent that logs in each attempt, and returns a long result for the task `long`. */
const talkative: AgentAdapter = {
  kind: 'scripted',
  async *start({ taskKey }) {
    yield { type: 'log', level: 'info', text: `working at ${taskKey}` }
    const text = taskKey === 'long' ? 'x'.repeat(100_000) : `did ${taskKey}`
    yield { type: 'result', result: { text, data: { key: taskKey } } }
  },
}

async function finishedRun() {
  const harness = createHarness({ adapter: talkative })
  await harness.register(agentOf('ann'))
  const built = await harness.build(planOf([taskOf('a'), taskOf('long', { dependsOn: ['a'] })]))
  if (!('runId' in built)) throw new Error('The run was not built')
  await harness.settle()
  expect(harness.store.runs.find(built.runId)?.status).toBe('done')
  const { store, dataDir } = harness
  const migrations = readMigrations(migrationsDir)
  return {
    harness,
    store,
    auditor: createAuditor({
      store,
      dataDir,
      migrations,
      clock: systemClock,
      blobs: createBlobs(join(dataDir, 'artifacts')),
    }),
  }
}

/** A run with an attempt whose input and result are stored files, and a third file without a reference. */
async function runWithFiles() {
  const keptAs: string[] = []
  const adapter: AgentAdapter = {
    kind: 'scripted',
    async *start() {
      yield { type: 'given', input: { parts: [{ label: 'Prompt', text: 'Dig.', form: 'text' }] } }
      const bytes = Buffer.from([0, 255])
      const sha256 = await blobs.put(bytes)
      keptAs.push(sha256)
      const artifacts = [{ name: 'plan.png', mediaType: 'image/png', bytes: bytes.length, sha256 }]
      yield { type: 'result', result: { text: 'done', data: { artifacts } } }
    },
  }
  const harness = createHarness({ adapter })
  const { store, dataDir } = harness
  const blobs = createBlobs(join(dataDir, 'artifacts'))
  await harness.register(agentOf('ann'))
  const built = await harness.build(planOf([taskOf('a')]))
  if (!('runId' in built)) throw new Error('The run was not built')
  await harness.settle()
  await harness.executor.idle()
  await harness.settle()
  keptAs.push(...store.attemptInputs.listOfAttempt(built.runId, 'a', 1).map(({ sha256 }) => sha256))
  writeFileSync(join(dataDir, 'artifacts', 'f'.repeat(64)), 'x')
  const migrations = readMigrations(migrationsDir)
  // A new auditor, as after a restart, treats files from before as not fresh.
  const auditor = createAuditor({
    ...{ store, dataDir, migrations, clock: systemClock },
    blobs: createBlobs(join(dataDir, 'artifacts')),
  })
  return { store, dataDir, auditor, keptAs }
}

describe('the integrity check', () => {
  it('finds a changed byte in a table that is derived from the log', async () => {
    const { store, auditor } = await finishedRun()
    expect(await auditor.verify()).toMatchObject({ ok: true, firstBad: null })
    const change = (sql: string) => store.db.prepare(sql).run()
    change("UPDATE tasks SET status = 'failed' WHERE key = 'a'")
    expect(await auditor.verify()).toMatchObject({
      ok: false,
      firstBad: { problem: expect.stringContaining('The table tasks does not match the event log.') },
    })
    change("UPDATE tasks SET status = 'done' WHERE key = 'a'")
    expect((await auditor.verify()).ok).toBe(true)
    await auditor.close()
  })
})

describe('the auditor', () => {
  it('confirms the log of a finished run, and tables equal to a replay (E8)', async () => {
    const { store, auditor } = await finishedRun()
    const seq = store.events.lastSeq()
    expect(await auditor.verify()).toMatchObject({ ok: true, entries: seq, head: { seq }, firstBad: null })
    expect(await auditor.replay()).toMatchObject({ equal: true, events: seq, difference: null })
  })

  it('confirms the same during work, at the instant of the request', async () => {
    const { harness, store, auditor } = await finishedRun()
    const seq = store.events.lastSeq()
    const [verdict, replayed] = [auditor.verify(), auditor.replay()]
    await harness.build(planOf([taskOf('more')], { key: 'plan-2' }))
    await harness.settle()
    expect(store.events.lastSeq()).toBeGreaterThan(seq)
    expect(await verdict).toMatchObject({ ok: true, entries: seq })
    expect(await replayed).toMatchObject({ equal: true, events: seq })
  })

  it('names the first table and row that differs from the log', async () => {
    const { store, auditor } = await finishedRun()
    store.db.exec("UPDATE attempts SET agent_id = 'bob' WHERE task_key = 'a'")
    const { equal, difference } = await auditor.replay()
    expect(equal).toBe(false)
    expect(difference?.table).toBe('attempts')
    expect(difference?.stored).toContain('"bob"')
    expect(difference?.replayed).toContain('"ann"')
    store.db.exec("DELETE FROM attempts WHERE task_key = 'long'; UPDATE attempts SET agent_id = 'ann'")
    expect((await auditor.replay()).difference).toMatchObject({ table: 'attempts', stored: null })
  })

  it('compacts old runs with an intact log and a replay that equals the tables', async () => {
    const { store, auditor } = await finishedRun()
    const lines = store.db.prepare('SELECT count(*) FROM log_lines').pluck()
    expect(lines.get()).toBe(2)
    expect(await auditor.compact({ before: '2026-01-01', dryRun: false })).toEqual({
      dryRun: false,
      ...{ runs: [], files: 0 },
    })
    const dry = await auditor.compact({ before: '2026-01-02', dryRun: true })
    expect(dry.runs).toHaveLength(1)
    expect(lines.get()).toBe(2)
    expect(await auditor.compact({ before: '2026-01-02', dryRun: false })).toEqual({ ...dry, dryRun: false })
    expect(dry.runs[0]?.bytes).toBeGreaterThan(90_000)
    expect(lines.get()).toBe(0)
    expect(store.db.prepare("SELECT result FROM attempts WHERE task_key = 'long'").pluck().get()).toContain(
      'Removed by a compaction',
    )
    expect(await auditor.verify()).toMatchObject({ ok: true })
    expect(await auditor.replay()).toMatchObject({ equal: true })
  })

  it('deletes only files without a reference in the log', async () => {
    const { store, dataDir, auditor, keptAs } = await runWithFiles()
    const list = () => readdirSync(join(dataDir, 'artifacts')).toSorted()
    expect(list()).toEqual([...keptAs, 'f'.repeat(64)].toSorted())
    expect((await auditor.compact({ before: '2026-01-01', dryRun: true })).files).toBe(0)
    expect(list()).toHaveLength(3)
    const named = await collectNamedFiles(store)
    expect([...named]).toEqual(expect.arrayContaining(keptAs))
    expect((await auditor.compact({ before: '2026-01-01', dryRun: false })).files).toBe(1)
    expect(list()).toEqual(keptAs.toSorted())
  })

  it('that is closed ends running work with a refusal', async () => {
    const { auditor } = await finishedRun()
    const replayed = auditor.replay()
    const closed = auditor.close()
    await expect(replayed).rejects.toMatchObject({ refusal: { code: 'E_CLOSED' } })
    await closed
  })
})
