import { EventEmitter } from 'node:events'

type Deliver = (data: unknown) => void

/** An end of a channel. As in Electron, messages queue until the port is started. */
export class MessagePortMain extends EventEmitter {
  #other: MessagePortMain | null = null
  #waiting: unknown[] = []
  #isStarted = false
  #isClosed = false
  /** Set when this end belongs to a page, which then gets the messages. */
  #away: { deliver: Deliver; closed: () => void } | null = null

  static pair(): [MessagePortMain, MessagePortMain] {
    const [one, two] = [new MessagePortMain(), new MessagePortMain()]
    one.#other = two
    two.#other = one
    return [one, two]
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('The stand-in does not send ports through ports')
    this.#send(structuredClone(message))
  }

  start(): void {
    this.#isStarted = true
    for (const data of this.#waiting.splice(0)) this.#hand(data)
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    const other = this.#other
    if (other !== null) setImmediate(() => other.#otherClosed())
  }

  /** Stand-in only: transfers this end to a page. Returns functions that send and close as the page. */
  transfer(deliver: Deliver, closed: () => void): { send: Deliver; close: () => void } {
    if (this.#away !== null) throw new Error('This port was handed over already')
    this.#away = { deliver, closed }
    this.start()
    return { send: (data) => this.#send(data), close: () => this.close() }
  }

  #send(data: unknown): void {
    if (!this.#isClosed && this.#other !== null) this.#other.#receive(data)
  }

  #receive(data: unknown): void {
    if (this.#isClosed) return
    if (this.#isStarted) this.#hand(data)
    else this.#waiting.push(data)
  }

  #hand(data: unknown): void {
    const { deliver } = this.#away ?? {
      deliver: (each: unknown) => this.emit('message', { data: each, ports: [] }),
    }
    setImmediate(() => deliver(data))
  }

  #otherClosed(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    if (this.#away === null) this.emit('close')
    else this.#away.closed()
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    const [port1, port2] = MessagePortMain.pair()
    this.port1 = port1
    this.port2 = port2
  }
}
