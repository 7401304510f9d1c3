import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { AttemptId } from '#shared/ids.ts'
import type { CreatedScope, TokenScope, TokenView } from '#shared/model/token.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Clock } from '../../base/clock.ts'
import type { Store } from '../../store/store.ts'
import type { StoredToken } from '../../store/tables/tokens.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const launchMs = 10 * minuteMs
/** Maximum number of launch links. A further link removes the oldest. */
const maxLaunches = 16
/** Lifetime of a session after its last use, in milliseconds. */
const sessionMs = 30 * dayMs
const maxSessions = 100
const maxCreated = 1000
/** Time after the end of an attempt in which a worker can repeat its last request, in milliseconds. */
const repeatMs = dayMs

/** Caller of a procedure. The scope comes from the token table, never from the request. */
export interface Caller {
  readonly scope: TokenScope
  /** Null: a call inside the process or from the desktop app's window, which needs no token. */
  readonly tokenId: string | null
}
export const ownCaller: Caller = { scope: 'app', tokenId: null }

export interface NewToken extends TokenView {
  readonly token: string
}

interface Options {
  readonly tokens: Store['tokens']
  readonly clock: Clock
  readonly newId: () => string
}

interface Issued {
  readonly name: string
  readonly scope: TokenScope
  readonly secret: string
  readonly expiresAt: number | null
  readonly key?: string
  readonly port?: number | null
  readonly attemptId?: string | null
}

/** 256 random bits. The prefix names the scope, so that secret scanners recognize the token. */
export const randomToken = (scope: TokenScope): string =>
  `swy_${scope}_${randomBytes(32).toString('base64url')}`

const bearerScopes: ReadonlySet<TokenScope> = new Set(['app', 'work', 'mcp', 'task'])
const hiddenScopes: ReadonlySet<TokenScope> = new Set(['launch', 'task'])

/**
 * Issues, checks and revokes tokens.
 * T1 The table stores the SHA-256 hash of a token. The token itself is only in the answer that issues it, except that
 * task tokens stay in memory while a worker may repeat its request.
 * T2 Lookups use the hash, and hashes are compared in constant time.
 * T3 A revoked or expired token is refused, and its open connections are closed.
 */
