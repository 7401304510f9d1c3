import type { Database } from 'better-sqlite3'
import { readJson, writeJson } from './json-column.ts'

interface Row {
  fingerprint: string
  answer: string
  at: number
}

/** The first answer of every command that its sender may repeat. */
export function createReceiptStore(db: Database) {
  const insert = db.prepare<[string, string, string, number]>(
    'INSERT INTO receipts (command_id, fingerprint, answer, at) VALUES (?, ?, ?, ?)',
  )
  const select = db.prepare<[string], Row>(
    'SELECT fingerprint, answer, at FROM receipts WHERE command_id = ?',
  )
  return {
    add(receipt: { commandId: string; fingerprint: string; answer: unknown; at: number }): void {
      insert.run(receipt.commandId, receipt.fingerprint, writeJson(receipt.answer), receipt.at)
    },
    find<Answer>(commandId: string): { fingerprint: string; answer: Answer; at: number } | null {
      const row = select.get(commandId)
      return row === undefined ? null : { ...row, answer: readJson<Answer>(row.answer) }
    },
  }
}
