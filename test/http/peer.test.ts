import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../src-main/base/clock.ts'
import { createPeer } from '../../src-main/http/websocket.ts'

const megabyte = 1024 * 1024

/** A connection whose reader accepts messages only on request. */
function createConnection() {
  const waiting: { size: number; onTaken: () => void }[] = []
  const said: (number | string)[] = []
  let onClose = () => {}
  return {
    said,
    get bufferedAmount() {
      return waiting.reduce((sum, { size }) => sum + size, 0)
    },
    send(data: unknown, onTaken: () => void) {
      waiting.push({ size: typeof data === 'string' ? data.length : 0, onTaken })
    },
    close: (code: number) => void said.push(code),
    terminate() {
      said.push('terminated')
      onClose()
    },
    once(_: 'close', listener: () => void) {
      onClose = listener
    },
    takeOne: () => waiting.shift()?.onTaken(),
    goAway: () => onClose(),
  }
}

describe('the sending side of a socket', () => {
  it('counts a message as sent when the connection accepted it', async () => {
    const connection = createConnection()
    const peer = createPeer(connection, createManualClock())
    let isSent = false
    const sending = peer.send('x').then(() => {
      isSent = true
    })
    await Promise.resolve()
    expect(isSent).toBe(false)
    connection.takeOne()
    await sending
    expect(isSent).toBe(true)
  })

  it('closes with 1013 when a reader accepts nothing for five seconds while more than 8 MB wait', async () => {
    const connection = createConnection()
    const clock = createManualClock()
    const peer = createPeer(connection, clock)
    peer.send('x'.repeat(8 * megabyte))
    await clock.advance(60_000)
    expect(connection.said).toEqual([])
    peer.send('x')
    await clock.advance(4_999)
    expect(connection.said).toEqual([])
    await clock.advance(1)
    expect(connection.said).toEqual([1013])
    await clock.advance(5_000)
    expect(connection.said).toEqual([1013, 'terminated'])
  })

  it('keeps a slow reader that accepts data', async () => {
    const connection = createConnection()
    const clock = createManualClock()
    const peer = createPeer(connection, clock)
    for (let count = 0; count < 20; count += 1) peer.send('x'.repeat(megabyte))
    for (let count = 0; count < 12; count += 1) {
      await clock.advance(4_000)
      connection.takeOne()
    }
    await clock.advance(60_000)
    expect(connection.said).toEqual([])
  })

  it('stops watching when the reader disconnects', async () => {
    const connection = createConnection()
    const clock = createManualClock()
    createPeer(connection, clock).send('x'.repeat(9 * megabyte))
    connection.goAway()
    await clock.advance(60_000)
    expect(connection.said).toEqual([])
  })
})
