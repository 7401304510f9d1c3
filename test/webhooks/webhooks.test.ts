import type { ServerResponse } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { sign } from '../../src-main/webhooks/sign.ts'
import { parseAllowList } from '../../src-main/webhooks/target.ts'
import { createWebhooks } from '../../src-main/webhooks/webhooks.ts'
import type { EventBody } from '../../src-shared/events.ts'
import { takeCrashImage } from '../engine/crash-image.ts'
import { createTempDir, createTestLog, openTestStore } from '../support/engine.ts'
import { openReceiver } from './receiver.ts'

const day = 86_400_000
const runId = 'run_1'
const settled: EventBody = {
  ...{ type: 'run.settled', runId, status: 'done', outcome: 'succeeded', gaps: [], gapCount: 0 },
}
const ready: EventBody = { type: 'task.ready', runId, taskKey: 'a' }
const grouped: EventBody = { type: 'group.opened', runId, taskKey: 'g' }

/** Webhooks with a real database, a manual clock, and real receivers on loopback. */
function openScene(
  options: {
    allow?: string[]
    dataDir?: string
    isPassive?: boolean
    clock?: ReturnType<typeof createManualClock>
  } = {},
) {
  const { dataDir = createTempDir(), allow = [], isPassive = false, clock = createManualClock() } = options
  const store = openTestStore(dataDir)
  let ids = 0
  const newId = () => {
    ids += 1
    return `${store.events.lastSeq()}-${ids}-${clock.now()}`
  }
  const { log, logged } = createTestLog()
  const webhooks = createWebhooks({ store, clock, log, newId, isPassive, allow: parseAllowList(allow) })
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await webhooks.close()
    store.close()
  }
  onTestFinished(close)
  function add(url: string, events = ['*']) {
    const created = webhooks.create({ url, events, description: '' })
    if (!created.ok) throw new Error(created.error.message)
    return created.value
  }
  function happen(...bodies: EventBody[]) {
    store.transact(() => {
      for (const body of bodies) {
        store.events.append({ seq: store.events.lastSeq() + 1, at: clock.now(), commandId: 'c', body })
      }
    })
    webhooks.nudge()
  }
  const deliveries = (webhookId: string | null = null) =>
    store.webhooks.listDeliveries({ webhookId, before: Number.MAX_SAFE_INTEGER, limit: 500 })
  /** Advances the clock and waits for the resulting requests. */
  async function pass(ms = 100) {
    await clock.advance(ms)
    await webhooks.idle()
  }
  /**
   * Advances exactly to the next attempt of the newest delivery, because the receiver is real and the clock is manual.
   */
  const passToTry = () => pass((deliveries()[0]?.dueAt ?? 0) - clock.now())
  return { dataDir, store, clock, logged, webhooks, close, add, happen, deliveries, pass, passToTry }
}