export function createAccess({ tokens, clock, newId }: Options) {
  const listeners = new Set<(id: string) => void>()
  const table = createTable({ tokens, clock, newId })
  const { issue, findLive, use } = table
  return {
    ...createLaunches(table, { tokens, clock }),
    ...createSessions(table, { tokens, clock }),
    ...createTaskTokens(table, { tokens, clock }),
    /** Registers the token of this start. Tokens and launch links of earlier starts become invalid. */
    openApp(token: string): void {
      for (const { id, scope, name } of tokens.list()) {
        if (scope === 'launch' || (scope === 'app' && name === startName)) tokens.remove(id)
      }
      issue({ name: startName, scope: 'app', secret: token, expiresAt: null })
    },
    create(input: { name: string; scope: CreatedScope; days: number | null }): Result<NewToken, Refusal> {
      const { name, scope, days } = input
      const created = tokens.list().filter((each) => !hiddenScopes.has(each.scope))
      if (created.length >= maxCreated) {
        return refuse('E_STATE', 'too_many_tokens', { most: maxCreated })
      }
      const token = randomToken(scope)
      const expiresAt = days === null ? null : clock.now() + days * dayMs
      return ok({ ...viewOf(issue({ name, scope, secret: token, expiresAt }), ownCaller), token })
    },
    /** The caller with this bearer token; null: unknown, expired, or not a bearer token. */
    find(token: string): Caller | null {
      const found = findLive(token)
      if (found === null || !bearerScopes.has(found.scope)) return null
      use(found, found.expiresAt)
      return { scope: found.scope, tokenId: found.id }
    },
    list(scope: TokenScope | null, caller: Pick<Caller, 'tokenId'>): TokenView[] {
      tokens.removeExpired(clock.now())
      return tokens
        .list()
        .filter((each) => (scope === null ? !hiddenScopes.has(each.scope) : each.scope === scope))
        .map((each) => viewOf(each, caller))
    },
    revoke(id: string, caller: Pick<Caller, 'tokenId'>): TokenView | null {
      const found = tokens.find(id)
      if (found === null) return null
      tokens.remove(id)
      for (const listener of listeners) listener(id)
      return viewOf(found, caller)
    },
    /** Expiry of a token; null: no expiry. Undefined: expired or removed. */
    findExpiry(id: string): number | null | undefined {
      const found = tokens.find(id)
      return found === null || isOver(found, clock.now()) ? undefined : found.expiresAt
    },
    onRevoke(listener: (id: string) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Access = ReturnType<typeof createAccess>

const startName = 'This start'

type Table = ReturnType<typeof createTable>

function createTable({ tokens, clock, newId }: Options) {
  return {
    issue({ name, scope, secret, expiresAt, key, port = null, attemptId = null }: Issued): StoredToken {
      const now = clock.now()
      tokens.removeExpired(now)
      const keyHash = key === undefined ? null : hash(key)
      const stored = { id: `tok_${newId()}`, name, scope, hash: hash(secret), keyHash, port, attemptId }
      const token = { ...stored, createdAt: now, expiresAt, usedAt: null }
      tokens.add(token)
      return token
    },
    findLive(secret: string): StoredToken | null {
      const shown = hash(secret)
      const found = tokens.findByHash(shown)
      if (found === null || !timingSafeEqual(found.hash, shown)) return null
      return isOver(found, clock.now()) ? null : found
    },
    use({ id, usedAt }: StoredToken, expiresAt: number | null): void {
      const at = clock.now()
      // Written at most once a minute, because a write per request would cost more than the request.
      if (usedAt === null || at - usedAt >= minuteMs) tokens.use(id, { at, expiresAt })
    },
  }
}

type Parts = Pick<Options, 'tokens' | 'clock'>

function createLaunches({ issue, findLive }: Table, { tokens, clock }: Parts) {
  return {
    createLaunchCode(): string {
      const code = randomBytes(16).toString('base64url')
      issue({ name: 'Launch link', scope: 'launch', secret: code, expiresAt: clock.now() + launchMs })
      tokens.keepNewest('launch', maxLaunches)
      return code
    },
    /** True on the first use of a valid launch code. */
    redeemLaunchCode(code: string): boolean {
      const found = findLive(code)
      if (found?.scope !== 'launch') return false
      tokens.remove(found.id)
      return true
    },
  }
}

function createSessions({ issue, findLive, use }: Table, { tokens, clock }: Parts) {
  return {
    createSession({ name, port }: { name: string; port: number }) {
      const [cookie, key] = [randomToken('session'), randomToken('session')]
      issue({ name, scope: 'session', secret: cookie, key, port, expiresAt: clock.now() + sessionMs })
      tokens.keepNewest('session', maxSessions)
      return { cookie, key }
    },
    findSession({ cookie, key, port }: { cookie: string; key: string; port: number }): Caller | null {
      const found = findLive(cookie)
      if (found?.scope !== 'session' || found.keyHash === null || found.port !== port) return null
      if (!timingSafeEqual(found.keyHash, hash(key))) return null
      use(found, clock.now() + sessionMs)
      return { scope: 'session', tokenId: found.id }
    },
    /** Port of the most recently used session; null: no session. */
    findSessionPort(): number | null {
      const lastUse = ({ usedAt, createdAt }: StoredToken) => usedAt ?? createdAt
      const sessions = tokens.list().filter((each) => each.scope === 'session' && !isOver(each, clock.now()))
      return sessions.toSorted((a, b) => lastUse(b) - lastUse(a))[0]?.port ?? null
    },
    /** Extends the caller's session, because an open connection counts as use. */
    extendSession({ scope, tokenId }: Caller): void {
      const found = scope === 'session' && tokenId !== null ? tokens.find(tokenId) : null
      if (found !== null) use(found, clock.now() + sessionMs)
    },
  }
}

function createTaskTokens({ issue, findLive }: Table, { tokens, clock }: Parts) {
  const issued = new Map<string, { readonly token: string; endsAt: number }>()
  const forgetEnded = (now: number) => {
    for (const [id, { endsAt }] of issued) if (endsAt <= now) issued.delete(id)
  }
  return {
    /** Issues a token for an attempt. A repeated start request gets the same token. */
    createTaskToken(attemptId: AttemptId, expiresAt: number): string {
      const now = clock.now()
      forgetEnded(now)
      const known = issued.get(attemptId)
      if (known !== undefined) return known.token
      const token = randomToken('task')
      const endsAt = Math.max(expiresAt, now + minuteMs)
      issue({ name: attemptId, scope: 'task', secret: token, expiresAt: endsAt, attemptId })
      issued.set(attemptId, { token, endsAt })
      return token
    },
    /** The attempt of a task token; null for any other token. */
    findAttempt(token: string): string | null {
      const found = findLive(token)
      return found?.scope === 'task' ? found.attemptId : null
    },
    extendTaskToken(attemptId: AttemptId, leaseUntil: number | null): void {
      const endsAt = leaseUntil ?? clock.now() + repeatMs
      tokens.extendAttempt(attemptId, endsAt)
      const known = issued.get(attemptId)
      if (known !== undefined) known.endsAt = endsAt
    },
  }
}

const isOver = ({ expiresAt }: StoredToken, now: number): boolean => expiresAt !== null && expiresAt <= now

const viewOf = (
  { id, name, scope, createdAt, expiresAt, usedAt }: StoredToken,
  { tokenId }: Pick<Caller, 'tokenId'>,
): TokenView => ({ id, name, scope, createdAt, expiresAt, usedAt, isCurrent: id === tokenId })

const hash = (secret: string): Buffer => createHash('sha256').update(secret).digest()
