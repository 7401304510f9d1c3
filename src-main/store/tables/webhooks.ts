import type { Database } from 'better-sqlite3'
import type { Delivery, Webhook } from '#shared/model/webhook.ts'
import { writeJson, writeJsonOrNull } from '../db/json-column.ts'
import { rowsOf } from '../db/rows.ts'

/** Fields of a delivery that an attempt updates. */
export type TriedDelivery = Pick<
  Delivery,
  'id' | 'status' | 'tries' | 'dueAt' | 'triedAt' | 'tookMs' | 'error' | 'answer'
>

const names = 'id url events description status reason createdAt failingSince' as const
const webhooks = rowsOf<Webhook>()(names, { json: ['events'] })
const readers = rowsOf<Reader>()('id events readSeq', { json: ['events'] })
const deliveries = rowsOf<Delivery>()(
  'number id webhookId seq type status tries createdAt dueAt triedAt tookMs error answer',
  { json: ['error', 'answer'] },
)

interface Reader extends Pick<Webhook, 'id' | 'events'> {
  /** Sequence number up to which every event has its delivery or needs none. */
  readonly readSeq: number
}

/** Outgoing webhooks and their outbox. Not projections of the log, so a replay does not change them. */
export function createWebhookStore(db: Database) {
  return { ...createSettings(db), ...createOutbox(db) }
}

function createSettings(db: Database) {
  const insert = db.prepare<[string, string, string, string, string, number, number]>(
    `INSERT INTO webhooks (id, url, events, description, secret, status, created_at, read_seq)
     VALUES (?, ?, ?, ?, ?, 'enabled', ?, ?)`,
  )
  const secretOf = db.prepare<[string], string>('SELECT secret FROM webhooks WHERE id = ?').pluck()
  const remove = db.prepare<[string]>('DELETE FROM webhooks WHERE id = ?')
  const enable = db.prepare<[number, string]>(
    `UPDATE webhooks SET status = 'enabled', reason = NULL, failing_since = NULL, read_seq = ?
     WHERE id = ? AND status = 'disabled'`,
  )
  const disable = db.prepare<[string, string]>(
    `UPDATE webhooks SET status = 'disabled', reason = ? WHERE id = ? AND status = 'enabled'`,
  )
  const health = db.prepare<[number | null, string]>('UPDATE webhooks SET failing_since = ? WHERE id = ?')
  const read = db.prepare<{ id: string; seq: number }>(
    'UPDATE webhooks SET read_seq = :seq WHERE id = :id AND read_seq < :seq',
  )
  return {
    add(webhook: Webhook, secret: string, readSeq: number): void {
      const { id, url, events, description, createdAt } = webhook
      insert.run(id, url, writeJson(events), description, secret, createdAt, readSeq)
    },
    find: webhooks.find<[id: string]>(db, 'webhooks WHERE id = ?'),
    findSecret: (id: string): string | null => secretOf.get(id) ?? null,
    list: webhooks.list<[]>(db, 'webhooks ORDER BY created_at, id'),
    listReaders: readers.list<[]>(db, `webhooks WHERE status = 'enabled' ORDER BY created_at, id`),
    /** Also removes the deliveries of the webhook. */
    remove: (id: string): void => void remove.run(id),
    enable: (id: string, readSeq: number): void => void enable.run(readSeq, id),
    disable: (id: string, reason: string): void => void disable.run(reason, id),
    setFailingSince: (id: string, at: number | null): void => void health.run(at, id),
    setReadSeq: (id: string, seq: number): void => void read.run({ id, seq }),
  }
}

function createOutbox(db: Database) {
  const insert = db.prepare<[string, string, number | null, string, number, number | null]>(
    `INSERT INTO webhook_deliveries (id, webhook_id, seq, type, status, tries, created_at, due_at)
     VALUES (?, ?, ?, ?, 'pending', 0, ?, ?)`,
  )
  const page = deliveries.list<[number, number]>(
    db,
    'webhook_deliveries WHERE number < ? ORDER BY number DESC LIMIT ?',
  )
  const pageOfWebhook = deliveries.list<[string, number, number]>(
    db,
    'webhook_deliveries WHERE webhook_id = ? AND number < ? ORDER BY number DESC LIMIT ?',
  )
  const tried = db.prepare<
    Omit<TriedDelivery, 'error' | 'answer'> & Record<'error' | 'answer', string | null>
  >(
    `UPDATE webhook_deliveries
     SET status = :status, tries = :tries, due_at = :dueAt, tried_at = :triedAt, took_ms = :tookMs,
       error = :error, answer = :answer
     WHERE id = :id AND (status = 'pending' OR :status = 'delivered')`,
  )
  const end = db.prepare<[string, string]>(
    `UPDATE webhook_deliveries SET status = 'failed', due_at = NULL, error = ?
     WHERE webhook_id = ? AND status = 'pending'`,
  )
  const reopen = db.prepare<[number, string]>(
    `UPDATE webhook_deliveries SET status = 'pending', tries = 0, due_at = ?
     WHERE id = ? AND status <> 'pending'`,
  )
  const prune = db.prepare<[number, number]>(
    `DELETE FROM webhook_deliveries WHERE number IN
       (SELECT number FROM webhook_deliveries WHERE due_at IS NULL AND status <> 'pending' AND created_at < ? LIMIT ?)`,
  )
  return {
    /** With `dueAt` null, the caller sends the delivery and the deliverer ignores it. */
    addDelivery(delivery: Pick<Delivery, 'id' | 'webhookId' | 'seq' | 'type' | 'createdAt' | 'dueAt'>): void {
      const { id, webhookId, seq, type, createdAt, dueAt } = delivery
      insert.run(id, webhookId, seq, type, createdAt, dueAt)
    },
    findDelivery: deliveries.find<[id: string]>(db, 'webhook_deliveries WHERE id = ?'),
    /** Newest first. */
    listDeliveries(query: { webhookId: string | null; before: number; limit: number }): Delivery[] {
      const { webhookId, before, limit } = query
      return webhookId === null ? page(before, limit) : pageOfWebhook(webhookId, before, limit)
    },
    /** The delivery with the earliest due time. Ties: log order. */
    findFirstDue: deliveries.find<[webhookId: string]>(
      db,
      `webhook_deliveries WHERE webhook_id = ? AND due_at IS NOT NULL ORDER BY due_at, number LIMIT 1`,
    ),
    /** If the delivery has ended in the meantime, only a successful attempt is recorded. */
    recordTry({ error, answer, ...rest }: TriedDelivery): void {
      tried.run({ ...rest, error: writeJsonOrNull(error), answer: writeJsonOrNull(answer) })
    },
    endPending: (webhookId: string, error: NonNullable<Delivery['error']>): void =>
      void end.run(writeJson(error), webhookId),
    /** Schedules an ended delivery again. False if the delivery has not ended. */
    reopen: (id: string, dueAt: number): boolean => reopen.run(dueAt, id).changes === 1,
    /**
     * Deletes ended deliveries created before `createdBefore`, at most `limit`. Returns the number of deleted
     * deliveries.
     */
    pruneDeliveries: (createdBefore: number, limit: number): number =>
      prune.run(createdBefore, limit).changes,
  }
}
