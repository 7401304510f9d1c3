import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSkillGaps } from '../../src-main/assignment/skill-gap.ts'
import type { Agent, SkillAddition } from '../../src-shared/model/agents/agent.ts'
import { agentOf, taskOf } from '../support/engine.ts'

const needs = (key: string, ...requiredSkills: string[]) => taskOf(key, { requiredSkills })
const worker = (id: string, ...skills: string[]) => agentOf(id, { kind: 'external', skills })

function apply(agents: readonly Agent[], { teach, register }: SkillAddition): Agent[] {
  const taught = agents.map((agent) => {
    const lesson = teach.find(({ agentId }) => agentId === agent.id)
    return lesson === undefined ? agent : { ...agent, skills: [...agent.skills, ...lesson.skills] }
  })
  return register === null ? taught : [...taught, worker('newcomer', ...register.skills)]
}

describe('the skill gaps of a plan', () => {
  it('are empty if every task has an agent', () => {
    const report = findSkillGaps([needs('a', 'cooking'), needs('b')], [worker('ann', 'cooking')])
    expect(report).toEqual({
      gaps: [],
      offline: [],
      smallest: null,
      isExact: true,
      oneNewAgent: null,
      sentence: 'Every task has an agent with its skills.',
    })
  })

  it('name the missing skills, the closest agent and the affected tasks', () => {
    const report = findSkillGaps(
      [
        needs('a', 'reflection', 'context_analysis'),
        needs('b', 'context_analysis', 'reflection'),
        needs('c', 'reflection'),
        needs('d', 'sailing'),
      ],
      [worker('ash', 'summarization'), { ...worker('hal', 'reflection'), name: 'Hal' }],
    )
    expect(report.gaps).toEqual([
      { missingSkills: ['context_analysis'], nearestAgentId: 'hal', taskKeys: ['a', 'b'] },
      { missingSkills: ['sailing'], nearestAgentId: 'ash', taskKeys: ['d'] },
    ])
    expect(report.smallest).toEqual({
      teach: [{ agentId: 'hal', skills: ['context_analysis', 'sailing'] }],
      register: null,
    })
    expect(report.oneNewAgent).toEqual(['context_analysis', 'reflection', 'sailing'])
    expect(report.sentence).toBe(
      '3 tasks need skills that no single agent has. Smallest addition: add context_analysis and sailing to Hal.',
    )
  })

  it('are closed by a new agent if no agent can learn', () => {
    const builtin = agentOf('ash', { kind: 'builtin', skills: ['summarization'] })
    const report = findSkillGaps([needs('a', 'summarization', 'sailing')], [builtin])
    expect(report.gaps).toMatchObject([{ missingSkills: ['sailing'], nearestAgentId: 'ash' }])
    expect(report.smallest).toEqual({ teach: [], register: { skills: ['sailing', 'summarization'] } })
    expect(report.sentence).toBe(
      '1 task needs skills that no single agent has. Smallest addition: register an agent with sailing and summarization.',
    )
  })

  it('include all tasks without any agent, even those without required skills', () => {
    const report = findSkillGaps([needs('a'), needs('b', 'cooking')], [])
    expect(report.gaps).toEqual([
      { missingSkills: [], nearestAgentId: null, taskKeys: ['a'] },
      { missingSkills: ['cooking'], nearestAgentId: null, taskKeys: ['b'] },
    ])
    expect(report.smallest).toEqual({ teach: [], register: { skills: ['cooking'] } })
    expect(findSkillGaps([needs('a')], []).smallest).toEqual({ teach: [], register: { skills: [] } })
  })

  it('exclude groups, and mark tasks that only wait for an offline agent', () => {
    const away = { ...worker('hal', 'cooking'), name: 'Hal', availability: 'offline' as const }
    const report = findSkillGaps(
      [taskOf('g', { kind: 'group', requiredSkills: ['flying'] }), needs('a', 'cooking')],
      [worker('ann'), away],
    )
    expect(report.gaps).toEqual([])
    expect(report.offline).toEqual([{ agentIds: ['hal'], taskKeys: ['a'] }])
    expect(report.sentence).toBe('1 task waits for an agent that is offline: Hal.')
  })

  it('are not closed by teaching an offline agent', () => {
    const away = { ...worker('hal', 'cooking'), availability: 'offline' as const }
    const { gaps, smallest } = findSkillGaps([needs('a', 'cooking', 'flying')], [away, worker('ann')])
    expect(gaps[0]?.nearestAgentId).toBe('hal')
    expect(smallest?.teach).toEqual([{ agentId: 'ann', skills: ['cooking', 'flying'] }])
  })
})

