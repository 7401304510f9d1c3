import type { Database } from 'better-sqlite3'
import { rememberedCommands } from '#shared/contract/builders.ts'
import { readJson, writeJson } from '../db/json-column.ts'

interface Row {
  fingerprint: string
  answer: string
  at: number
}

export interface Receipt<Answer = unknown> {
  readonly fingerprint: string
  readonly answer: Answer
  readonly at: number
}

type Bounds = Readonly<Record<keyof typeof receiptBounds, number>>

export const receiptBounds = {
  maxAgeMs: rememberedCommands.days * 24 * 60 * 60_000,
  maxCount: rememberedCommands.count,
  pruneEvery: 1000,
} as const

/**
 * First answers of commands that their senders may repeat.
 * The key distinguishes two kinds of receipts. The engine writes its own together with the events of a command. The
 * receipt of a call contains the answer that was sent, which handlers compute from the engine's answer or make without
 * the engine.
 */
export function createReceiptStore(db: Database, bounds: Bounds = receiptBounds) {
  const insert = db.prepare<[string, string, string, number]>(
    'INSERT INTO receipts (command_id, fingerprint, answer, at) VALUES (?, ?, ?, ?)',
  )
  const select = db.prepare<[string], Row>(
    'SELECT fingerprint, answer, at FROM receipts WHERE command_id = ?',
  )
  const removeOlder = db.prepare<[number]>('DELETE FROM receipts WHERE at < ?')
  const nthNewest = db
    .prepare<[number], number>('SELECT at FROM receipts ORDER BY at DESC LIMIT 1 OFFSET ?')
    .pluck()
  let added = 0

  /** Call at each start, too. Between two calls, the table exceeds its bounds by at most `pruneEvery` rows. */
  function prune(now: number): void {
    const oldest = nthNewest.get(bounds.maxCount - 1) ?? 0
    removeOlder.run(Math.max(oldest, now - bounds.maxAgeMs))
  }

  function add(key: string, { fingerprint, answer, at }: Receipt): void {
    insert.run(key, fingerprint, writeJson(answer), at)
    added += 1
    if (added % bounds.pruneEvery === 0) prune(at)
  }

  function find<Answer>(key: string): Receipt<Answer> | null {
    const row = select.get(key)
    return row === undefined ? null : { ...row, answer: readJson<Answer>(row.answer) }
  }

  return {
    prune,
    add: ({ commandId, ...receipt }: Receipt & { readonly commandId: string }): void =>
      add(commandId, receipt),
    find,
    addCall: (commandId: string, receipt: Receipt): void => add(keyOfCall(commandId), receipt),
    findCall: <Answer>(commandId: string): Receipt<Answer> | null => find<Answer>(keyOfCall(commandId)),
  }
}

const keyOfCall = (commandId: string): string => `call:${commandId}`
