import { runIdSchema } from '#shared/ids.ts'
import type { Scorecard } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from '../../api/wire/context.ts'
import { found } from '../../api/wire/procedure.ts'
import { rank } from '../../assignment/scorecard.ts'
import { takesPart } from '../../assignment/simulation.ts'
import { rankTask } from '../../engine/rules/assign.ts'

interface Pin {
  readonly taskKey: string
  /** Null: whoever is best. */
  readonly agentId: string | null
}

/** The plan with tasks given to others, as a person wants it for this run. */
export function withPins(plan: PlanDocument, pins: readonly Pin[] = []): PlanDocument {
  if (pins.length === 0) return plan
  const pinOf = new Map(pins.map(({ taskKey, agentId }) => [taskKey, agentId]))
  const tasks = plan.tasks.map(({ pin: before, ...task }) => {
    const pin = pinOf.has(task.key) ? pinOf.get(task.key) : before
    pinOf.delete(task.key)
    return { ...task, ...(typeof pin === 'string' && { pin }) }
  })
  const [stray] = pinOf.keys()
  if (stray === undefined) return { ...plan, tasks }
  const message = `There is no task ${stray} that could be pinned.`
  throw new RefusalError(refusal('E_NOT_FOUND', message, 'Check its key.', { field: 'pins' }))
}

/** Of a run that is over: as a new run of the same plan would be matched. */
export function rankAgents(
  { store, engine, clock }: Services,
  { runId, taskKey }: { readonly runId: string; readonly taskKey: string },
): Scorecard {
  const row = found(store.runs.find(runId), `Run ${runId}`)
  const { definition } = found(store.tasks.find(runId, taskKey), `Task ${taskKey}`)
  const run = engine.state.runs.get(runIdSchema.parse(runId))
  const task = run?.tasks.get(taskKey)
  const at = clock.now()
  if (run !== undefined && task !== undefined) return rankTask(engine.state, { run, task, at })
  const { crew, isSimulated } = row
  const agents = [...engine.state.agents.values()].filter(
    ({ agent }) => takesPart(agent, isSimulated) && (crew === null || crew.includes(agent.id)),
  )
  return rank(agents, definition.requiredSkills, at)
}
