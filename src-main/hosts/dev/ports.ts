import { connect } from 'node:net'
import { systemClock } from '../../base/clock.ts'
import { listenOnLoopback } from '../../http/listen.ts'

export interface Ports {
  /** Vite's port, which the browser opens. */
  readonly window: number
  /** The server's port. The port survives restarts, because sessions are tied to it. */
  readonly server: number
}

const askAgainMs = 50

/** First port, counting up from `from`, that is free on the loopback addresses. */
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

/**
 * Waits until the server answers, without a time limit, because a broken change may keep it from starting. Rejects
 * when the signal aborts.
 */
export async function untilAnswering(port: number, signal: AbortSignal): Promise<void> {
  while (!(await isAnswering(port))) await systemClock.sleep(askAgainMs, signal)
}
