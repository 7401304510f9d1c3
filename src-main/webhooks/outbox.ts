import { isMatch } from '#shared/model/webhook.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createLogLimit } from '../base/log-limit.ts'
import { createRetryPace } from '../base/retry-pace.ts'
import type { Store } from '../store/store.ts'

/** Store tables that webhooks read and write. */
export type Tables = Pick<Store, 'events' | 'runs' | 'webhooks' | 'transact'>

export interface OutboxOptions {
  readonly store: Tables
  readonly clock: Clock
  readonly log: Log
  readonly newId: () => string
  /** Called after deliveries were added. */
  readonly onAdded: () => void
}

/** Milliseconds to collect events, so that they share one fsync. */
const gatherMs = 100
const eventsAtOnce = 500
/** Maximum number of unwanted events that are read again after a crash. */
const unwantedLimit = 2000

/**
 * Creates deliveries for new log events, durably and before any request is sent. The outbox itself sends nothing.
 * W1 A webhook's `read_seq` moves only in the transaction that adds the deliveries up to that event. A crash therefore
 * neither loses nor duplicates an event.
 * W2 No event is read within a turn of the engine. A nudge only signals new events, and a burst of turns is read
 * together.
 */
export function createOutbox(options: OutboxOptions) {
  const { store, clock, log } = options
  const failures = createLogLimit({ clock, log })
  const closing = new AbortController()
  /**
   * Last sequence number read, by webhook. At or past `read_seq`, but never past an event that still needs a delivery.
   */
  const positions = new Map<string, number>()
  let hasReaders = store.webhooks.listReaders().length > 0
  /** Not null from a nudge until all new events have been read. */
  let reading: Promise<void> | null = null
  let isNewsLeft = false

  async function readSoon(): Promise<void> {
    const pace = createRetryPace('outbox')
    while (isNewsLeft && !closing.signal.aborted) {
      // A full disk must not end the loop. The position is stored, so the next round repeats the read.
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
    /** Signals that the log may have new events. */
    nudge,
    /** Call after webhooks are added or removed, or their event patterns change. */
    refresh(): void {
      hasReaders = store.webhooks.listReaders().length > 0
      nudge()
    },
    /** Stops reading; resolves when no read is in progress. */
    async close(): Promise<void> {
      closing.abort()
      await reading
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>

/** Reads the next page of events. True if more events may follow. */
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
