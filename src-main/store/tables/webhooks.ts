import type { Database } from 'better-sqlite3'
import type { Delivery, DeliveryStatus, Webhook } from '#shared/model/webhook.ts'
import { readJson, readJsonOrNull, writeJson, writeJsonOrNull } from '../db/json-column.ts'

interface WebhookRow {
  id: string
  url: string
  events: string
  description: string
  secret: string
  status: Webhook['status']
  reason: string | null
  created_at: number
  failing_since: number | null
  read_seq: number
}

interface DeliveryRow {
  number: number
  id: string
  webhook_id: string
  seq: number | null
  type: string
  status: DeliveryStatus
  tries: number
  created_at: number
  due_at: number | null
  tried_at: number | null
  took_ms: number | null
  error: string | null
  answer: string | null
}

/** What a delivery has after a try. */
export type TriedDelivery = Pick<
  Delivery,
  'id' | 'status' | 'tries' | 'dueAt' | 'triedAt' | 'tookMs' | 'error' | 'answer'
>

/** Webhooks out and their outbox. Not projections of the log: a replay leaves them alone. */
export function createWebhookStore(db: Database) {
  return { ...createSettings(db), ...createOutbox(db) }
}

function createSettings(db: Database) {
  const insert = db.prepare<[string, string, string, string, string, number, number]>(
    `INSERT INTO webhooks (id, url, events, description, secret, status, created_at, read_seq)
     VALUES (?, ?, ?, ?, ?, 'enabled', ?, ?)`,
  )
  const one = db.prepare<[string], WebhookRow>('SELECT * FROM webhooks WHERE id = ?')
  const all = db.prepare<[], WebhookRow>('SELECT * FROM webhooks ORDER BY created_at, id')
  const enabled = db.prepare<[], WebhookRow>(
    `SELECT * FROM webhooks WHERE status = 'enabled' ORDER BY created_at, id`,
  )
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
    find(id: string): Webhook | null {
      const row = one.get(id)
      return row === undefined ? null : webhookOf(row)
    },
    findSecret: (id: string): string | null => one.get(id)?.secret ?? null,
    list: (): Webhook[] => all.all().map(webhookOf),
    /** `readSeq`: every event up to there has its delivery, or needs none. */
    listReaders: (): { id: string; events: string[]; readSeq: number }[] =>
      enabled.all().map((row) => ({ id: row.id, events: readJson(row.events), readSeq: row.read_seq })),
    /** Its deliveries go with it. */
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
  const one = db.prepare<[string], DeliveryRow>('SELECT * FROM webhook_deliveries WHERE id = ?')
  const page = db.prepare<[number, number], DeliveryRow>(
    'SELECT * FROM webhook_deliveries WHERE number < ? ORDER BY number DESC LIMIT ?',
  )
  const pageOfWebhook = db.prepare<[string, number, number], DeliveryRow>(
    'SELECT * FROM webhook_deliveries WHERE webhook_id = ? AND number < ? ORDER BY number DESC LIMIT ?',
  )
  const first = db.prepare<[string], DeliveryRow>(
    `SELECT * FROM webhook_deliveries WHERE webhook_id = ? AND due_at IS NOT NULL
     ORDER BY due_at, number LIMIT 1`,
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
    /** `dueAt` null: the sender has it in hand, and nobody else is to try it. */
    addDelivery(delivery: Pick<Delivery, 'id' | 'webhookId' | 'seq' | 'type' | 'createdAt' | 'dueAt'>): void {
      const { id, webhookId, seq, type, createdAt, dueAt } = delivery
      insert.run(id, webhookId, seq, type, createdAt, dueAt)
    },
    findDelivery(id: string): Delivery | null {
      const row = one.get(id)
      return row === undefined ? null : deliveryOf(row)
    },
    /** Newest first. */
    listDeliveries(query: { webhookId: string | null; before: number; limit: number }): Delivery[] {
      const { webhookId, before, limit } = query
      const rows = webhookId === null ? page.all(before, limit) : pageOfWebhook.all(webhookId, before, limit)
      return rows.map(deliveryOf)
    },
    /** What is, or will be, due first; in order of the log where several are. */
    findFirstDue(webhookId: string): Delivery | null {
      const row = first.get(webhookId)
      return row === undefined ? null : deliveryOf(row)
    },
    /** Where it ended or went meanwhile, only that it was taken after all is written. */
    recordTry({ error, answer, ...rest }: TriedDelivery): void {
      tried.run({ ...rest, error: writeJsonOrNull(error), answer: writeJsonOrNull(answer) })
    },
    endPending: (webhookId: string, error: NonNullable<Delivery['error']>): void =>
      void end.run(writeJson(error), webhookId),
    /** False when it has not ended. */
    reopen: (id: string, dueAt: number): boolean => reopen.run(dueAt, id).changes === 1,
    /** Forgets what ended and is older; answers how many. */
    pruneDeliveries: (createdBefore: number, limit: number): number =>
      prune.run(createdBefore, limit).changes,
  }
}

const webhookOf = (row: WebhookRow): Webhook => ({
  id: row.id,
  url: row.url,
  events: readJson(row.events),
  description: row.description,
  status: row.status,
  reason: row.reason,
  createdAt: row.created_at,
  failingSince: row.failing_since,
})

const deliveryOf = (row: DeliveryRow): Delivery => ({
  number: row.number,
  id: row.id,
  webhookId: row.webhook_id,
  seq: row.seq,
  type: row.type,
  status: row.status,
  tries: row.tries,
  createdAt: row.created_at,
  dueAt: row.due_at,
  triedAt: row.tried_at,
  tookMs: row.took_ms,
  error: readJsonOrNull(row.error),
  answer: readJsonOrNull(row.answer),
})