describe('webhooks', () => {
  it('send an event after its commit, signed, as in the log', async () => {
    const { url, place, received } = await openReceiver()
    const { add, happen, pass, deliveries, clock } = openScene({ allow: [place] })
    const { secret, id } = add(url)
    happen(ready)
    const at = clock.now()
    await pass()
    const [request] = received
    if (request === undefined) throw new Error('Nothing was received')
    const {
      'webhook-id': messageId,
      'webhook-timestamp': seconds,
      'webhook-signature': signature,
    } = request.headers
    expect(JSON.parse(request.body)).toEqual({
      id: messageId,
      type: 'task.ready',
      at,
      seq: 1,
      runId,
      taskKey: 'a',
      data: ready,
    })
    expect(signature).toBe(
      sign(secret, { id: String(messageId), seconds: Number(seconds), body: request.body }),
    )
    expect(Number(seconds)).toBe(Math.floor(clock.now() / 1000))
    expect(deliveries(id)).toMatchObject([
      { id: messageId, seq: 1, status: 'delivered', tries: 1, dueAt: null, answer: { status: 204 } },
    ])
  })

  it('send only events that match a pattern, and none from before their creation', async () => {
    const { url, place, received } = await openReceiver()
    const { add, happen, pass } = openScene({ allow: [place] })
    happen(settled)
    add(url, ['task.*', 'run.settled'])
    happen(ready, grouped, settled)
    await pass()
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['task.ready', 'run.settled'])
  })

  it.each(['task.ready', 'task.*', 'tasks.ready'])(
    'send an event about many tasks to subscribers of %s',
    async (pattern) => {
      const { url, place, received } = await openReceiver()
      const { add, happen, pass } = openScene({ allow: [place] })
      add(url, [pattern])
      happen({ type: 'tasks.ready', runId, taskKeys: ['a', 'b'] }, settled)
      await pass()
      expect(received.map(({ body }) => JSON.parse(body).data.taskKeys)).toEqual([['a', 'b']])
    },
  )

  it('send an event that is too large without its data', async () => {
    const { url, place, received } = await openReceiver()
    const { add, happen, pass } = openScene({ allow: [place] })
    add(url)
    const lines = [{ level: 'info', text: 'x'.repeat(300_000) }] as const
    happen({ type: 'attempt.logged', runId, taskKey: 'a', attemptId: 'run_1/a#1', number: 1, lines })
    await pass()
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      seq: 1,
      data: null,
      omittedBytes: expect.any(Number),
    })
  })

  it('retry with the same id, a new time and a new signature, until a success', async () => {
    const answers = [500, 503, 200]
    const { url, place, received } = await openReceiver((response) =>
      response.writeHead(answers.shift() ?? 200).end('words'),
    )
    const { add, happen, pass, passToTry, deliveries } = openScene({ allow: [place] })
    add(url)
    happen(settled)
    await pass()
    expect(deliveries()).toMatchObject([
      {
        status: 'pending',
        tries: 1,
        error: { code: 'E_WEBHOOK_STATUS' },
        answer: { status: 500, text: 'words' },
      },
    ])
    await passToTry()
    await passToTry()
    expect(deliveries()).toMatchObject([
      { status: 'delivered', tries: 3, error: null, answer: { status: 200 } },
    ])
    const headers = (name: string) => new Set(received.map((each) => each.headers[name])).size
    expect([headers('webhook-id'), headers('webhook-timestamp'), headers('webhook-signature')]).toEqual([
      1, 3, 3,
    ])
    expect(new Set(received.map(({ body }) => body)).size).toBe(1)
  })

  it('fail after ten attempts', async () => {
    const { url, place, received } = await openReceiver((response) => response.writeHead(500).end())
    const { add, happen, pass, passToTry, deliveries } = openScene({ allow: [place] })
    add(url)
    happen(settled)
    await pass()
    for (let count = 0; count < 9; count += 1) await passToTry()
    expect(deliveries()).toMatchObject([{ status: 'failed', tries: 10, dueAt: null }])
    await pass(day)
    expect(received).toHaveLength(10)
  })

  it('are disabled with a reason after three days of failures, and work again when enabled', async () => {
    let status = 500
    const { url, place, received } = await openReceiver((response) => response.writeHead(status).end())
    const { add, happen, pass, deliveries, webhooks } = openScene({ allow: [place] })
    const { id } = add(url)
    happen(settled)
    await pass()
    await pass(3 * day)
    happen(settled)
    await pass()
    expect(webhooks.list()).toMatchObject([{ status: 'disabled', reason: expect.stringContaining('3 days') }])
    expect(deliveries().map((each) => each.status)).toEqual(['failed', 'failed'])
    const count = received.length
    happen(settled)
    await pass(day)
    expect(received).toHaveLength(count)
    status = 200
    webhooks.enable(id)
    await pass()
    expect(received).toHaveLength(count)
    happen(settled)
    await pass()
    expect(received).toHaveLength(count + 1)
    expect(webhooks.list()).toMatchObject([{ status: 'enabled', reason: null, failingSince: null }])
  })

  it('time out after ten seconds', async () => {
    const receiver = await openReceiver(() => {})
    const { add, happen, pass, clock, deliveries, webhooks } = openScene({ allow: [receiver.place] })
    add(receiver.url)
    happen(settled)
    await clock.advance(100)
    await receiver.untilReceived(1)
    await clock.advance(9999)
    expect(deliveries()).toMatchObject([{ tries: 0 }])
    await clock.advance(1)
    await webhooks.idle()
    expect(deliveries()).toMatchObject([{ tries: 1, error: { code: 'E_WEBHOOK_TIMEOUT' }, tookMs: 10_000 }])
    await pass(0)
  })

  it('are not delayed by another receiver that never responds', async () => {
    const silent = await openReceiver(() => {})
    const quick = await openReceiver()
    const { add, happen, clock } = openScene({ allow: [silent.place, quick.place] })
    add(silent.url)
    add(quick.url)
    happen(...Array.from({ length: 20 }, () => settled))
    await clock.advance(100)
    await quick.untilReceived(20)
    expect(silent.received).toHaveLength(1)
    expect(quick.received.map(({ body }) => JSON.parse(body).seq)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    )
  })

  it('have four parallel requests at most', async () => {
    const silent = await openReceiver(() => {})
    const { add, happen, clock } = openScene({ allow: [silent.place] })
    for (let count = 0; count < 6; count += 1) add(silent.url)
    happen(settled)
    await clock.advance(100)
    await silent.untilReceived(4)
    await clock.advance(5000)
    expect(silent.received).toHaveLength(4)
    await clock.advance(5000)
    await silent.untilReceived(6)
  })

  it('lose no committed event when the app ends, and send none twice', async () => {
    const receiver = await openReceiver()
    const clock = createManualClock()
    const dataDir = createTempDir()
    const first = openScene({ dataDir, clock, allow: [receiver.place] })
    first.add(receiver.url)
    first.happen(settled)
    await first.pass()
    // The event is committed, but the process ends before the delivery starts.
    first.happen(ready, grouped)
    await first.close()
    const second = openScene({ dataDir, clock, allow: [receiver.place] })
    await second.pass()
    expect(receiver.received.map(({ body }) => JSON.parse(body).seq)).toEqual([1, 2, 3])
  })

  it('deliver every event under its first id, after a crash at any moment', async () => {
    const dataDir = createTempDir()
    const clock = createManualClock()
    const images: string[] = []
    let isFirst = true
    let count = 0
    const receiver = await openReceiver((response) => {
      // The receiver has the request, but the sender has no response yet.
      if (isFirst) images.push(takeCrashImage(dataDir))
      count += 1
      response.writeHead(count % 3 === 0 ? 500 : 204).end()
    })
    const allow = [receiver.place]
    const first = openScene({ dataDir, clock, allow })
    first.add(receiver.url)
    for (const body of [settled, ready, grouped]) {
      first.happen(body)
      images.push(takeCrashImage(dataDir))
      await first.pass()
      images.push(takeCrashImage(dataDir))
    }
    await first.close()
    isFirst = false
    for (const image of images) {
      const again = openScene({ dataDir: image, clock, allow })
      const known = again.deliveries().map(({ id }) => id)
      await again.webhooks.idle()
      // Steps shorter than the request timeout, because the receiver is real and the clock is manual.
      for (let step = 0; step < 10; step += 1) await again.pass(9000)
      const after = again.deliveries().toReversed()
      expect(after.map(({ seq, status }) => [seq, status])).toEqual(
        Array.from({ length: again.store.events.lastSeq() }, (_, at) => [at + 1, 'delivered']),
      )
      expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(known))
      await again.close()
    }
    expect(images.length).toBeGreaterThan(8)
  })

  it('repeat a delivery that a close interrupted, under the same id', async () => {
    let isSilent = true
    const receiver = await openReceiver((response) => {
      if (!isSilent) response.writeHead(204).end()
    })
    const clock = createManualClock()
    const dataDir = createTempDir()
    const first = openScene({ dataDir, clock, allow: [receiver.place] })
    first.add(receiver.url)
    first.happen(settled)
    await clock.advance(100)
    await receiver.untilReceived(1)
    await first.close()
    isSilent = false
    const second = openScene({ dataDir, clock, allow: [receiver.place] })
    await receiver.untilReceived(2)
    await second.webhooks.idle()
    expect(second.deliveries()).toMatchObject([{ status: 'delivered', tries: 1 }])
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  it('are inactive in a host for reading only', async () => {
    const { url, place, received } = await openReceiver()
    const { add, happen, pass, deliveries, webhooks } = openScene({ allow: [place], isPassive: true })
    const { id } = add(url)
    happen(settled)
    await pass(day)
    expect(await webhooks.test(id)).toMatchObject({ ok: false, error: { code: 'E_STATE' } })
    expect([received, deliveries()]).toEqual([[], []])
  })

  it('set no timer and read nothing without a webhook', async () => {
    const { happen, clock, store, webhooks } = openScene()
    let sleeps = 0
    const { sleep } = clock
    clock.sleep = (ms, signal) => {
      sleeps += 1
      return sleep(ms, signal)
    }
    happen(settled)
    await clock.advance(day)
    await webhooks.idle()
    expect([sleeps, store.webhooks.list()]).toEqual([0, []])
  })
})