const skills = ['a', 'b', 'c', 'd', 'e'] as const
const plan = fc
  .array(fc.subarray([...skills], { maxLength: 4 }), { maxLength: 6 })
  .map((all) => all.map((required, at) => needs(`t${at}`, ...required)))
const roster = fc
  .array(
    fc.record({
      skills: fc.subarray([...skills]),
      kind: fc.constantFrom('builtin', 'external', 'scripted'),
      availability: fc.constantFrom('online', 'busy', 'offline'),
    }),
    { maxLength: 3 },
  )
  .map((all) => all.map((facts, at) => agentOf(`a${at}`, facts)))

describe('the minimum addition of skills', () => {
  it('closes all gaps', () => {
    fc.assert(
      fc.property(plan, roster, (tasks, agents) => {
        const { smallest, gaps, oneNewAgent } = findSkillGaps(tasks, agents)
        expect(smallest === null).toBe(gaps.length === 0)
        if (smallest === null || oneNewAgent === null) return
        expect(findSkillGaps(tasks, apply(agents, smallest)).gaps).toEqual([])
        const alone = { teach: [], register: { skills: oneNewAgent } }
        expect(findSkillGaps(tasks, apply(agents, alone)).gaps).toEqual([])
      }),
    )
  })

  it('teaches only online agents that can learn, and only missing skills', () => {
    fc.assert(
      fc.property(plan, roster, (tasks, agents) => {
        for (const { agentId, skills: lesson } of findSkillGaps(tasks, agents).smallest?.teach ?? []) {
          const agent = agents.find(({ id }) => id === agentId)
          expect(agent).toBeDefined()
          expect(agent?.kind).not.toBe('builtin')
          expect(agent?.availability).not.toBe('offline')
          expect(lesson.filter((skill) => agent?.skills.includes(skill))).toEqual([])
          expect(lesson).not.toEqual([])
        }
      }),
    )
  })

  /** Minimum number of additional skills over all assignments of the tasks to existing or new agents. */
  function fewestSkills(tasks: ReturnType<typeof needs>[], agents: readonly Agent[]): number {
    const open = tasks.filter(
      ({ requiredSkills }) =>
        !agents.some((agent) => requiredSkills.every((skill) => agent.skills.includes(skill))),
    )
    const able = agents.filter(({ kind, availability }) => kind !== 'builtin' && availability !== 'offline')
    const places = [...able.map((agent) => agent.skills), []]
    const search = (at: number, added: string[][]): number => {
      const task = open[at]
      if (task === undefined) return added.flat().length
      const costs = places.map((held, place) => {
        const lacking = task.requiredSkills.filter(
          (skill) => !held.includes(skill) && !added[place]?.includes(skill),
        )
        return search(
          at + 1,
          added.map((each, index) => (index === place ? [...each, ...lacking] : each)),
        )
      })
      return Math.min(...costs)
    }
    return search(
      0,
      places.map(() => []),
    )
  }

  it('is minimal', () => {
    fc.assert(
      fc.property(plan, roster, (tasks, agents) => {
        const { smallest, isExact } = findSkillGaps(tasks, agents)
        if (smallest === null) return
        expect(isExact).toBe(true)
        const lessons = [...smallest.teach, ...(smallest.register === null ? [] : [smallest.register])]
        expect(lessons.flatMap((lesson) => lesson.skills)).toHaveLength(fewestSkills(tasks, agents))
      }),
    )
  })

  it('is independent of the order of tasks and agents', () => {
    fc.assert(
      fc.property(plan, roster, (tasks, agents) => {
        const of = findSkillGaps(tasks, agents)
        expect(findSkillGaps(tasks.toReversed(), agents.toReversed()).smallest).toEqual(of.smallest)
      }),
    )
  })

  it('for a large plan also closes all gaps, and is marked as greedy', () => {
    const tasks = Array.from({ length: 3000 }, (_, at) => needs(`t${at}`, `x${at % 97}`, `y${at % 89}`))
    const agents = Array.from({ length: 150 }, (_, at) => worker(`a${at}`, `x${at % 80}`, `y${at % 70}`))
    const { smallest, isExact, sentence } = findSkillGaps(tasks, agents)
    expect(isExact).toBe(false)
    expect(sentence).toContain('A small addition: ')
    expect(smallest && findSkillGaps(tasks, apply(agents, smallest)).gaps).toEqual([])
  })
})
