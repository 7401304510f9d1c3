import { isMatch } from '#shared/model/webhook.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import { createRetryPace } from '../base/retry-pace.ts'
import type { Store } from '../store/store.ts'

/** The tables that webhooks read and write. */
export type Tables = Pick<Store, 'events' | 'runs' | 'webhooks' | 'transact'>

export interface OutboxOptions {
  readonly store: Tables
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  /** Deliveries were added. */
  readonly onAdded: () => void
}

/** All events of this time share one fsync. */
const gatherMs = 100
const eventsAtOnce = 500
/** How many events that nobody wants may have to be looked at again after a crash. */
const unwantedLimit = 2000

/**
 * Job: makes the deliveries of what is new in the log, durably and before anything is sent. It sends nothing.
 *
 * W1 A webhook's `read_seq` moves only in the transaction that adds the deliveries of the events up to it: a crash
 *    leaves no event out and none in twice.
 * W2 Nothing is read within a turn of the engine: a nudge only says that there is something, and a burst of turns is
 *    read at once.
 */
export function createOutbox(options: OutboxOptions) {
  const { store, clock, log } = options
  const failures = createLogLimit({ clock, log })
  const closing = new AbortController()
  /** By webhook: how far it has read; at or past what is stored, never past an undelivered event. */
  const positions = new Map<string, number>()
  let hasReaders = store.webhooks.listReaders().length > 0
  /** Not null from a nudge until everything there was has been read. */
  let reading: Promise<void> | null = null
  let isNewsLeft = false

  async function readSoon(): Promise<void> {
    const pace = createRetryPace('outbox')
    while (isNewsLeft && !closing.signal.aborted) {
      // A full disk must not end the reading. The position is stored, so the next round repeats it.
      try {
        await clock.sleep(gatherMs, closing.signal)
        isNewsLeft = false
        while (readPage(options, positions)) await new Promise<void>((resolve) => clock.defer(resolve))
        pace.succeed()
      } catch (error) {
        if (closing.signal.aborted) break
        failures.error(error, 'events could not be read for webhooks')
        isNewsLeft = true
        await clock.sleep(pace.fail(), closing.signal).catch(() => {})
      }
    }
    reading = null
  }

  const nudge = () => {
    if (!hasReaders || closing.signal.aborted) return
    isNewsLeft = true
    reading ??= readSoon()
  }
  return {
    /** There may be something new. */
    nudge,
    /** Which webhooks there are, or what they want, has changed. */
    refresh(): void {
      hasReaders = store.webhooks.listReaders().length > 0
      nudge()
    },
    /** Reads no more; resolves when no reading is under way. */
    async close(): Promise<void> {
      closing.abort()
      await reading
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>

/** True when there may be more. */
function readPage({ store, clock, newId, onAdded }: OutboxOptions, positions: Map<string, number>): boolean {
  const readers = store.webhooks.listReaders().map((reader) => ({
    ...reader,
    from: Math.max(reader.readSeq, positions.get(reader.id) ?? 0),
  }))
  if (readers.length === 0) return false
  const events = store.events.listAfter(Math.min(...readers.map(({ from }) => from)), eventsAtOnce)
  const last = events.at(-1)?.seq
  if (last === undefined) return false
  const found = readers.map(({ id, from, events: patterns, readSeq }) => ({
    id,
    readSeq,
    events: events.filter(
      ({ seq, body }) => seq > from && patterns.some((pattern) => isMatch(pattern, body.type)),
    ),
  }))
  const due = found.filter((each) => each.events.length > 0 || last - each.readSeq >= unwantedLimit)
  if (due.length > 0) {
    const createdAt = clock.now()
    store.transact(() => {
      for (const { id: webhookId, events: wanted } of due) {
        for (const { seq, body } of wanted) {
          const delivery = {
            id: `msg_${newId()}`,
            webhookId,
            seq,
            type: body.type,
            createdAt,
            dueAt: createdAt,
          }
          store.webhooks.addDelivery(delivery)
        }
        store.webhooks.setReadSeq(webhookId, last)
      }
    })
  }
  for (const { id, from } of readers) positions.set(id, Math.max(from, last))
  if (found.some((each) => each.events.length > 0)) onAdded()
  return events.length === eventsAtOnce
}
