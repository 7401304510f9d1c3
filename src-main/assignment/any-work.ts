import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'

/**
 * True if an agent may get a task without required skills that is not assigned by name. Scripted agents would play
 * another part, and programs always do the same. An agent with skills of its own would do unrelated work and report
 * success.
 */
export const takesAnyWork = ({ kind, skills }: Pick<Agent, 'kind' | 'skills'>): boolean =>
  kind === 'external' || ((kind === 'builtin' || kind === 'person') && skills.length === 0)

/** True if a participant of the run may get an unassigned task without required skills. */
export const takesUnskilled = (agent: Pick<Agent, 'kind' | 'skills'>, isSimulated: boolean): boolean =>
  isSimulated ? isSimulatedAgent(agent) : takesAnyWork(agent)
