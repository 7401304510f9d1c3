import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { inspectLog } from '../../src-main/store/log/check-at-start.ts'
import { readNotes, writeNote } from '../../src-main/store/log/head-file.ts'
import { createHeadKeeper } from '../../src-main/store/log/head-keeper.ts'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { eventsOf, storeWithLog, type TestStore, verify } from './log.ts'

const log = pino({ level: 'silent' })

function keeperOver(store: TestStore, dataDir: string) {
  const clock = createManualClock()
  return { clock, keeper: createHeadKeeper({ audit: store.audit, dataDir, clock, log }) }
}

/** A copy of the current files, without closing or checkpoints. */
function imageOf(dataDir: string): string {
  const image = createTempDir()
  for (const name of [
    'switchyard.sqlite',
    'switchyard.sqlite-wal',
    'audit-head.json',
    'audit-head.live.json',
  ]) {
    if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(image, name))
  }
  return image
}

const notedSeqs = (dataDir: string) =>
  readNotes(dataDir).flatMap(({ file, head }) => (file === 'audit-head.live.json' ? [] : [head?.seq ?? null]))

describe('the note of the chain head next to the database', () => {
  it('is written some seconds after work began, once for all changes, and at the end', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    const { clock, keeper } = keeperOver(store, dataDir)
    keeper.wake()
    keeper.wake()
    await clock.advance(4000)
    expect(notedSeqs(dataDir)).toEqual([])
    store.events.appendAll(eventsOf(4, 6))
    keeper.wake()
    await clock.advance(2000)
    await expect.poll(() => notedSeqs(dataDir), { timeout: 20_000 }).toEqual([6])
    store.events.appendAll(eventsOf(7, 7))
    keeper.wake()
    await keeper.close()
    expect(notedSeqs(dataDir)).toEqual([7])
    store.close()
  })

  it("contains the log's values for the same entry, for its owner only", async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    const { clock, keeper } = keeperOver(store, dataDir)
    await keeper.close()
    const file = join(dataDir, 'audit-head.json')
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      seq: 3,
      hash: store.audit.findHash(3),
      at: clock.now(),
    })
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
    expect(existsSync(`${file}.new`)).toBe(false)
    store.close()
  })

  it('never exceeds the committed log', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    const { keeper } = keeperOver(store, dataDir)
    const failing = () =>
      store.transact(() => {
        store.events.appendAll(eventsOf(4, 6))
        throw new Error('no room')
      })
    expect(failing).toThrow('no room')
    await keeper.close()
    expect(notedSeqs(dataDir)).toEqual([3])
    store.close()
  })

  it('is not written for an empty log', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(0, dataDir)
    const { keeper } = keeperOver(store, dataDir)
    keeper.wake()
    await keeper.close()
    expect(notedSeqs(dataDir)).toEqual([])
    store.close()
  })

  it('that lags behind a killed log is no damage', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    await keeperOver(store, dataDir).keeper.close()
    store.events.appendAll(eventsOf(4, 9))
    expect(await verify(store, readNotes(dataDir))).toMatchObject({ ok: true, entries: 9 })
    expect(inspectLog(store.audit)).toEqual({ ok: true, value: [] })
    expect(notedSeqs(dataDir)).toEqual([3])
    store.close()
  })

  it('matches the log after a kill at any commit', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(0, dataDir)
    const images: string[] = []
    for (let seq = 1; seq <= 12; seq += 1) {
      store.events.appendAll(eventsOf(seq, seq))
      images.push(imageOf(dataDir))
      if (seq % 3 === 0) await keeperOver(store, dataDir).keeper.close()
      images.push(imageOf(dataDir))
    }
    store.close()
    for (const image of images) {
      const left = openTestStore(image)
      expect(inspectLog(left.audit)).toEqual({ ok: true, value: [] })
      expect((await verify(left, readNotes(image))).ok).toBe(true)
      left.close()
    }
    expect(notedSeqs(images.at(-1) ?? '')).toEqual([12])
  })

  it('that was changed is a finding, and a missing note is none', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    expect((await verify(store, readNotes(dataDir))).ok).toBe(true)
    for (const text of ['', '{}', '{"seq":3', '{"seq":0,"hash":"","at":1}']) {
      writeFileSync(join(dataDir, 'audit-head.json'), text)
      expect((await verify(store, readNotes(dataDir))).firstBad?.problem).toContain('audit-head.json')
    }
    const hash = `${store.audit.findHash(3)}`.replace(/./, (first) => (first === '0' ? '1' : '0'))
    await writeNote(dataDir, { seq: 3, hash, at: 0 })
    expect((await verify(store, readNotes(dataDir))).firstBad).toMatchObject({ seq: 3 })
    store.close()
  })
})

