import { type AgentCheck, findCheckerFault } from '#shared/model/checker.ts'
import { quote } from '../../importers/warnings.ts'
import { findingOf, tasksWith } from '../finding.ts'
import type { Check } from '../lint-scene.ts'

interface Asked {
  readonly check: AgentCheck
  readonly taskKeys: Set<string>
}

/** Checks by an agent that cannot make them: the work would be done first, and fail then. */
export const checkCheckers: Check = ({ facts, graph }) => {
  const asked = new Map<string, Asked>()
  for (const { task } of graph.named) {
    for (const check of task.doneWhen ?? []) {
      if (!('agent' in check)) continue
      const name = `${check.kind} ${check.agent}`
      const entry = asked.get(name) ?? { check, taskKeys: new Set() }
      entry.taskKeys.add(task.key)
      asked.set(name, entry)
    }
  }
  const known = new Map(facts.agents.map((agent) => [agent.id, agent]))
  return [...asked.values()].flatMap(({ check, taskKeys: keys }) => {
    const { kind, agent } = check
    const fault = findCheckerFault({ kind, agent: quote(agent) }, known.get(agent) ?? null)
    if (fault === null) return []
    const taskKeys = [...keys]
    const message = `${tasksWith(taskKeys, graph, { one: 'has', many: 'have' })} a check in done_when that can never be met: ${fault}.`
    return [findingOf({ code: 'unfit_checker', severity: 'error', about: [kind, agent], taskKeys, message })]
  })
}
