import type { Memory } from '../app/memory/memory.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createMemoryHandlers = (memory: Memory) => ({
  remember: procedures.memory.remember.handler(async ({ input, context }) =>
    unwrap(await memory.remember(input, context.idempotencyKey)),
  ),
  tag: procedures.memory.tag.handler(async ({ input, context }) =>
    unwrap(await memory.tag(input, context.idempotencyKey)),
  ),
  find: procedures.memory.find.handler(({ input: { filter, ...page } }) => memory.find(filter, page)),
  count: procedures.memory.count.handler(({ input: { filter, isWhole } }) => memory.count(filter, isWhole)),
  readAll: procedures.memory.readAll.handler(({ input: { filter, ...page } }) =>
    memory.readAll(filter, page),
  ),
})
