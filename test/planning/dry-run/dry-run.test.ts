import { describe, expect, it } from 'vitest'
import { type Agent, agentSchema } from '#shared/model/agents/agent.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { blankTask } from '../../../src-main/planning/change/list-additions.ts'
import { dryRun } from '../../../src-main/planning/dry-run/dry-run.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'

const agent = (id: string, skills: string[], more: Partial<Agent> = {}): Agent =>
  agentSchema.parse({ id, name: id, kind: 'external', skills, ...more })
const task = (key: string, more: Partial<TaskDefinition> = {}): TaskDefinition => ({
  ...blankTask(key, key),
  requiredSkills: ['writing'],
  estimateMs: 1000,
  ...more,
})
const planOf = (tasks: TaskDefinition[], more: Partial<PlanDocument> = {}): PlanDocument => ({
  ...{ key: 'p', title: 'P', projectId: null, projectFolder: null, parallelLimit: 16, crew: null },
  ...{ source: 'switchyard', tasks, ...more },
})
const run = (plan: PlanDocument, agents: Agent[]) =>
  dryRun(plan, {
    candidacies: agents.map((each) => ({ agent: each, running: 0, promised: 0 })),
    aliases: new Map(),
    isSimulated: false,
    at: 0,
  })
const times = (plan: PlanDocument, agents: Agent[]) =>
  Object.fromEntries(
    run(plan, agents).tasks.map(({ taskKey, startMs, waitMs }) => [taskKey, [startMs, waitMs]]),
  )

describe('a dry run', () => {
  const ash = agent('ash', ['writing'])

  it('lets a task wait for its dependencies, and for a free slot of its agent', () => {
    const plan = planOf([task('a'), task('b'), task('c', { dependsOn: ['a'] })])
    expect(times(plan, [ash])).toEqual({ a: [0, 0], b: [1000, 1000], c: [2000, 1000] })
    expect(run(plan, [ash]).endMs).toBe(3000)
    expect(times(plan, [agent('two', ['writing'], { capacity: 2 })])).toEqual({
      a: [0, 0],
      b: [0, 0],
      c: [1000, 0],
    })
  })

  it('needs no time for a failure handler and its own dependents', () => {
    const plan = planOf([
      task('check'),
      task('fix', { dependsOn: ['check'], condition: 'failure', estimateMs: 60_000 }),
      task('tell', { dependsOn: ['fix'], estimateMs: 60_000 }),
      task('publish', { dependsOn: ['check', 'fix'] }),
    ])
    const { tasks, endMs } = run(plan, [ash])
    expect(endMs).toBe(2000)
    expect(tasks).toMatchObject([
      { startMs: 0, durationMs: 1000 },
      { startMs: 1000, durationMs: 60_000 },
      { durationMs: 60_000 },
      { startMs: 1000, durationMs: 1000 },
    ])
  })

  it('distributes tasks over agents, and starts more urgent tasks first', () => {
    const plan = planOf([task('a'), task('b')])
    expect(new Set(run(plan, [ash, agent('elm', ['writing'])]).tasks.map(({ agentId }) => agentId))).toEqual(
      new Set(['ash', 'elm']),
    )
    expect(times(planOf([task('a'), task('b', { priority: 'critical' })]), [ash])).toEqual({
      a: [1000, 1000],
      b: [0, 0],
    })
  })

  it('respects the parallel limit of the run', () => {
    const plan = planOf([task('a'), task('b')], { parallelLimit: 1 })
    expect(times(plan, [agent('two', ['writing'], { capacity: 2 })])).toEqual({ a: [0, 0], b: [1000, 1000] })
  })

  it('opens a group after its dependencies, and ends it with its tasks', () => {
    const plan = planOf([
      task('before'),
      task('phase', { kind: 'group', requiredSkills: [], dependsOn: ['before'] }),
      task('inside', { parent: 'phase' }),
      task('after', { dependsOn: ['phase'] }),
    ])
    expect(times(plan, [ash])).toEqual({ before: [0, 0], inside: [1000, 0], after: [2000, 0] })
  })

  it('explains why a task has no agent, and that its dependents never start', () => {
    const plan = planOf([
      task('a', { requiredSkills: ['flying'] }),
      task('b', { dependsOn: ['a'] }),
      task('c'),
    ])
    const { tasks, endMs } = run(plan, [ash])
    expect(tasks[0]).toMatchObject({ agentId: null, startMs: null })
    expect(tasks[0]?.reason).toContain('flying')
    expect(tasks[1]).toMatchObject({ agentId: 'ash', startMs: null, reason: null })
    expect(endMs).toBe(1000)
  })

  it('adds up known costs by currency, and includes assigned and offline agents', () => {
    const paid = agent('paid', ['writing'], { price: { amountMinor: 250, currency: 'EUR' } })
    const away = agent('away', ['writing'], { availability: 'offline' })
    const plan = planOf([
      task('a', { pin: 'paid' }),
      task('b', { pin: 'paid', cost: { amountMinor: 100, currency: 'EUR' } }),
      task('c', { pin: 'ash' }),
      task('d', { pin: 'away' }),
    ])
    const { tasks, costs } = run(plan, [paid, ash, away])
    expect(tasks.map(({ agentId }) => agentId)).toEqual(['paid', 'paid', 'ash', null])
    expect(tasks[2]?.price).toBe('unknown')
    expect(costs).toEqual([{ amountMinor: 350, currency: 'EUR' }])
  })

  it('is immediate for a plan of thousands of tasks', () => {
    const tasks = Array.from({ length: 5000 }, (_, at) =>
      task(`t${at}`, { dependsOn: at < 50 ? [] : [`t${at - 50}`] }),
    )
    const agents = [agent('many', ['writing'], { capacity: 100 })]
    const ms = cpuMsOf(() => expect(run(planOf(tasks), agents).endMs).toBeGreaterThan(100_000))
    expect(ms).toBeLessThan(3000)
  })
})

describe('a dry run of a plan with conditions', () => {
  it('covers both results of each condition: the tasks that run and the tasks that are skipped', () => {
    const plan = planOf([
      task('check'),
      task('fix', { dependsOn: ['check'], condition: 'failure' }),
      task('publish', { dependsOn: ['check', 'fix'] }),
    ])
    const { branches } = run(plan, [agent('ash', ['writing'])])
    expect(branches.ways.map(({ fails, runs, skipped }) => ({ fails, runs, skipped }))).toEqual([
      { fails: [], runs: ['check', 'publish'], skipped: ['fix'] },
      { fails: ['check'], runs: ['fix', 'publish'], skipped: [] },
    ])
  })
})
