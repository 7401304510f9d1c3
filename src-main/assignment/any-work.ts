import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'

/**
 * Whether an agent may get a task without required skills when it is not assigned by name. A scripted agent would play
 * another part, a program always does the same, and an agent with its own skills would do other work and report
 * success.
 */
export const takesAnyWork = ({ kind, skills }: Pick<Agent, 'kind' | 'skills'>): boolean =>
  kind === 'external' || ((kind === 'builtin' || kind === 'person') && skills.length === 0)

/** Whether an agent that takes part in the run may get a task that requires no skill and is assigned to nobody. */
export const takesUnskilled = (agent: Pick<Agent, 'kind' | 'skills'>, isSimulated: boolean): boolean =>
  isSimulated ? isSimulatedAgent(agent) : takesAnyWork(agent)
