import { type Refusal, refusal, refuse } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Access, Caller } from '../api/wire/access.ts'
import type { Clock } from '../base/clock.ts'

const minuteMs = 60_000
const wrongTriesPerMinute = 10

/** The two halves of a browser session: the cookie goes to every port of this machine, the key to this origin only. */
export interface ShownSession {
  readonly cookie: string | null
  readonly key: string
}
export type NewSession = ReturnType<Access['createSession']>

/** Admits callers: by a bearer token, by both halves of a browser session, or once by the code of a launch link. */
export function createAuthentication(options: { access: Access; port: number; clock: Clock }) {
  const { access, port, clock } = options
  const refuseMore = countWrong(clock)
  const refuseWrong = (refused: Refusal) => err(refuseMore() ?? refused)
  return {
    /** `null` stands for a request without a token. */
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
    /** True once for each code. */
    redeem: (code: string): Result<null, Refusal> =>
      access.redeemLaunchCode(code) ? ok(null) : refuseWrong(spentCode),
    createSession: (name: string): NewSession => access.createSession({ name, port }),
  }
}
export type Authentication = ReturnType<typeof createAuthentication>

/**
 * Counts wrong tries of the last minute and refuses more of them. Only wrong ones: any program of this machine can
 * use them up, and the person's own app, which has the token, must not be locked out by that. All of loopback is one
 * peer, since a program there may call from any of 127.0.0.0/8.
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

/** Open connections by the token that admitted them. */
export function createHeld({ access, clock }: { access: Access; clock: Clock }) {
  const connections = new Map<string, Set<() => void>>()
  const closed = new AbortController()
  const endAll = (tokenId: string) => {
    for (const end of connections.get(tokenId) ?? []) end()
  }
  const stop = access.onRevoke(endAll)

  /** A session is extended by its use, so its expiry is read again when it comes. */
  async function watch(tokenId: string, gone: AbortSignal): Promise<void> {
    for (;;) {
      const expiresAt = access.findExpiry(tokenId)
      if (expiresAt === null) return
      if (expiresAt === undefined) return endAll(tokenId)
      await clock.sleep(Math.max(1, expiresAt - clock.now()), gone)
    }
  }

  return {
    /** Ends a connection when the token of its caller is revoked or expires; call the result when it ended by itself. */
    hold({ tokenId }: Caller, end: () => void): () => void {
      if (tokenId === null) return () => {}
      const ends = connections.get(tokenId) ?? new Set()
      connections.set(tokenId, ends)
      ends.add(end)
      const gone = new AbortController()
      // The watch ends by throwing when the connection closes.
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
