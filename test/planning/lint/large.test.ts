import { describe, expect, it } from 'vitest'
import { applySafeFixes } from '../../../src-main/planning/lint/apply-fix.ts'
import { lintPlan } from '../../../src-main/planning/lint/lint-plan.ts'
import type { TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'
import { planOf } from '../../support/engine.ts'
import { factsOf, soundTask } from './scene.ts'

const facts = factsOf()
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))
const keys = (count: number, name: string) => many(count, (index) => `${name}${index}`)
const soundTasks = (count: number, name: string, more: Partial<TaskDefinition> = {}) =>
  keys(count, name).map((key) => soundTask(key, more))

function inTime<T>(work: () => T): T {
  const results: T[] = []
  expect(cpuMsOf(() => void results.push(work()))).toBeLessThan(10_000)
  const [result] = results
  if (result === undefined) throw new Error('It gave nothing')
  return result
}

describe('a large plan is checked in time', () => {
  it.each(['always', "status('missing1') == 'done' or success"])(
    'with a task that depends on 15,000 missing tasks, if %s',
    (condition) => {
      const plan = planOf([soundTask('a', { dependsOn: keys(15_000, 'missing'), condition })])
      expect(inTime(() => lintPlan(plan, facts)).length).toBeGreaterThanOrEqual(15_000)
    },
  )

  it('with a task in a cycle with 14,000 tasks, with a condition', () => {
    const round = keys(14_000, 'b')
    const plan = planOf([
      soundTask('a', { dependsOn: round, condition: 'always' }),
      ...round.map((key) => soundTask(key, { dependsOn: ['a'] })),
    ])
    expect(inTime(() => lintPlan(plan, facts)).length).toBeGreaterThanOrEqual(14_000)
  })

  it('with a task that depends on 8000 tasks that can never run', () => {
    const plan = planOf([
      ...soundTasks(8000, 'b', { condition: 'failure' }),
      soundTask('a', { dependsOn: keys(8000, 'b'), condition: 'always' }),
      soundTask('c', { dependsOn: keys(8000, 'b'), condition: "status('b7999') != 'skipped' and failure" }),
    ])
    const behind = inTime(() => lintPlan(plan, facts)).find(({ code }) => code === 'behind_never')
    expect(behind?.taskKeys).toEqual(['c'])
  })

  it('with 20,000 tasks in 20,000 nested groups', () => {
    const groups = many(20_000, (index) =>
      soundTask(`g${index}`, { kind: 'group', parent: index === 0 ? null : `g${index - 1}` }),
    )
    const work = soundTasks(20_000, 'b', { parent: 'g19999', title: 'Delete it' })
    const plan = planOf([...groups, ...work], { budget: { amountMinor: 1, currency: 'EUR' } })
    expect(inTime(() => lintPlan(plan, facts)).map(({ code }) => code)).toContain('too_deep')
  })
})

describe('a large plan is fixed in time', () => {
  it('with a task that depends on 30,000 missing tasks', () => {
    const plan = planOf([soundTask('a', { dependsOn: [...keys(30_000, 'missing'), 'b'] }), soundTask('b')])
    const { document, applied } = inTime(() => applySafeFixes(plan, facts))
    expect(document.tasks[0]?.dependsOn).toEqual(['b'])
    expect(applied).toHaveLength(30_000)
  })

  it('with 40,000 tasks with one id', () => {
    const plan = planOf(many(40_000, () => soundTask('a')))
    const { document } = inTime(() => applySafeFixes(plan, facts))
    expect(new Set(document.tasks.map(({ key }) => key)).size).toBe(40_000)
  })

  it('as far as possible, with a task that has more consecutive fixes than the time limit allows', () => {
    const dependsOn = keys(300, 'missing')
    const plan = planOf([soundTask('a', { dependsOn, condition: 'always' }), ...soundTasks(20_000, 'b')])
    const { applied } = inTime(() => applySafeFixes(plan, facts))
    expect(applied.length).toBeGreaterThan(0)
  })
})
