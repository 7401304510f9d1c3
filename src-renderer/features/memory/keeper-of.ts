import { nameOfPerson } from '../../approval/signature.ts'
import { words } from '../../words/words.ts'

/** Who kept an entry, as it is said. */
export const keeperOf = (agentId: string): string => words.memory.keeperName(nameOfPerson(agentId))