describe('a webhook', () => {
  it('shows its secret at its creation only', async () => {
    const { url, place } = await openReceiver()
    const { add, webhooks, store } = openScene({ allow: [place] })
    const { secret, id } = add(url)
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const answers = [
      webhooks.list(),
      await webhooks.test(id),
      webhooks.disable(id),
      webhooks.enable(id),
      webhooks.remove(id),
    ]
    expect(JSON.stringify(answers)).not.toContain(secret)
    expect(store.events.lastSeq()).toBe(0)
  })

  it('is refused for a forbidden URL', () => {
    const { webhooks } = openScene()
    const codeOf = (url: string) => {
      const created = webhooks.create({ url, events: ['*'], description: '' })
      return created.ok ? null : created.error.code
    }
    expect(['http://10.0.0.1/', 'file:///x', 'http://localhost/'].map(codeOf)).toEqual([
      'E_WEBHOOK_PRIVATE',
      'E_WEBHOOK_URL',
      'E_WEBHOOK_PRIVATE',
    ])
    expect(webhooks.list()).toEqual([])
  })

  it('is refused for an unknown event, with the known events', () => {
    const { webhooks } = openScene()
    const refusalOf = (event: string) => {
      const created = webhooks.create({
        url: 'https://hooks.example/',
        events: ['*', event],
        description: '',
      })
      return created.ok ? null : created.error
    }
    expect(refusalOf('run.done')).toMatchObject({
      code: 'E_TYPE',
      hint: expect.stringContaining('run.settled'),
    })
    expect(refusalOf('runs.*')).toMatchObject({ code: 'E_TYPE', hint: expect.stringContaining('run.*') })
    expect(['*', 'task.*', 'run.settled'].map(refusalOf)).toEqual([null, null, null])
  })

  it('can be tested with a ping that is sent once', async () => {
    const answers = [200, 500]
    const { url, place, received } = await openReceiver((response) =>
      response.writeHead(answers.shift() ?? 200).end(),
    )
    const { add, webhooks, pass, deliveries } = openScene({ allow: [place] })
    const { id } = add(url, ['run.settled'])
    expect(await webhooks.test(id)).toMatchObject({
      ok: true,
      value: { type: 'ping', seq: null, status: 'delivered' },
    })
    expect(await webhooks.test(id)).toMatchObject({
      ok: true,
      value: { status: 'failed', answer: { status: 500 } },
    })
    await pass(day)
    expect(received).toHaveLength(2)
    expect(deliveries()).toHaveLength(2)
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ type: 'ping', seq: null, runId: null })
  })

  it('repeats its ended deliveries on request, under the same id', async () => {
    const { url, place, received } = await openReceiver()
    const { add, webhooks, happen, pass, deliveries } = openScene({ allow: [place] })
    const { id } = add(url)
    happen(settled)
    await pass()
    const [delivery] = deliveries()
    expect(webhooks.redeliver(delivery?.id ?? '')).toMatchObject({ ok: true, value: { status: 'pending' } })
    await webhooks.idle()
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery?.id, delivery?.id])
    webhooks.disable(id)
    expect(webhooks.redeliver(delivery?.id ?? '')).toMatchObject({ ok: false, error: { code: 'E_STATE' } })
    expect(webhooks.redeliver('msg_none')).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } })
  })

  it('records the success of a delivery that ended after it was disabled', async () => {
    const held: ServerResponse[] = []
    const receiver = await openReceiver((response) => held.push(response))
    const { add, webhooks, happen, clock, deliveries } = openScene({ allow: [receiver.place] })
    const { id } = add(receiver.url)
    happen(settled, settled)
    await clock.advance(100)
    await receiver.untilReceived(1)
    webhooks.disable(id)
    expect(deliveries()).toMatchObject([
      { status: 'failed', error: { code: 'E_WEBHOOK_DISABLED' } },
      { status: 'failed' },
    ])
    held[0]?.writeHead(204).end()
    await webhooks.idle()
    expect(deliveries().map(({ seq, status }) => [seq, status])).toEqual([
      [2, 'failed'],
      [1, 'delivered'],
    ])
    expect(receiver.received).toHaveLength(1)
  })

  it('deletes deliveries that ended a month ago', async () => {
    const { url, place } = await openReceiver()
    const { add, happen, pass, deliveries } = openScene({ allow: [place] })
    add(url)
    happen(settled)
    await pass()
    await pass(31 * day)
    happen(settled)
    await pass()
    expect(deliveries().map(({ seq }) => seq)).toEqual([2])
  })

  it('is removed with its deliveries, also during a delivery', async () => {
    const silent = await openReceiver(() => {})
    const { add, webhooks, happen, clock, deliveries } = openScene({ allow: [silent.place] })
    const { id } = add(silent.url)
    happen(settled, settled)
    await clock.advance(100)
    await silent.untilReceived(1)
    expect(webhooks.remove(id)).toMatchObject({ ok: true })
    await clock.advance(10_000)
    await webhooks.idle()
    expect([deliveries(), webhooks.list()]).toEqual([[], []])
    expect(webhooks.remove(id)).toMatchObject({ ok: false, error: { code: 'E_NOT_FOUND' } })
  })

  it('lists its deliveries newest first, in pages', async () => {
    const { url, place } = await openReceiver()
    const { add, webhooks, happen, pass } = openScene({ allow: [place] })
    const { id: webhookId } = add(url)
    happen(...Array.from({ length: 5 }, () => settled))
    await pass()
    const page = (before: number) => {
      const listed = webhooks.listDeliveries({ webhookId, before, limit: 2 })
      return listed.ok ? listed.value : []
    }
    const first = page(Number.MAX_SAFE_INTEGER)
    expect(first.map(({ seq }) => seq)).toEqual([5, 4])
    expect(page(first.at(-1)?.number ?? 0).map(({ seq }) => seq)).toEqual([3, 2])
  })
})

