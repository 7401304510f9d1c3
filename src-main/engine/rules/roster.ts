import { type Agent, maxAgents } from '#shared/model/agents/agent.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { nameAgent } from '../names.ts'
import type { EngineState } from '../state.ts'
import { isOpen } from '../transitions.ts'
import { findOwnConfigFault, shownKinds } from './command-approval.ts'
import { isPastGate } from './gates.ts'

/** Reason why these agents cannot be registered; null if they can. */
export function findRosterFault(state: EngineState, agents: readonly Agent[]): Refusal | null {
  const { agents: known } = state
  const changed = agents.find(({ id, kind }) => {
    const before = known.get(id)
    return before !== undefined && before.agent.kind !== kind && (kind === 'external' || before.running > 0)
  })
  if (changed !== undefined) {
    return refusal('E_STATE', 'agent_kind_changed', { agent: changed.id, field: 'agents' })
  }
  const displaced = agents.find(
    ({ id, kind }) => known.get(id)?.agent.kind === 'builtin' && kind !== 'builtin',
  )
  if (displaced !== undefined) {
    return refusal('E_STATE', 'agent_built_in', { agent: displaced.id, field: 'agents' })
  }
  const unshown = findUnshown(state, agents)
  if (unshown !== null) return unshown
  const misfit = agents.map(findConfigFault).find((fault) => fault !== null)
  if (misfit !== undefined) return misfit
  const count = known.size + agents.filter(({ id }) => !known.has(id)).length
  if (count <= maxAgents) return null
  return refusal('E_RANGE', 'roster_full', { count, most: maxAgents, field: 'agents', limit: maxAgents })
}

/**
 * Refuses a change of an approved agent: it must stay unchanged until the task ends, like the text of the task (E6).
 */
function findUnshown(state: EngineState, agents: readonly Agent[]): Refusal | null {
  const changed = new Set(agents.filter((agent) => isOther(state, agent)).map(({ id }) => id))
  if (changed.size === 0) return null
  for (const run of state.runs.values()) {
    for (const task of run.tasks.values()) {
      const { agentId, definition } = task
      if (agentId === null || !changed.has(agentId) || !isOpen(task) || !isPastGate(state, task)) continue
      return refusal('E_STATE', 'approved_agent_changed', {
        task: definition.key,
        agent: nameAgent(state, agentId),
        field: 'agents',
      })
    }
  }
  return null
}

function isOther({ agents }: EngineState, { id, kind, config }: Agent): boolean {
  const before = agents.get(id)?.agent
  if (before === undefined || !shownKinds.has(kind)) return false
  return before.kind !== kind || JSON.stringify(before.config) !== JSON.stringify(config)
}

/** Refuses a configuration that cannot start, before a task depends on it. */
function findConfigFault(agent: Agent, index: number): Refusal | null {
  const fault = findOwnConfigFault(agent)
  if (fault === null) return null
  const { code, message, hint, field, limit } = fault
  const where = `agents[${index}].config${field === undefined ? '' : `.${field}`}`
  const facts = { agent: agent.id, why: message, hint, field: where }
  return refusal(code, 'agent_config_invalid', limit === undefined ? facts : { ...facts, limit })
}
