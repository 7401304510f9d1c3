import type { Agent } from '#shared/model/agents/agent.ts'
import { type AgentCheck, findCheckerFault } from '#shared/model/checker.ts'
import type { PlanFinding, Severity } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { quote } from '../../importers/warnings.ts'
import { skillsOf } from '../able-agents.ts'
import { type FindingDraft, type FixDraft, findingOf, quoteAll, tasksNamed } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { addTo } from '../lists.ts'
import { createNearest } from '../near-word.ts'

/** Tasks whose assigned agent cannot do them or does not exist. */
export const checkPins: Check = (context) => {
  const byPin = new Map<string, TaskDefinition[]>()
  const groups: TaskDefinition[] = []
  for (const { task } of context.graph.named) {
    if (task.pin === undefined) continue
    if (task.kind === 'group') groups.push(task)
    addTo(byPin, task.pin, task)
  }
  return [
    ...onGroups(context, groups),
    ...[...byPin].flatMap(([pin, tasks]) => findingsOf(context, pin, tasks)),
  ]
}

const keysOf = (tasks: readonly TaskDefinition[]): string[] => tasks.map(({ key }) => key)

function onGroups({ graph }: LintContext, groups: readonly TaskDefinition[]): PlanFinding[] {
  if (groups.length === 0) return []
  const message = words.findings.pinOnGroup(tasksNamed(keysOf(groups), graph))
  return [pinFinding('pin_on_group', 'hint', { tasks: groups, message, isSafe: true })]
}

function findingsOf(context: LintContext, pin: string, tasks: readonly TaskDefinition[]): PlanFinding[] {
  const { facts, graph, document } = context
  const named = (those: readonly TaskDefinition[]) => tasksNamed(keysOf(those), graph)
  const texts = words.findings
  const about = [pin]
  const agent = facts.agents.find(({ id }) => id === pin)
  if (agent === undefined) {
    if (facts.simulated.has(pin)) {
      const message = texts.simulatedPin(named(tasks), quote(pin))
      return [pinFinding('simulated_pin', 'warning', { tasks, about, message })]
    }
    const near = findMeant(context, pin, tasks)
    const message = texts.unknownPin(named(tasks), quote(pin), near === null ? null : quote(near))
    return [pinFinding('unknown_pin', 'error', { tasks, about, message, near })]
  }
  const findings: PlanFinding[] = []
  const find = (code: string, severity: Severity, those: readonly TaskDefinition[], message: string) => {
    if (those.length > 0) findings.push(pinFinding(code, severity, { tasks: those, about, message }))
  }
  const isOutside = document.crew !== null && !document.crew.includes(pin)
  const unfit = tasks.filter((task) => lacking(context, agent, task).length > 0)
  const lost = [...new Set(unfit.flatMap((task) => lacking(context, agent, task)))]
  find('pin_outside_crew', 'error', isOutside ? tasks : [], texts.pinOutsideCrew(named(tasks), quote(pin)))
  find('unfit_pin', 'error', unfit, texts.unfitPin(named(unfit), quote(pin), quoteAll(lost)))
  const fit =
    agent.availability === 'offline' ? tasks.filter((task) => lacking(context, agent, task).length === 0) : []
  find('pin_offline', 'warning', fit, texts.pinOffline(named(fit), quote(pin)))
  return findings
}

/** The agent with a similar name, if it can do all of the tasks; otherwise null. */
function findMeant(context: LintContext, pin: string, tasks: readonly TaskDefinition[]): string | null {
  const near = createNearest(context.facts.agents.map(({ id }) => id))(pin)
  const isAble =
    near !== null && findingsOf(context, near, tasks).every(({ severity }) => severity !== 'error')
  return isAble ? near : null
}

const lacking = ({ agents }: LintContext, agent: Agent, { requiredSkills }: TaskDefinition): string[] =>
  skillsOf(agents, requiredSkills).filter(
    (skill) => !agent.skills.some((held) => agents.skillOf(held) === skill),
  )

interface Said extends Pick<FindingDraft, 'about' | 'message'> {
  readonly tasks: readonly TaskDefinition[]
  readonly isSafe?: boolean
  /** The agent that is probably meant. */
  readonly near?: string | null
}

function pinFinding(
  code: string,
  severity: Severity,
  { tasks, about = [], message, isSafe = false, near = null }: Said,
): PlanFinding {
  const taskKeys = keysOf(tasks)
  const unpinning = taskKeys.map((task) => ({ type: 'clear', task, setting: 'pin' }) as const)
  const fixes: FixDraft[] = [{ name: 'unpin', title: words.fixes.unassign, isSafe, changes: unpinning }]
  if (near !== null) {
    const changes = taskKeys.map((task) => ({ type: 'set', task, to: { pin: near } }) as const)
    fixes.unshift({ name: 'use_nearest', title: words.fixes.assignTo(quote(near)), isSafe: true, changes })
  }
  return findingOf({ code, severity, about, taskKeys, message, fixes })
}

interface Asked {
  readonly check: AgentCheck
  readonly taskKeys: Set<string>
}

/** Checks assigned to an agent that cannot perform them. They would fail only after the work is done. */
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
    const message = words.findings.unfitChecker(tasksNamed(taskKeys, graph), fault)
    return [findingOf({ code: 'unfit_checker', severity: 'error', about: [kind, agent], taskKeys, message })]
  })
}
