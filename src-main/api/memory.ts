import type { Memory } from '../app/memory/memory.ts'
import { answer, procedures } from './wire/procedure.ts'

export const createMemoryHandlers = (memory: Memory) => ({
  remember: procedures.memory.remember.handler(answer(memory.remember)),
  tag: procedures.memory.tag.handler(answer(memory.tag)),
  find: procedures.memory.find.handler(({ input: { filter, ...page } }) => memory.find(filter, page)),
  count: procedures.memory.count.handler(({ input: { filter, isWhole } }) => memory.count(filter, isWhole)),
  readAll: procedures.memory.readAll.handler(({ input: { filter, ...page } }) =>
    memory.readAll(filter, page),
  ),
})
