import type { PinFault } from '#shared/model/agent.ts'

/** `Pinned to hal, who is offline.` */
export function sayPinFault(agentId: string, fault: PinFault, missing: readonly string[]): string {
  switch (fault) {
    case 'unknown':
      return `Pinned to ${agentId}, and there is no such agent.`
    case 'not_in_crew':
      return `Pinned to ${agentId}, who is not in the run's crew.`
    case 'handed_back':
      return `Pinned to ${agentId}, who handed it back.`
    case 'not_shown':
      return `Pinned to ${agentId}, whose program was not shown when its gate was approved.`
    case 'lacks_skills':
      return `Pinned to ${agentId}, who lacks ${missing.length === 1 ? 'the skill' : 'the skills'} ${missing.join(', ')}.`
    case 'offline':
      return `Pinned to ${agentId}, who is offline.`
  }
}
