import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Draft, planOfDrafts } from '../../../src-main/planning/importers/draft.ts'
import { createWarnings } from '../../../src-main/planning/importers/warnings.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'

const draft = (key: string, more: Partial<Draft> = {}): Draft => ({
  key,
  where: `at ${key}`,
  title: key,
  ...more,
})

function planOf(drafts: readonly Draft[]) {
  const warnings = createWarnings()
  const plan = planOfDrafts(
    { key: 'p', title: 'P', source: 'csv', place: 'file', drafts },
    warnings.about('file'),
  )
  if (!plan.ok) throw new Error(plan.error.message)
  return { ...plan.value, codes: warnings.list().map(({ code, where }) => `${code} ${where}`) }
}

describe('draft tasks of an import', () => {
  it('become tasks, and drafts with parts become groups', () => {
    const { document, shape, withSubtasks, codes } = planOf([
      draft('g', { priority: 'high' }),
      draft('a', { parent: 'g', description: 'do it', tags: ['x'], requiredSkills: ['sql'] }),
      draft('b', { dependsOn: ['a', 'g'] }),
    ])
    expect(document.tasks.map(({ key, kind, parent, dependsOn }) => [key, kind, parent, dependsOn])).toEqual([
      ['g', 'group', null, []],
      ['a', 'task', 'g', []],
      ['b', 'task', null, ['a', 'g']],
    ])
    expect(document.tasks[0]).toMatchObject({ description: 'g', priority: 'high' })
    expect(document.tasks[1]).toMatchObject({ description: 'do it', tags: ['x'], requiredSkills: ['sql'] })
    expect(shape).toEqual({ tasks: 2, edges: 1, roots: 1, longestPath: 2, cycles: 0, dangling: 0 })
    expect(withSubtasks).toEqual({ nodes: 3, edges: 2 })
    expect(codes).toEqual([])
  })

  it('lose references to missing tasks, themselves and their own group, each with a warning', () => {
    const { document, shape, codes } = planOf([
      draft('g', { dependsOn: ['part', 'zed', 'g'] }),
      draft('part', { parent: 'g', dependsOn: ['g', 'zed', 'zed'] }),
      draft('lost', { parent: 'nobody' }),
    ])
    expect(document.tasks.map(({ dependsOn }) => dependsOn)).toEqual([[], [], []])
    expect(shape.dangling).toBe(2)
    expect(codes).toEqual([
      'dangling_parent at lost',
      'self_dependency at g',
      'dangling_dependency at g',
      'own_subtask_dependency at g',
      'dangling_dependency at part',
      'parent_dependency at part',
    ])
  })

  it('with equal ids get unique ids', () => {
    const { document, codes } = planOf([draft('a'), draft('a'), draft('b', { dependsOn: ['a'] })])
    expect(document.tasks.map(({ key }) => key)).toEqual(['a', 'a-2', 'b'])
    expect(codes).toEqual(['duplicate_id at a'])
  })

  it('that contain themselves become top-level tasks', () => {
    const { document, codes } = planOf([draft('a', { parent: 'b' }), draft('b', { parent: 'a' })])
    expect(document.tasks.map(({ parent }) => parent)).toEqual([null, 'a'])
    expect(codes).toEqual(['part_of_itself at a'])
  })

  it('beyond the maximum nesting become top-level tasks', () => {
    const chain = Array.from({ length: 200 }, (_, index) =>
      draft(`d${index}`, { parent: index === 0 ? null : `d${index - 1}` }),
    )
    const { document, codes } = planOf(chain.toReversed())
    expect(findPlanFault(document)).toBe(null)
    expect(codes.toSorted()).toEqual(['too_deep at d130', 'too_deep at d195', 'too_deep at d65'])
  })

  it('in a cycle keep it, with a report', () => {
    const { shape, codes } = planOf([draft('a', { dependsOn: ['b'] }), draft('b', { dependsOn: ['a'] })])
    expect(shape).toMatchObject({ cycles: 1, longestPath: null })
    expect(codes).toEqual(['cycle at a'])
  })

  it('of any kind become a plan with unique keys that can run, unless it reports a cycle', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const drafts = fc.array(
      fc.record({
        key,
        dependsOn: fc.array(key, { maxLength: 3 }),
        parent: fc.option(key),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(drafts, (drawn) => {
        const { document, shape } = planOf(drawn.map((each) => ({ ...each, where: 'x', title: 'x' })))
        const fault = findPlanFault(document)
        expect(fault?.code ?? null).toBe(shape.cycles > 0 ? 'E_DEP_CYCLE' : null)
      }),
      { numRuns: 500 },
    )
  })
})