describe('a start with a log', () => {
  it('with a missing end is refused without changes', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(9, dataDir)
    store.db.exec('DELETE FROM events WHERE seq > 7')
    expect(inspectLog(store.audit)).toMatchObject({
      ok: false,
      error: {
        code: 'E_DB_CORRUPT',
        message: expect.stringContaining('ends at entry 7, and its chain head is entry 9'),
        hint: expect.stringContaining('audit verify'),
      },
    })
    expect(store.audit.readHead()?.seq).toBe(9)
    store.close()
  })

  it('with a changed entry among the newest warns and continues, and the entry stays visible', async () => {
    const store = storeWithLog(9)
    store.db.exec('UPDATE events SET at = 1 WHERE seq = 4')
    expect(inspectLog(store.audit)).toMatchObject({ ok: true, value: [{ seq: 4 }] })
    store.events.appendAll(eventsOf(10, 12))
    expect((await verify(store)).firstBad?.seq).toBe(4)
    store.close()
  })

  it('that is older than the note warns once, and the note stays visible after new work', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(6, dataDir)
    await writeNote(dataDir, { seq: 8, hash: 'a'.repeat(64), at: 0 })
    expect(inspectLog(store.audit)).toMatchObject({
      ok: true,
      value: [{ seq: 7, problem: expect.stringContaining('The last 2 entries may be missing') }],
    })
    store.events.appendAll(eventsOf(7, 12))
    await keeperOver(store, dataDir).keeper.close()
    expect(inspectLog(store.audit)).toEqual({ ok: true, value: [] })
    expect(readNotes(dataDir).map(({ file, head }) => [file, head?.seq])).toEqual([
      ['audit-head.json', 12],
      ['audit-head.unmet.json', 8],
    ])
    expect((await verify(store, readNotes(dataDir))).firstBad).toMatchObject({
      seq: 8,
      problem: expect.stringContaining('audit-head.unmet.json'),
    })
    store.close()
  })

  it('that misses two notes keeps the later one', async () => {
    const dataDir = createTempDir()
    const store = storeWithLog(2, dataDir)
    for (const seq of [5, 9, 7]) {
      await writeNote(dataDir, { seq, hash: 'a'.repeat(64), at: 0 })
      inspectLog(store.audit)
    }
    expect(notedSeqs(dataDir)).toEqual([9])
    store.close()
  })
})

describe('a start with a database without its write-ahead log', () => {
  async function killedAfter(commits: number): Promise<string> {
    const dataDir = createTempDir()
    const store = storeWithLog(3, dataDir)
    store.db.pragma('wal_checkpoint(TRUNCATE)')
    const { keeper } = keeperOver(store, dataDir)
    for (let seq = 4; seq < 4 + commits; seq += 1) {
      store.events.appendAll(eventsOf(seq, seq))
      keeper.wake()
    }
    const image = imageOf(dataDir)
    await keeper.close()
    store.close()
    return image
  }

  it.each([
    ['missing', (wal: string) => rmSync(wal)],
    ['empty', (wal: string) => truncateSync(wal)],
    ['damaged', (wal: string) => writeFileSync(wal, Buffer.alloc(statSync(wal).size, 7))],
  ])('reports the number of possibly missing entries if the log is %s', async (_what, harm) => {
    const image = await killedAfter(5)
    harm(join(image, 'switchyard.sqlite-wal'))
    const left = openTestStore(image)
    expect(inspectLog(left.audit)).toMatchObject({
      ok: true,
      value: [{ seq: 4, problem: expect.stringContaining('The last 5 entries may be missing') }],
    })
    expect(await verify(left, readNotes(image))).toMatchObject({ ok: false, firstBad: { seq: 4 } })
    left.close()
  })

  it('reports nothing for a complete log', async () => {
    const image = await killedAfter(5)
    const left = openTestStore(image)
    expect(inspectLog(left.audit)).toEqual({ ok: true, value: [] })
    expect((await verify(left, readNotes(image))).ok).toBe(true)
    left.close()
  })
})
