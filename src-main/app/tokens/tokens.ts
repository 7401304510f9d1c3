import type { CreatedScope, TokenScope, TokenView } from '#shared/model/token.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { ok } from '#shared/result.ts'
import type { Store } from '../../store/store.ts'
import { requireFound, transact, type UseCases } from '../use-case.ts'

interface NewToken extends TokenView {
  readonly token: string
}

interface Shown {
  readonly tokenId: string | null
}

export interface TokenOptions {
  readonly store: Pick<Store, 'transact'>
  readonly tokens: {
    create(input: { name: string; scope: CreatedScope; days: number | null }): Result<NewToken, Refusal>
    list(scope: TokenScope | null, caller: Shown): TokenView[]
    revoke(id: string, caller: Shown): TokenView | null
  }
}

/** Tokens as a person creates and revokes them. */
export const createTokens = ({ store, tokens }: TokenOptions): UseCases<'tokens'> => ({
  list: ({ scope = null }, call) => ok(tokens.list(scope, call)),
  create: ({ name, scope, days = null }, call) =>
    transact(store, call, () => tokens.create({ name, scope, days })),
  revoke: ({ tokenId }, call) =>
    transact(store, call, () => requireFound(tokens.revoke(tokenId, call), `Token ${tokenId}`)),
})
