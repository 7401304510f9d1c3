import type { Services } from './wire/context.ts'
import { found, inOneTransaction, procedures, unwrap } from './wire/procedure.ts'

export const createTokenHandlers = ({ access, store }: Services) => ({
  list: procedures.tokens.list.handler(({ input, context }) =>
    access.list(input.scope ?? null, context.caller),
  ),
  create: procedures.tokens.create.handler(({ input: { name, scope, days = null }, context }) =>
    inOneTransaction(store, context, () => unwrap(access.create({ name, scope, days }))),
  ),
  revoke: procedures.tokens.revoke.handler(({ input: { tokenId }, context }) =>
    inOneTransaction(store, context, () => found(access.revoke(tokenId, context.caller), `Token ${tokenId}`)),
  ),
})
