import { requireFound } from '../app/use-case.ts'
import type { Access } from './wire/access.ts'
import { procedures, type TransactFor, unwrap } from './wire/procedure.ts'

export const createTokenHandlers = (transactFor: TransactFor, access: Access) => ({
  list: procedures.tokens.list.handler(({ input, context }) =>
    access.list(input.scope ?? null, context.caller),
  ),
  create: procedures.tokens.create.handler(({ input: { name, scope, days = null }, context }) =>
    unwrap(transactFor(context)(() => access.create({ name, scope, days }))),
  ),
  revoke: procedures.tokens.revoke.handler(({ input: { tokenId }, context }) =>
    unwrap(
      transactFor(context)(() => requireFound(access.revoke(tokenId, context.caller), `Token ${tokenId}`)),
    ),
  ),
})
