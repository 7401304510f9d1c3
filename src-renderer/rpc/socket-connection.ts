import { RPCLink } from '@orpc/client/websocket'
import { commandHeaders } from '#shared/contract/repeating-link.ts'
import {
  exchangeLaunchCode,
  forgetKey,
  hasLaunchCode,
  isSignedIn,
  keepKey,
  onKeyFromOtherTab,
  readKey,
  signIn,
  takeLaunchCode,
} from './browser-session.ts'
import { type Connection, createConnectionState } from './connection.ts'
import { backoffMs, pause } from './reconnect.ts'

/** Transport of the browser: a WebSocket to the page's server, reopened whenever it closes. */
export function connectBySocket(): Connection {
  const shared = createConnectionState()
  const { state, ready, open, close } = shared
  let isTrying = false

  const openSocket = (key: string): Promise<'dropped' | 'refused'> =>
    new Promise((resolve) => {
      const socket = new WebSocket(socketAddress(), ['switchyard', `key.${key}`])
      let wasOpen = false
      socket.addEventListener('open', () => {
        wasOpen = true
        open(new RPCLink({ websocket: socket, headers: commandHeaders }))
      })
      socket.addEventListener('close', () => resolve(wasOpen ? 'dropped' : 'refused'))
    })

  /** Reads the key before each attempt, because another tab may have signed in. Returns when there is no valid key. */
  const keepOpen = async (): Promise<void> => {
    for (let tries = 0; ; ) {
      const key = readKey()
      if (key === null) return close('unauthorised')
      const end = await openSocket(key)
      if (end === 'dropped') close('reconnecting')
      const why = await whyClosed(key)
      if (why === 'unauthorised') forgetKey(key)
      else {
        close(why)
        await pause(backoffMs(tries))
        tries = end === 'dropped' ? 0 : tries + 1
      }
    }
  }

  const connect = async (): Promise<void> => {
    if (isTrying) return
    isTrying = true
    try {
      await keepOpen()
    } finally {
      isTrying = false
    }
  }

  const start = async (): Promise<void> => {
    const code = takeLaunchCode()
    // An unreachable server is handled like a used code: an existing session continues, otherwise a screen explains
    // what to do.
    const key = code === null ? null : await exchangeLaunchCode(code).catch(() => null)
    if (key !== null) keepKey(key)
    await connect()
  }
  void start()
  onKeyFromOtherTab(() => void connect())
  // Opening a new launch link in this tab only changes the fragment, so reload to read its code.
  window.addEventListener('hashchange', () => {
    if (hasLaunchCode()) location.reload()
  })

  return {
    state,
    ready,
    async authorise(token) {
      const key = await signIn(token)
      if (key === null) return false
      keepKey(key)
      close('connecting')
      void connect()
      return true
    },
  }
}

/**
 * Reason why the socket closed, which the browser does not report: no server, an ended session, or a broken
 * connection.
 */
const whyClosed = (key: string): Promise<'down' | 'unauthorised' | 'reconnecting'> =>
  isSignedIn(key).then(
    (isKnown) => (isKnown ? 'reconnecting' : 'unauthorised'),
    () => 'down',
  )

const socketAddress = (): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/ws`
