import { type Agent, isSimulatedAgent } from '#shared/model/agents/agent.ts'
import type { Goal } from '#shared/model/decisions/decision.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'

interface Crew {
  readonly crew: readonly string[] | null
  readonly roster: readonly Agent[] | undefined
}

/** A run for simulated agents alone would wait for ever, unless it says that it is a simulation. */
export function requireRealAgents({ engine }: Services, { crew, roster = [] }: Crew): void {
  if (crew === null || crew.length === 0) return
  const added = new Map(roster.map((agent) => [agent.id, agent]))
  const agents = crew.map((id) => added.get(id) ?? engine.state.agents.get(id)?.agent)
  if (!agents.every((agent) => agent !== undefined && isSimulatedAgent(agent))) return
  throw new RefusalError(
    refusal(
      'E_STATE',
      'All agents for this run are simulated. Simulated agents work in simulations only.',
      'Start a simulation (--simulate, or "simulate": true), or add agents that do real work.',
      { field: 'simulate' },
    ),
  )
}

/** A goal has no plan that could be played: its decider would ask a model and pay for it. */
export function requireNoGoal(goal: Goal | null): void {
  if (goal === null) return
  throw new RefusalError(
    refusal('E_STATE', 'A goal cannot be simulated.', 'Make a plan of the goal, and simulate the plan.', {
      field: 'simulate',
    }),
  )
}

/** A sample that ships as a simulation, and a simulation that is run again: its results never count as real work. */
export function isSimulation(
  { samples, store }: Services,
  {
    sampleId,
    againRunId,
  }: { readonly sampleId?: string | undefined; readonly againRunId?: string | undefined },
): boolean {
  if (againRunId !== undefined) return store.runs.find(againRunId)?.isSimulated ?? false
  return samples().some(({ id, isSimulation }) => id === sampleId && isSimulation)
}
