import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTempDir, openTestStore } from '../support/engine.ts'
import { eventOf, eventsOf, restarted, storeWithLog, verify } from './log.ts'

const sha256 = (text: string) => hash('sha256', text, 'hex')

describe('the hash chain', () => {
  it('equals the definition in ADR 0009, calculated by hand', () => {
    const store = openTestStore(createTempDir())
    store.events.appendAll([eventOf(1, 'x'), eventOf(2, 'y')])
    let before = '0'.repeat(64)
    for (const seq of [1, 2]) {
      const body = sha256(JSON.stringify(eventOf(seq, seq === 1 ? 'x' : 'y').body))
      const fields = `14:attempt.logged5:run_16:task-${seq}9:command-1`
      before = sha256(`${before}${body}${seq} ${1_767_225_600_000 + seq} ${fields}`)
      expect(store.audit.findHash(seq)).toBe(before)
    }
    expect(store.audit.readHead()).toMatchObject({ seq: 2, hash: before })
    store.close()
  })

  it('distinguishes an event without a run from an empty run name, and a text from the next one', async () => {
    const store = storeWithLog(1)
    const base = store.audit.findHash(1)
    for (const change of [
      "type = 'attempt.loggedr', run_id = 'un_1'",
      "task_key = ''",
      'task_key = NULL',
      "command_id = '1command-1'",
    ]) {
      store.db.exec('SAVEPOINT before')
      store.db.exec(`UPDATE events SET ${change}`)
      expect((await verify(store)).firstBad, change).toMatchObject({ seq: 1 })
      store.db.exec('ROLLBACK TO before')
    }
    expect(store.audit.findHash(1)).toBe(base)
    store.close()
  })

  it('is correct for texts that no file can contain unchanged', async () => {
    const store = openTestStore(createTempDir())
    const odd = ['\ud800', 'a\udc00b', '\u0000', '\ufffd', '\u2028', '']
    odd.forEach((text, at) => {
      const { body, ...event } = eventOf(at + 1, text)
      store.events.append({
        ...event,
        commandId: text,
        body: { ...body, runId: `run_${text}` } as typeof body,
      })
    })
    expect(await verify(store)).toMatchObject({ ok: true, entries: odd.length })
    store.close()
  })

  it('continues after a restart', async () => {
    const store = storeWithLog(5)
    restarted(store).appendAll(eventsOf(6, 9))
    expect(await verify(store)).toMatchObject({ ok: true, entries: 9 })
    store.close()
  })

  it('continues after rolled-back transactions with any content', async () => {
    const store = storeWithLog(4)
    for (const length of [1, 2, 5]) {
      const from = store.events.lastSeq() + 1
      const failing = () =>
        store.transact(() => {
          store.events.appendAll(eventsOf(from, from + length - 1))
          throw new Error('no room')
        })
      expect(failing).toThrow('no room')
      expect(await verify(store)).toMatchObject({ ok: true, entries: from - 1 })
      store.events.appendAll([eventOf(from, 'in its place'), eventOf(from + 1)])
      expect(await verify(store)).toMatchObject({ ok: true, entries: from + 1 })
    }
    store.close()
  })

  it('accepts no event with a gap or a used number: both are bugs', () => {
    const store = storeWithLog(3)
    expect(() => store.events.append(eventOf(5))).toThrow(/cannot follow/)
    expect(() => store.events.append(eventOf(3))).toThrow(/cannot follow/)
    expect(store.events.lastSeq()).toBe(3)
    store.close()
  })
})
