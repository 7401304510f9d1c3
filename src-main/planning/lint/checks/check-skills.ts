import { escalationSkill } from '#shared/model/decisions/decision.ts'
import type { PlanChange, PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { takesAnyWork } from '../../../assignment/any-work.ts'
import { quote } from '../../importers/warnings.ts'
import { type AgentIndex, skillsOf } from '../able-agents.ts'
import { type FixDraft, findingOf, quoteAll, tasksNamed } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { addTo } from '../lists.ts'
import { createNearest } from '../near-word.ts'
import type { PlanGraph } from '../plan-graph.ts'

/**
 * Tasks that no agent can do: no agent has a required skill, no single agent has all of them, or there are no agents.
 */
export const checkSkills: Check = (context) => {
  const { document, facts, graph, agents } = context
  const work = graph.named.flatMap(({ task }) => (task.kind === 'task' && task.isDone !== true ? task : []))
  if (agents.agents.length === 0) return work.length === 0 ? [] : [nobody(graph, work)]
  return [
    ...strangersOfCrew(document.crew, [...facts.agents.map(({ id }) => id), ...facts.simulated]),
    ...simulatedCrew(document.crew, facts.simulated),
    ...unknownSkills(context, work),
    ...withoutSkill(context, work),
    ...skillsApart(context, work),
    ...offlineOnly(context, work),
  ]
}

const keysOf = (tasks: readonly TaskDefinition[]): string[] => tasks.map(({ key }) => key)

function nobody(graph: PlanGraph, work: readonly TaskDefinition[]): PlanFinding {
  const message = words.findings.noAgents(tasksNamed(keysOf(work), graph))
  return findingOf({ code: 'no_agents', severity: 'error', taskKeys: keysOf(work), message })
}

function strangersOfCrew(crew: LintContext['document']['crew'], ids: readonly string[]): PlanFinding[] {
  const known = new Set(ids)
  const strangers = crew?.filter((id) => !known.has(id)) ?? []
  if (crew === null || strangers.length === 0) return []
  const left = crew.filter((id) => known.has(id))
  const title = left.length === 0 ? words.fixes.allAgents : words.fixes.leaveOutOfCrew(quoteAll(strangers))
  const changes = [{ type: 'crew', to: left.length === 0 ? null : left } as const]
  const message = words.findings.unknownCrew(quoteAll(strangers))
  const fixes = [{ name: 'mend_crew', title, isSafe: left.length > 0, changes }]
  return [findingOf({ code: 'unknown_crew', severity: 'error', message, fixes })]
}

function simulatedCrew(crew: LintContext['document']['crew'], simulated: ReadonlySet<string>): PlanFinding[] {
  const played = crew?.filter((id) => simulated.has(id)) ?? []
  if (played.length === 0) return []
  const message = words.findings.simulatedCrew(quoteAll(played))
  return [findingOf({ code: 'simulated_crew', severity: 'warning', message })]
}

/** Tasks without required skills that no agent accepts. They wait until a person assigns an agent. */
function withoutSkill(
  { document: { crew }, graph, agents: { agents } }: LintContext,
  work: readonly TaskDefinition[],
): PlanFinding[] {
  const taskKeys = keysOf(
    work.filter(({ requiredSkills, pin }) => requiredSkills.length === 0 && pin === undefined),
  )
  if (taskKeys.length === 0 || crew !== null || agents.some(takesAnyWork)) return []
  const message = words.findings.noSkill(tasksNamed(taskKeys, graph))
  return [findingOf({ code: 'no_skill', severity: 'warning', taskKeys, message })]
}

/** A finding for each required skill that no agent has. */
function unknownSkills({ agents, graph }: LintContext, work: readonly TaskDefinition[]): PlanFinding[] {
  const asking = new Map<string, TaskDefinition[]>()
  for (const task of work) {
    for (const skill of skillsOf(agents, task.requiredSkills)) {
      if (agents.holders.has(skill)) continue
      addTo(asking, skill, task)
    }
  }
  const nearest = createNearest(agents.holders.keys())
  return [...asking].map(([skill, tasks]) => {
    const taskKeys = keysOf(tasks)
    const near = nearest(skill)
    const fixes = [
      ...(near !== null && canHaveInstead(agents, tasks, near)
        ? [askForNear({ agents, tasks, skill, near })]
        : []),
      ...handOver(agents, tasks),
      {
        name: 'drop_skill',
        title: words.fixes.dropSkill(quote(skill)),
        changes: exchange(agents, tasks, { skill, add: [] }),
      },
    ]
    const meant = near === null ? null : quote(near)
    const message = words.findings.unknownSkill(quote(skill), tasksNamed(taskKeys, graph), meant)
    return findingOf({ code: 'unknown_skill', severity: 'error', about: [skill], taskKeys, message, fixes })
  })
}

/** Whether each task requires the similar skill already, or one agent has it together with the task's known skills. */
const canHaveInstead = (agents: AgentIndex, tasks: readonly TaskDefinition[], near: string): boolean =>
  tasks.every(({ requiredSkills }) => {
    const known = skillsOf(agents, requiredSkills).filter((skill) => agents.holders.has(skill))
    return known.includes(near) || agents.listAble([...known, near].sort()).length > 0
  })

interface Near {
  readonly agents: AgentIndex
  readonly tasks: readonly TaskDefinition[]
  readonly skill: string
  readonly near: string
}

const askForNear = ({ agents, tasks, skill, near }: Near): FixDraft => ({
  name: 'use_nearest',
  title: words.fixes.replaceSkill(quote(near)),
  isSafe: true,
  changes: exchange(agents, tasks, { skill, add: [near] }),
})

function exchange(
  agents: AgentIndex,
  tasks: readonly TaskDefinition[],
  { skill, add }: { readonly skill: string; readonly add: string[] },
): PlanChange[] {
  return tasks.map(({ key, requiredSkills }) => ({
    type: 'skills',
    task: key,
    drop: requiredSkills.filter((word) => agents.skillOf(word) === skill),
    add,
  }))
}

/** A fix that gives the tasks to an agent that asks a person and passes the answer on. */
function handOver({ holders }: AgentIndex, tasks: readonly TaskDefinition[]): FixDraft[] {
  if (!holders.has(escalationSkill)) return []
  const changes = tasks.map(
    ({ key, requiredSkills }) =>
      ({ type: 'skills', task: key, drop: [...requiredSkills], add: [escalationSkill] }) as const,
  )
  return [{ name: 'hand_to_person', title: words.fixes.handToPerson, changes }]
}

function skillsApart({ agents, graph }: LintContext, work: readonly TaskDefinition[]): PlanFinding[] {
  const asking = new Map<string, { skills: string[]; tasks: TaskDefinition[] }>()
  for (const task of work) {
    const skills = skillsOf(agents, task.requiredSkills).filter((skill) => agents.holders.has(skill))
    if (skills.length < 2 || agents.listAble(skills).length > 0) continue
    const entry = asking.get(skills.join(' ')) ?? { skills, tasks: [] }
    entry.tasks.push(task)
    asking.set(skills.join(' '), entry)
  }
  return [...asking.values()].map(({ skills, tasks }) => {
    const taskKeys = keysOf(tasks)
    const { id, lacking } = findNearest(agents, skills)
    const changes = tasks.map(({ key, requiredSkills }) => {
      const drop = requiredSkills.filter((word) => lacking.includes(agents.skillOf(word)))
      return { type: 'skills', task: key, drop, add: [] } as const
    })
    const title = words.fixes.dropSkills(quote(id), quoteAll(lacking))
    const named = tasksNamed(taskKeys, graph)
    const message = words.findings.skillsApart(quoteAll(skills), named, quote(id), quoteAll(lacking))
    const fixes = [{ name: 'drop_skills', title, changes }, ...handOver(agents, tasks)]
    return findingOf({ code: 'skills_apart', severity: 'error', about: skills, taskKeys, message, fixes })
  })
}

function findNearest({ agents }: AgentIndex, skills: readonly string[]) {
  let nearest = { id: '', lacking: skills }
  for (const { id, skills: held } of agents) {
    const lacking = skills.filter((skill) => !held.includes(skill))
    if (nearest.id === '' || lacking.length < nearest.lacking.length) nearest = { id, lacking }
  }
  return nearest
}

/** Tasks whose able agents are all offline. They wait until one of these agents is online. */
function offlineOnly({ agents, graph }: LintContext, work: readonly TaskDefinition[]): PlanFinding[] {
  const waiting = work.filter(({ requiredSkills, pin }) => {
    if (pin !== undefined) return false
    const able = agents.listAble(skillsOf(agents, requiredSkills))
    return able.length > 0 && able.every(({ availability }) => availability === 'offline')
  })
  if (waiting.length === 0) return []
  const taskKeys = keysOf(waiting)
  const message = words.findings.agentsOffline(tasksNamed(taskKeys, graph))
  return [findingOf({ code: 'agents_offline', severity: 'warning', taskKeys, message })]
}
