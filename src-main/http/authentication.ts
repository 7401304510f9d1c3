import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Access, Caller } from '../api/wire/access.ts'
import type { Clock } from '../base/clock.ts'

const minuteMs = 60_000
const wrongTriesPerMinute = 10

/**
 * The two halves of a browser session. Browsers send the cookie to every port of this machine, but only this origin
 * has the key.
 */
export interface ShownSession {
  readonly cookie: string | null
  readonly key: string
}
export type NewSession = ReturnType<Access['createSession']>

/** Authenticates callers by bearer token, by both halves of a browser session, or once by the code of a launch link. */
export function createAuthentication(options: { access: Access; port: number; clock: Clock }) {
  const { access, port, clock } = options
  const refuseMore = countWrong(clock)
  const refuseWrong = (refused: Refusal) => err(refuseMore() ?? refused)
  return {
    /** Null: the request has no token. */
    checkToken(token: string | null): Result<Caller, Refusal> {
      if (token === null) return refuse('E_AUTH', 'token_missing')
      const caller = access.find(token)
      return caller === null ? refuseWrong(refusal('E_AUTH', 'token_wrong')) : ok(caller)
    },
    checkSession({ cookie, key }: ShownSession): Result<Caller, Refusal> {
      const caller = cookie === null ? null : access.findSession({ cookie, key, port })
      return caller === null ? refuseWrong(noSession) : ok(caller)
    },
    createCode: access.createLaunchCode,
    /** Succeeds only once per code. */
    redeem: (code: string): Result<null, Refusal> =>
      access.redeemLaunchCode(code) ? ok(null) : refuseWrong(spentCode),
    createSession: (name: string): NewSession => access.createSession({ name, port }),
  }
}
export type Authentication = ReturnType<typeof createAuthentication>

/**
 * Counts failed attempts of the last minute and refuses further ones over the limit. Successful attempts are never
 * refused: any program on this machine can use up the limit, and must not lock out the person's own app. All of
 * loopback counts as one peer, because a local program may call from any address in 127.0.0.0/8.
 */
function countWrong(clock: Clock) {
  let wrongAt: number[] = []
  return (): Refusal | null => {
    const now = clock.now()
    wrongAt = wrongAt.filter((at) => at > now - minuteMs)
    const [oldest] = wrongAt
    if (oldest === undefined || wrongAt.length < wrongTriesPerMinute) {
      wrongAt.push(now)
      return null
    }
    const seconds = Math.ceil((oldest + minuteMs - now) / 1000)
    return refusal('E_RATE', 'too_many_wrong_tokens', { most: wrongTriesPerMinute, seconds, limit: seconds })
  }
}

const noSession = refusal('E_AUTH', 'not_signed_in')

const spentCode = refusal('E_AUTH', 'sign_in_link_expired')

/** Open connections, by the token that authenticated them. */
export function createHeld({ access, clock }: { access: Access; clock: Clock }) {
  const connections = new Map<string, Set<() => void>>()
  const closed = new AbortController()
  const endAll = (tokenId: string) => {
    for (const end of connections.get(tokenId) ?? []) end()
  }
  const stop = access.onRevoke(endAll)

  /** Use extends a session, so its expiry is read again when the old one is reached. */
  async function watch(tokenId: string, gone: AbortSignal): Promise<void> {
    for (;;) {
      const expiresAt = access.findExpiry(tokenId)
      if (expiresAt === null) return
      if (expiresAt === undefined) return endAll(tokenId)
      await clock.sleep(Math.max(1, expiresAt - clock.now()), gone)
    }
  }

  return {
    /**
     * Ends a connection when its caller's token is revoked or expires. Call the returned function when the connection
     * ends by itself.
     */
    hold({ tokenId }: Caller, end: () => void): () => void {
      if (tokenId === null) return () => {}
      const ends = connections.get(tokenId) ?? new Set()
      connections.set(tokenId, ends)
      ends.add(end)
      const gone = new AbortController()
      // The watch rejects when the connection closes.
      watch(tokenId, AbortSignal.any([gone.signal, closed.signal])).catch(() => {})
      return () => {
        gone.abort()
        ends.delete(end)
        if (ends.size === 0 && connections.get(tokenId) === ends) connections.delete(tokenId)
      }
    },
    close(): void {
      stop()
      closed.abort()
    },
  }
}
