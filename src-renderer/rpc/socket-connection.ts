import { RPCLink } from '@orpc/client/websocket'
import { type Connection, createConnectionState } from './connection.ts'
import { backoffMs, pause } from './reconnect.ts'
import {
  exchangeLaunchCode,
  forgetToken,
  hasLaunchCode,
  isTokenAccepted,
  keepToken,
  readToken,
  takeLaunchCode,
} from './token.ts'

/** A browser: one WebSocket to the server this page came from, opened again and again when it drops. */
export function connectBySocket(): Connection {
  const shared = createConnectionState()
  const { state, ready, open, close } = shared

  const openSocket = (token: string): Promise<'dropped' | 'refused'> =>
    new Promise((resolve) => {
      const socket = new WebSocket(socketAddress(), ['switchyard', `token.${token}`])
      let wasOpen = false
      socket.addEventListener('open', () => {
        wasOpen = true
        open(new RPCLink({ websocket: socket }))
      })
      socket.addEventListener('close', () => resolve(wasOpen ? 'dropped' : 'refused'))
    })

  const keepOpen = async (token: string): Promise<void> => {
    for (let tries = 0; ; ) {
      const end = await openSocket(token)
      if (end === 'dropped') close('reconnecting')
      const why = await whyClosed(token)
      close(why)
      if (why === 'unauthorised') {
        forgetToken()
        return
      }
      await pause(backoffMs(tries))
      tries = end === 'dropped' ? 0 : tries + 1
    }
  }

  const start = async (): Promise<void> => {
    const code = takeLaunchCode()
    // No server to ask is handled like a used code: the Connect screen says what to do.
    const token = (code === null ? null : await exchangeLaunchCode(code).catch(() => null)) ?? readToken()
    if (token === null) {
      close('unauthorised')
      return
    }
    keepToken(token)
    await keepOpen(token)
  }
  void start()
  // A fresh link opened in this tab only changes the fragment: without a reload nobody would read it.
  window.addEventListener('hashchange', () => {
    if (hasLaunchCode()) location.reload()
  })

  return {
    state,
    ready,
    async authorise(token) {
      if (!(await isTokenAccepted(token))) return false
      keepToken(token)
      close('connecting')
      void keepOpen(token)
      return true
    },
  }
}

/** What a browser does not say of a socket: no server, a token of an earlier one, or a wire that broke. */
const whyClosed = (token: string): Promise<'down' | 'unauthorised' | 'reconnecting'> =>
  isTokenAccepted(token).then(
    (isAccepted) => (isAccepted ? 'reconnecting' : 'unauthorised'),
    () => 'down',
  )

const socketAddress = (): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/ws`
