import fc from 'fast-check'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Gate } from '../../src-shared/model/approval.ts'
import { escalationSkill } from '../../src-shared/model/decisions/decision.ts'
import type { PlanDocument } from '../../src-shared/model/plan.ts'
import { joins, priorities, type TaskDefinition } from '../../src-shared/model/task-definition.ts'
import { listCycles } from '../../src-shared/task-graph.ts'
import { agentOf, planOf, taskOf } from '../support/engine.ts'

/** Arbitrary plans and agents for the lives of the engine. */

export const skills = ['cooking', 'driving', 'flying'] as const
export const start = Date.UTC(2026, 0, 1)
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const people = ['ann', 'bob', 'cid'] as const

/** Present in one of `of` cases. Shrinking removes the value. */
const oneIn = <T>(of: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.tuple(fc.integer({ min: 1, max: of }), value).map(([chance, each]) => (chance === of ? each : undefined))

const euros = (max: number) =>
  fc.integer({ min: 0, max }).map((amountMinor) => ({ amountMinor, currency: 'EUR' }))

const gate: fc.Arbitrary<Gate> = fc
  .record({
    when: fc.constantFrom<Gate['when'][]>('before', 'after'),
    quorum: fc.constantFrom(1, 1, 2),
    assignee: oneIn(4, fc.constantFrom(...people)),
    expiresInMs: oneIn(2, fc.constantFrom(minute, hour, 3 * hour)),
    onExpiry: fc.constantFrom<Gate['onExpiry'][]>('reject', 'escalate'),
    remindEveryMs: oneIn(3, fc.constantFrom(6 * hour, 24 * hour)),
  })
  .map(({ assignee, expiresInMs, remindEveryMs, ...facts }) => ({
    ...facts,
    // With an assignee, no other person could give a second vote.
    ...(assignee !== undefined && facts.quorum === 1 && { assignee }),
    ...(expiresInMs !== undefined && { expiresInMs }),
    ...(remindEveryMs !== undefined && { remindEveryMs }),
    ...(facts.onExpiry === 'escalate' && { escalateTo: 'cid' }),
  }))

const timeouts = fc
  .record({
    queuedMs: oneIn(4, fc.constant(2 * hour)),
    startingMs: oneIn(3, fc.constant(10 * minute)),
    silentMs: oneIn(3, fc.constant(hour)),
    wallMs: oneIn(3, fc.constant(90 * minute)),
    personMs: oneIn(2, fc.constant(hour)),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, ms]) => ms !== undefined)))

/** `N` is a placeholder for a dependency. */
const conditions = [
  'always',
  'failure',
  "status('N') == 'done'",
  "status('N') != 'done'",
  "result('N').n >= 5",
  "result('N').n < 5 || status('N') == 'failed'",
] as const

const seedOfTask = fc.record({
  isGroup: fc.boolean(),
  /** Indexes of earlier tasks, modulo their number. */
  dependsOn: fc.array(fc.nat(40), { maxLength: 3 }),
  parent: oneIn(3, fc.nat(40)),
  requiredSkills: fc.subarray([...skills], { maxLength: 2 }),
  pin: oneIn(6, fc.constantFrom('a0', 'a1', 'a2', 'ghost')),
  requiresApproval: fc.integer({ min: 0, max: 7 }).map((of) => of === 7),
  priority: fc.constantFrom(...priorities),
  dueAt: oneIn(2, fc.integer({ min: -3, max: 5 })),
  gate: oneIn(4, gate),
  join: oneIn(6, fc.constantFrom(...joins)),
  condition: oneIn(4, fc.tuple(fc.constantFrom(...conditions), fc.nat(3))),
  retry: oneIn(
    2,
    fc.record({
      maxAttempts: fc.integer({ min: 2, max: 4 }),
      firstMs: fc.constantFrom(1000, minute, 30 * minute, 0),
    }),
  ),
  timeouts: oneIn(3, timeouts),
  cost: oneIn(2, euros(40)),
  isDollar: fc.integer({ min: 0, max: 19 }).map((of) => of === 19),
  budget: oneIn(3, euros(100)),
})
export const taskSeed = seedOfTask
export type TaskSeed = typeof seedOfTask extends fc.Arbitrary<infer Seed> ? Seed : never

