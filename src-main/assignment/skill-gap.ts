import type { Agent, SkillAddition, SkillGap, SkillGapReport } from '#shared/model/agents/agent.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { findAble, type Holders, holdersOf } from './held-skills.ts'
import { findSmallestAddition } from './skill-addition.ts'

const { gap } = words.matching

export type PlannedTask = Pick<TaskDefinition, 'key' | 'kind' | 'requiredSkills'>

/**
 * Checks before a run which tasks require skills that no agent has, and finds the fewest skills that close all gaps.
 * Tasks that only offline agents can do are no gap, since the agents may come back. Offline agents are not proposed as
 * learners.
 */
export function findSkillGaps(tasks: readonly PlannedTask[], agents: readonly Agent[]): SkillGapReport {
  const roster = agents.toSorted(byPresenceThenId)
  const holders = holdersOf(roster)
  const gaps = new Map<string, SkillGap>()
  const offline = new Map<string, OfflineTasks>()
  const unmet: (readonly string[])[] = []
  for (const { skills, taskKeys } of listDemands(tasks)) {
    const able = findAble(roster, holders, skills)
    if (able.length === 0) {
      unmet.push(skills)
      const gap = { ...findNearest(roster, holders, skills), taskKeys }
      addTasks(gaps, `${gap.nearestAgentId ?? ''} ${gap.missingSkills.join(' ')}`, gap)
    } else if (able.every(isOffline)) {
      const agentIds = able.map(({ id }) => id)
      addTasks(offline, agentIds.join(' '), { agentIds, taskKeys })
    }
  }
  const learners = roster.filter((agent) => !isOffline(agent))
  const { addition, isExact } = findSmallestAddition(unmet, learners)
  const report = {
    gaps: [...gaps.values()],
    offline: [...offline.values()],
    smallest: addition,
    isExact,
    oneNewAgent: unmet.length === 0 ? null : [...new Set(unmet.flat())].sort(),
  }
  const names = new Map(roster.map(({ id, name }) => [id, clip(name)]))
  return { ...report, sentence: describeReport(report, (id) => names.get(id) ?? id) }
}

type OfflineTasks = SkillGapReport['offline'][number]

const isOffline = ({ availability }: Agent): boolean => availability === 'offline'

const byPresenceThenId = (a: Agent, b: Agent): number =>
  Number(isOffline(a)) - Number(isOffline(b)) || (a.id < b.id ? -1 : 1)

/** Distinct sets of required skills, each sorted, with the tasks that require exactly this set. */
function listDemands(tasks: readonly PlannedTask[]): Iterable<{ skills: string[]; taskKeys: string[] }> {
  const demands = new Map<string, { skills: string[]; taskKeys: string[] }>()
  for (const { key, kind, requiredSkills } of tasks) {
    if (kind === 'group') continue
    const skills = [...new Set(requiredSkills)].sort()
    addTasks(demands, skills.join(' '), { skills, taskKeys: [key] })
  }
  return demands.values()
}

function addTasks<Entry extends { taskKeys: string[] }>(
  entries: Map<string, Entry>,
  key: string,
  entry: Entry,
): void {
  const known = entries.get(key)
  if (known === undefined) entries.set(key, { ...entry, taskKeys: [...entry.taskKeys] })
  else for (const taskKey of entry.taskKeys) known.taskKeys.push(taskKey)
}

/** The agent with most of the skills. Ties: online agents first, then the lowest id. */
function findNearest(
  roster: readonly Agent[],
  holders: Holders,
  skills: readonly string[],
): Omit<SkillGap, 'taskKeys'> {
  const held = new Map<Agent, number>()
  for (const skill of skills) {
    for (const agent of holders.get(skill) ?? []) held.set(agent, (held.get(agent) ?? 0) + 1)
  }
  let nearest = roster[0]
  for (const [agent, count] of held) {
    const known = nearest === undefined ? -1 : (held.get(nearest) ?? 0)
    const isFirst = nearest === undefined || byPresenceThenId(agent, nearest) < 0
    if (count > known || (count === known && isFirst)) nearest = agent
  }
  const missingSkills = skills.filter((skill) => !nearest?.skills.includes(skill))
  return { nearestAgentId: nearest?.id ?? null, missingSkills }
}

function describeReport(
  { gaps, offline, smallest, isExact }: Omit<SkillGapReport, 'sentence'>,
  nameOf: (agentId: string) => string,
): string {
  const sentences: string[] = []
  if (smallest !== null) {
    const count = countTasks(gaps)
    const describe = isExact ? gap.smallest : gap.small
    sentences.push(gap.missing(count), describe(describeAddition(smallest, nameOf)))
  }
  if (offline.length > 0) {
    const count = countTasks(offline)
    const ids = [...new Set(offline.flatMap(({ agentIds }) => agentIds))]
    sentences.push(gap.offline(count, listWords(ids.map(nameOf)), ids.length === 1))
  }
  return sentences.length === 0 ? gap.none : sentences.join(' ')
}

const countTasks = (entries: readonly { readonly taskKeys: readonly string[] }[]): number =>
  entries.reduce((count, { taskKeys }) => count + taskKeys.length, 0)

function describeAddition({ teach, register }: SkillAddition, nameOf: (agentId: string) => string): string {
  const lessons = teach.map(({ agentId, skills }) => gap.teach(nameOf(agentId), listWords(skills)))
  if (register !== null) {
    lessons.push(gap.register(listWords(register.skills)))
  }
  return lessons.length > maxListed
    ? gap.more(lessons.slice(0, maxListed).join('; '), lessons.length - maxListed)
    : lessons.join('; ')
}

const maxListed = 6

const listWords = (names: readonly string[]): string =>
  words.findings.list(names.slice(0, maxListed), names.length - maxListed)
