import { ok } from '#shared/result.ts'
import type { AppOptions } from '../options.ts'
import { requireFound, transact, type UseCases } from '../use-case.ts'

/** Tokens that a person lists, creates and revokes. */
export const createTokens = ({ store, tokens }: AppOptions): UseCases<'tokens'> => ({
  list: ({ scope = null }, call) => ok(tokens.list(scope, call)),
  create: ({ name, scope, days = null }, call) =>
    transact(store, call, () => tokens.create({ name, scope, days })),
  revoke: ({ tokenId }, call) =>
    transact(store, call, () => requireFound(tokens.revoke(tokenId, call), `Token ${tokenId}`)),
})
