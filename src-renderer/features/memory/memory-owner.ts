import { words } from '#shared/words/words.ts'
import type { NameOfAgent } from '../../entities/agents/agent-names.ts'
import { nameOfPerson } from '../../entities/approvals/answer/signature.ts'

export const keeperOf = (agentId: string, nameOf: NameOfAgent): string =>
  words.memory.keeperName(nameOf(nameOfPerson(agentId)))
