import { describe, expect, it } from 'vitest'
import { createReceiptStore, receiptBounds } from '../../src-main/store/log/receipts.ts'
import { createTempDir, openUnprepared } from '../support/engine.ts'

const day = 24 * 60 * 60_000

function createReceipts(bounds: Partial<Record<keyof typeof receiptBounds, number>>) {
  const { db } = openUnprepared(createTempDir())
  const receipts = createReceiptStore(db, { ...receiptBounds, ...bounds })
  const add = (commandId: string, at: number) =>
    receipts.add({ commandId, fingerprint: 'f', answer: null, at })
  const count = () => Number(db.prepare('SELECT count(*) FROM receipts').pluck().get())
  return { receipts, add, count }
}

describe('receipts of commands', () => {
  it('are kept for seven days', () => {
    const { receipts, add } = createReceipts({ pruneEvery: 1 })
    add('first', 0)
    add('second', 7 * day)
    expect(receipts.find('first')).not.toBe(null)
    add('third', 7 * day + 1)
    expect([receipts.find('first'), receipts.find('second')?.at]).toEqual([null, 7 * day])
  })

  it('are limited in number to the newest ones', () => {
    const { receipts, add, count } = createReceipts({ maxCount: 5, pruneEvery: 1 })
    for (let number = 1; number <= 20; number += 1) add(`c${number}`, number)
    expect(count()).toBe(5)
    expect([receipts.find('c15'), receipts.find('c16')?.at]).toEqual([null, 16])
  })

  it('exceed their limit only between two prunings', () => {
    const { add, count } = createReceipts({ maxCount: 50, pruneEvery: 10 })
    for (let number = 1; number <= 200; number += 1) {
      add(`c${number}`, number)
      expect(count()).toBeLessThan(50 + 10)
    }
  })

  it('of calls and of the engine are separate', () => {
    const { receipts, add } = createReceipts({})
    add('c', 1)
    expect(receipts.findCall('c')).toBe(null)
    receipts.addCall('c', { fingerprint: 'g', answer: { n: 1 }, at: 2 })
    expect(receipts.findCall('c')).toEqual({ fingerprint: 'g', answer: { n: 1 }, at: 2 })
    expect(receipts.find('c')).toMatchObject({ fingerprint: 'f', at: 1 })
  })
})