describe('deliveries with failing tables', () => {
  const minute = 60_000

  it('wait longer after each failure, and continue by themselves when the tables work', async () => {
    const { url, place, received } = await openReceiver()
    const { add, happen, clock, pass, store, logged, deliveries } = openScene({ allow: [place] })
    add(url)
    happen(settled)
    store.db.exec('ALTER TABLE webhooks RENAME TO gone')
    for (let seconds = 0; seconds < 60; seconds += 1) await clock.advance(1000)
    expect(logged.length).toBeLessThanOrEqual(2)
    expect(logged[0]?.err?.message).toContain('no such table')
    store.db.exec('ALTER TABLE gone RENAME TO webhooks')
    for (let seconds = 0; seconds < 60; seconds += 1) await clock.advance(1000)
    await pass()
    expect([received.length, deliveries().map(({ status }) => status)]).toEqual([1, ['delivered']])
  })

  it('of one webhook do not use the slots of the others', async () => {
    const broken = await Promise.all(Array.from({ length: 4 }, () => openReceiver()))
    const sound = await openReceiver()
    const allow = [...broken, sound].map(({ place }) => place)
    const { add, happen, pass, store, logged } = openScene({ allow })
    for (const { url } of broken) {
      const { id } = add(url)
      store.db.exec(
        `CREATE TEMP TRIGGER "${id}" BEFORE UPDATE ON webhook_deliveries WHEN NEW.webhook_id = '${id}'
         BEGIN SELECT RAISE(ABORT, 'broken'); END`,
      )
    }
    add(sound.url)
    happen(settled)
    await pass()
    await pass()
    expect(sound.received).toHaveLength(1)
    for (let seconds = 0; seconds < 60; seconds += 1) await pass(1000)
    const [first] = broken
    expect(first?.received.length).toBeGreaterThan(2)
    expect(first?.received.length).toBeLessThan(10)
    expect(logged.filter(({ msg }) => msg === 'a delivery broke').length).toBeLessThanOrEqual(2)
    for (let times = 0; times < 10; times += 1) await pass(minute)
    expect(first?.received.length).toBeLessThan(22)
  })
})