/** Adds one task to the existing tasks. Leaves out links that would create a cycle through a group. */
export function connect(tasks: readonly TaskDefinition[], key: string, seed: TaskSeed): TaskDefinition {
  const groups = tasks.filter(({ kind }) => kind === 'group')
  const picked = seed.dependsOn.flatMap((by) => tasks[by % Math.max(1, tasks.length)]?.key ?? [])
  const linked: TaskDefinition = {
    ...settingsOf(key, seed),
    parent:
      seed.parent === undefined ? null : (groups[seed.parent % Math.max(1, groups.length)]?.key ?? null),
    dependsOn: [...new Set(picked)],
  }
  const candidates = [linked, { ...linked, dependsOn: [] }, { ...linked, dependsOn: [], parent: null }]
  const fitting = candidates.find((task) => listCycles([...tasks, task]).length === 0) ?? taskOf(key)
  return withCondition(fitting, seed.condition)
}

function settingsOf(key: string, seed: TaskSeed): TaskDefinition {
  const { requiredSkills, requiresApproval, priority, dueAt, retry, timeouts: clocks, cost } = seed
  const kind = seed.isGroup && seed.dependsOn.length % 2 === 0 ? 'group' : 'task'
  const isGated = seed.gate !== undefined && (kind === 'task' || seed.gate.when === 'before')
  return taskOf(key, {
    kind,
    requiredSkills,
    ...(seed.pin !== undefined && { pin: seed.pin }),
    requiresApproval,
    priority,
    dueAt: dueAt === undefined ? null : start + dueAt * day,
    ...(seed.gate !== undefined && isGated && { gate: seed.gate }),
    ...(seed.join !== undefined && { join: seed.join }),
    ...(retry !== undefined && { retry: { ...retry, factor: 2, maxMs: hour } }),
    ...(clocks !== undefined && { timeouts: clocks }),
    ...(cost !== undefined && { cost: seed.isDollar ? { ...cost, currency: 'USD' } : cost }),
    ...(kind === 'group' && seed.budget !== undefined && { budget: seed.budget }),
  })
}

function withCondition(task: TaskDefinition, seed: TaskSeed['condition']): TaskDefinition {
  if (seed === undefined || task.dependsOn.length === 0) return task
  const [form, by] = seed
  const about = task.dependsOn[by % task.dependsOn.length] ?? ''
  return { ...task, condition: form.replaceAll('N', about) }
}

export const plan: fc.Arbitrary<PlanDocument> = fc
  .record({
    tasks: fc.array(seedOfTask, { minLength: 1, maxLength: 12 }),
    parallelLimit: fc.integer({ min: 1, max: 4 }),
    crew: oneIn(5, fc.constantFrom<string[]>(['a0', 'a1'])),
    projectId: oneIn(2, fc.constantFrom('north', 'south')),
    budget: oneIn(3, euros(150)),
    reviewLimit: oneIn(4, fc.integer({ min: 1, max: 2 })),
  })
  .map(({ tasks: seeds, crew, projectId, budget, reviewLimit, parallelLimit }) => {
    const tasks: TaskDefinition[] = []
    for (const [at, seed] of seeds.entries()) tasks.push(connect(tasks, `t${at}`, seed))
    return planOf(tasks, {
      parallelLimit,
      crew: crew ?? null,
      projectId: projectId ?? null,
      ...(budget !== undefined && { budget }),
      ...(reviewLimit !== undefined && { reviewLimit }),
    })
  })

export const agent: fc.Arbitrary<Agent> = fc
  .record({
    id: fc.constantFrom('a0', 'a1', 'a2', 'a3', 'a4'),
    kind: fc.constantFrom<Agent['kind'][]>('builtin', 'model', 'model', 'external'),
    skills: fc.subarray([...skills, escalationSkill]),
    capacity: fc.integer({ min: 1, max: 3 }),
    availability: fc.constantFrom<Agent['availability'][]>('online', 'online', 'online', 'busy', 'offline'),
    effectClass: fc.constantFrom<Agent['effectClass'][]>('repeatable', 'resumable', 'once'),
    price: fc.option(euros(30), { nil: undefined, freq: 4 }),
  })
  .map(({ id, price, ...overrides }) => agentOf(id, { ...overrides, ...(price !== undefined && { price }) }))
