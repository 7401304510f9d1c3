import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'

/**
 * Whether a task that names no skill may go to the agent without being asked for by name. A scripted agent would play a part
 * that nobody gave it, a program does one thing whatever the task says, and an agent with skills of its own would do something
 * else and call the task done.
 */
export const takesAnyWork = ({ kind, skills }: Pick<Agent, 'kind' | 'skills'>): boolean =>
  kind === 'external' || ((kind === 'builtin' || kind === 'person') && skills.length === 0)

/** Whether an agent that takes part in the run may get a task that requires no skill and is assigned to nobody. */
export const takesUnskilled = (agent: Pick<Agent, 'kind' | 'skills'>, isSimulated: boolean): boolean =>
  isSimulated ? isSimulatedAgent(agent) : takesAnyWork(agent)
