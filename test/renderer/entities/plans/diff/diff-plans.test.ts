import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { diffPlans, isSamePlan } from '../../../../../src-renderer/entities/plans/diff/diff-plans.ts'
import { graphOfDifference } from '../../../../../src-renderer/entities/plans/diff/difference-graph.tsx'
import { FieldValues } from '../../../../../src-renderer/entities/plans/diff/difference-list.tsx'
import { listIds, takeDifferences } from '../../../../../src-renderer/entities/plans/diff/take-differences.ts'
import type { PlanDraft } from '../../../../../src-shared/model/plan-finding.ts'
import type { TaskDefinition } from '../../../../../src-shared/model/task-definition.ts'
import { cpuMsOf } from '../../../../support/cpu-time.ts'
import { planOf, taskOf } from '../../../../support/engine.ts'

const plan = (tasks: TaskDefinition[], over: Partial<PlanDraft> = {}): PlanDraft => ({
  ...planOf(tasks),
  ...over,
})
const before = plan([
  taskOf('dig'),
  taskOf('plant', { dependsOn: ['dig'] }),
  taskOf('water', { dependsOn: ['plant'] }),
])

describe('the difference of two plans', () => {
  it('is empty if only the order of names or undefined values differ', () => {
    const same: PlanDraft = JSON.parse(JSON.stringify({ ...before, timeZone: undefined }))
    expect(isSamePlan(diffPlans(before, same))).toBe(true)
  })

  it('names added and removed tasks and links', () => {
    const after = plan([
      taskOf('dig'),
      taskOf('sow', { dependsOn: ['dig'] }),
      taskOf('water', { dependsOn: ['sow', 'dig'] }),
    ])
    const { tasks } = diffPlans(before, after)
    expect(tasks.map(({ kind }) => kind)).toEqual(['added', 'changed', 'removed'])
    expect(tasks[1]).toMatchObject({ waitsFor: ['sow', 'dig'], waitsNoLonger: ['plant'], fields: [] })
  })

  it('shows the old and the new value of each field', () => {
    const after = plan(
      [
        taskOf('dig', { title: 'Dig deep', priority: 'high', cost: { amountMinor: 5, currency: 'EUR' } }),
        ...before.tasks.slice(1),
      ],
      { title: 'Garden', timeZone: 'Europe/Paris' },
    )
    const { settings, tasks } = diffPlans(before, after)
    expect(settings).toEqual([
      { field: 'title', before: 'Plan', after: 'Garden' },
      { field: 'timeZone', before: undefined, after: 'Europe/Paris' },
    ])
    expect(tasks[0]).toMatchObject({
      fields: [
        { field: 'title', before: 'Task dig', after: 'Dig deep' },
        { field: 'priority', before: 'medium', after: 'high' },
        { field: 'cost', before: undefined, after: { amountMinor: 5, currency: 'EUR' } },
      ],
    })
  })

  it('names the join of a task by its label in the inspector', () => {
    const after = plan([
      before.tasks[0] ?? taskOf('dig'),
      taskOf('plant', { dependsOn: ['dig'], join: 'any' }),
    ])
    const [changed] = diffPlans(before, after).tasks
    expect(changed).toMatchObject({ fields: [{ field: 'join', before: undefined, after: 'any' }] })
    const html = renderToStaticMarkup(FieldValues({ field: 'join', before: undefined, after: 'any' }))
    expect(html).toContain('>Join<')
    expect(html).toContain('Any dependency succeeded')
  })

  it('matches a task by its text if only its key changed, including its links', () => {
    const after = plan([
      { ...taskOf('dig'), key: 'd1' },
      taskOf('plant', { dependsOn: ['d1'] }),
      taskOf('water', { dependsOn: ['plant'] }),
    ])
    const { tasks } = diffPlans(before, after)
    expect(tasks).toHaveLength(1)
    expect(tasks[0]).toMatchObject({
      kind: 'changed',
      fields: [{ field: 'key', before: 'dig', after: 'd1' }],
    })
  })

  it('detects a changed order, but not after an addition or a removal only', () => {
    const [dig, plant, water] = before.tasks
    if (dig === undefined || plant === undefined || water === undefined) throw new Error('three tasks')
    expect(diffPlans(before, plan([plant, dig, water])).isReordered).toBe(true)
    expect(diffPlans(before, plan([dig, taskOf('new'), water])).isReordered).toBe(false)
  })

  it('of 5,000 tasks is found in a moment', () => {
    const many = plan(Array.from({ length: 5000 }, (_, at) => taskOf(`t${at}`)))
    const changed = { ...many, tasks: many.tasks.map((task) => ({ ...task, title: `${task.title}!` })) }
    const ms = cpuMsOf(() => expect(diffPlans(many, changed).tasks).toHaveLength(5000))
    expect(ms).toBeLessThan(1000)
  })
})

describe('a partly applied difference', () => {
  const after = plan(
    [
      taskOf('dig', { title: 'Dig deep' }),
      taskOf('sow', { dependsOn: ['dig'] }),
      taskOf('water', { dependsOn: ['sow'] }),
    ],
    { title: 'Garden' },
  )
  const difference = diffPlans(before, after)
  const take = (...ids: string[]) => takeDifferences({ before, after, difference }, new Set(ids)).document

  it('is the newer plan with all changes, and the older plan with none', () => {
    expect(take(...listIds(difference))).toBe(after)
    expect(take()).toBe(before)
  })

  it('contains the selected changes only', () => {
    const taken = take('changed dig', 'setting title')
    expect(taken.title).toBe('Garden')
    expect(taken.tasks.map(({ title }) => title)).toEqual(['Dig deep', 'Task plant', 'Task water'])
  })

  it('links around missing tasks, and places new tasks at their positions', () => {
    expect(take('changed water').tasks.at(-1)?.dependsOn).toEqual(['dig'])
    expect(take('removed plant').tasks.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['dig', []],
      ['water', ['dig']],
    ])
    expect(take('added sow').tasks.map(({ key }) => key)).toEqual(['dig', 'sow', 'plant', 'water'])
  })
})

describe('a difference as a graph', () => {
  it('contains both plans, with the change of each task', () => {
    const after = plan([
      taskOf('dig', { title: 'Dig deep' }),
      taskOf('sow'),
      taskOf('water', { dependsOn: ['plant'] }),
    ])
    const { items, faces } = graphOfDifference(after, diffPlans(before, after))
    expect(items.map(({ key }) => [key, faces.get(key)?.change])).toEqual([
      ['dig', 'changed'],
      ['sow', 'added'],
      ['water', undefined],
      ['plant', 'removed'],
    ])
  })
  it('shows the number of tasks in a group, including removed tasks', () => {
    const [bed, dig, sow] = [
      taskOf('bed', { kind: 'group' }),
      taskOf('dig', { parent: 'bed' }),
      taskOf('sow', { parent: 'bed' }),
    ]
    const { faces } = graphOfDifference(plan([bed, dig]), diffPlans(plan([bed, dig, sow]), plan([bed, dig])))
    expect(faces.get('bed')?.tally?.total).toBe(2)
    expect(faces.get('dig')?.tally).toBeUndefined()
  })
})
