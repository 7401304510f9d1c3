import type { NameOfAgent } from '../../agents/agent-names.ts'
import { nameOfPerson } from '../../approval/signature.ts'
import { words } from '../../words/words.ts'

/** Who kept an entry, as it is said. */
export const keeperOf = (agentId: string, nameOf: NameOfAgent): string =>
  words.memory.keeperName(nameOf(nameOfPerson(agentId)))
