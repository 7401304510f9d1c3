import type { PinFault } from '#shared/model/agents/agent.ts'

/** `Pinned to Hal, who is offline.`: with the name of the agent. */
export function sayPinFault(agent: string, fault: PinFault, missing: readonly string[]): string {
  switch (fault) {
    case 'unknown':
      return `Pinned to ${agent}, and there is no such agent.`
    case 'only_simulated':
      return `Pinned to ${agent}, a simulated agent. Simulated agents work in simulations only.`
    case 'not_in_crew':
      return `Pinned to ${agent}, who is not in the run's crew.`
    case 'handed_back':
      return `Pinned to ${agent}, who handed it back.`
    case 'not_shown':
      return `Pinned to ${agent}, whose program was not shown when its gate was approved.`
    case 'lacks_skills':
      return `Pinned to ${agent}, who lacks ${missing.length === 1 ? 'the skill' : 'the skills'} ${missing.join(', ')}.`
    case 'offline':
      return `Pinned to ${agent}, who is offline.`
  }
}
