import type { PinFault } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'

/** For example, `Assigned to Hal, which is offline.` with the name of the agent. */
export const describePinFault = (agent: string, fault: PinFault, missing: readonly string[]): string =>
  words.matching.assigned[fault](agent, missing)
