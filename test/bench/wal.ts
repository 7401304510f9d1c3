import { readFileSync } from 'node:fs'

/**
 * Content of a write-ahead log (sqlite.org/fileformat2.html, section 4): a header of 32 bytes, then frames of 24 bytes
 * and a page. In the last frame of a transaction, the size of the database is not 0. With synchronous = FULL, each
 * transaction costs one fsync.
 */
export function readWal(file: string): { transactions: number; bytes: number } {
  const log = readFileSync(file)
  const frameSize = 24 + log.readUInt32BE(8)
  let transactions = 0
  let at = 32
  for (; at + frameSize <= log.length; at += frameSize) if (log.readUInt32BE(at + 4) > 0) transactions += 1
  return { transactions, bytes: at }
}
