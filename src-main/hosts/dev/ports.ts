import { connect } from 'node:net'
import { systemClock } from '../../base/clock.ts'
import { listenOnLoopback } from '../../http/listen.ts'

export interface Ports {
  /** The port of Vite, which a browser opens. */
  readonly window: number
  /** The port of the server, which stays over restarts: sessions belong to it. */
  readonly server: number
}

const askAgainMs = 50

/** The first port from this one on that is free on the loopback addresses. */
export async function findFreePort(from: number): Promise<number> {
  const listening = await listenOnLoopback(from)
  if (!listening.ok) return findFreePort(from + 1)
  await Promise.all(
    listening.value.servers.map((server) => new Promise((resolve) => void server.close(resolve))),
  )
  return from
}

export const isAnswering = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Waits for the server, however long what was changed keeps it from starting; rejects when the signal aborts. */
export async function untilAnswering(port: number, signal: AbortSignal): Promise<void> {
  while (!(await isAnswering(port))) await systemClock.sleep(askAgainMs, signal)
}
