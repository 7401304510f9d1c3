import { describe, expect, it } from 'vitest'
import { planOf } from '../../support/engine.ts'
import { codesOf, draftOf, findOnly, mend, soundTask, taskIn } from './scene.ts'

describe('a plan without problems', () => {
  it('has no findings', () => {
    expect(codesOf(draftOf({ a: {}, b: { dependsOn: ['a'] } }))).toEqual([])
  })
})

describe('a cycle of tasks', () => {
  const ring = draftOf({ a: { dependsOn: ['c'] }, b: { dependsOn: ['a'] }, c: { dependsOn: ['b'] } })

  it('is named in order, and the dependency against the order of the plan is removed', () => {
    expect(findOnly(ring, 'cycle')).toMatchObject({
      severity: 'error',
      message:
        'The dependencies form a cycle: "Write chapter a" (a) → "Write chapter b" (b) → "Write chapter c" (c) → "Write chapter a" (a).',
      taskKeys: ['a', 'b', 'c'],
    })
    const mended = mend(ring, ['cycle', 'drop_dependency'])
    expect(taskIn(mended, 'a')?.dependsOn).toEqual([])
    expect(codesOf(mended)).toEqual([])
  })

  it('has one finding for each dependency to remove', () => {
    const two = draftOf({ a: { dependsOn: ['b', 'c'] }, b: { dependsOn: ['a'] }, c: { dependsOn: ['a'] } })
    expect(codesOf(two)).toEqual(['cycle', 'cycle'])
  })

  it('is found through groups', () => {
    const nested = draftOf({ g: { kind: 'group' }, a: { parent: 'g', dependsOn: ['g'] } })
    const mended = mend(nested, ['cycle', 'drop_dependency'])
    expect(taskIn(mended, 'a')).toMatchObject({ parent: 'g', dependsOn: [] })
  })

  it('loses the condition on a removed dependency', () => {
    const condition = "status('b') == 'failed'"
    const draft = draftOf({ a: { dependsOn: ['b'], condition }, b: { dependsOn: ['a'] } })
    const mended = mend(draft, ['cycle', 'drop_dependency'])
    expect(taskIn(mended, 'a')?.condition).toBeUndefined()
    expect(codesOf(mended)).toEqual([])
  })

  it('may be one task', () => {
    const mended = mend(draftOf({ a: { dependsOn: ['a'] } }), ['self_dependency', 'drop_dependency'])
    expect(taskIn(mended, 'a')?.dependsOn).toEqual([])
  })
})

describe('an unknown key', () => {
  it('is removed', () => {
    const draft = draftOf({ a: { dependsOn: ['elsewhere'] } })
    expect(findOnly(draft, 'dangling_dependency').fixes.map(({ id }) => id)).toEqual([
      'dangling_dependency:a:elsewhere/drop_dependency',
    ])
    expect(taskIn(mend(draft, ['dangling_dependency', 'drop_dependency']), 'a')?.dependsOn).toEqual([])
  })

  it('is replaced by a similarly spelled key', () => {
    const draft = draftOf({ 'task-001': {}, 'task-002': {}, b: { dependsOn: ['Task 1'] } })
    expect(findOnly(draft, 'dangling_dependency').message).toContain(
      'Did you mean "Write chapter task-001" (task-001)?',
    )
    const mended = mend(draft, ['dangling_dependency', 'use_nearest'])
    expect(taskIn(mended, 'b')?.dependsOn).toEqual(['task-001'])
  })

  it('is not replaced by a key that would create a cycle, or by another number', () => {
    const circular = draftOf({ build: { dependsOn: ['deplay'] }, deploy: { dependsOn: ['build'] } })
    expect(findOnly(circular, 'dangling_dependency').fixes).toHaveLength(1)
    const numbered = draftOf({ 'chapter-12': {}, b: { dependsOn: ['chapter-13'] } })
    expect(findOnly(numbered, 'dangling_dependency').fixes).toHaveLength(1)
  })

  it('is not valid as a group', () => {
    for (const parent of ['elsewhere', 'b']) {
      const mended = mend(draftOf({ a: { parent }, b: {} }), ['dangling_parent', 'leave_group'])
      expect(taskIn(mended, 'a')?.parent).toBeNull()
    }
  })
})

describe('duplicate keys', () => {
  it('of two tasks are renamed, and references still mean the first', () => {
    const draft = planOf([soundTask('a'), soundTask('a'), soundTask('b', { dependsOn: ['a', 'a-2'] })])
    const mended = mend(draft, ['duplicate_key', 'rename'])
    expect(mended.tasks.map(({ key }) => key)).toEqual(['a', 'a-3', 'b'])
    expect(taskIn(mended, 'b')?.dependsOn).toEqual(['a', 'a-2'])
  })

  it('among dependencies are merged', () => {
    const draft = draftOf({ a: {}, b: { dependsOn: ['a', 'a'] } })
    expect(findOnly(draft, 'duplicate_dependency').severity).toBe('warning')
    expect(taskIn(mend(draft, ['duplicate_dependency', 'drop_repeats']), 'b')?.dependsOn).toEqual(['a'])
  })
})

describe('groups', () => {
  it('that contain each other are separated', () => {
    const draft = draftOf({ g: { kind: 'group', parent: 'h' }, h: { kind: 'group', parent: 'g' } })
    expect(findOnly(draft, 'group_in_itself').message).toContain(
      '"Write chapter g" (g) → "Write chapter h" (h) → "Write chapter g" (g)',
    )
    const mended = mend(draft, ['group_in_itself', 'leave_group'])
    expect([taskIn(mended, 'g')?.parent, taskIn(mended, 'h')?.parent]).toEqual([null, 'g'])
  })

  it('without tasks become tasks or are removed, and their dependents get their dependencies', () => {
    const draft = draftOf({ a: {}, g: { kind: 'group', dependsOn: ['a'] }, b: { dependsOn: ['g'] } })
    expect(taskIn(mend(draft, ['empty_group', 'make_task']), 'g')?.kind).toBe('task')
    const mended = mend(draft, ['empty_group', 'remove_group'])
    expect(mended.tasks.map(({ key, dependsOn }) => [key, dependsOn])).toEqual([
      ['a', []],
      ['b', ['a']],
    ])
  })

  it('with a sub-plan are not empty', () => {
    expect(codesOf(draftOf({ g: { kind: 'group', subPlan: 'plan_1' } }))).toEqual([])
  })

  it('have a maximum nesting', () => {
    const deep = Object.fromEntries(
      Array.from({ length: 70 }, (_, at) => [
        `g${at}`,
        { kind: at === 69 ? ('task' as const) : ('group' as const), parent: at === 0 ? null : `g${at - 1}` },
      ]),
    )
    expect(findOnly(draftOf(deep), 'too_deep').taskKeys).toEqual(['g65', 'g66', 'g67', 'g68', 'g69'])
  })
})

describe('redundant dependencies', () => {
  it('are removed', () => {
    const draft = draftOf({ a: {}, b: { dependsOn: ['a'] }, c: { dependsOn: ['a', 'b'] } })
    expect(findOnly(draft, 'redundant_dependency')).toMatchObject({ severity: 'hint', taskKeys: ['c', 'a'] })
    expect(taskIn(mend(draft, ['redundant_dependency', 'drop_dependencies']), 'c')?.dependsOn).toEqual(['b'])
  })

  it('are also found through a group', () => {
    const draft = draftOf({
      a: {},
      g: { kind: 'group', dependsOn: ['a'] },
      b: { parent: 'g', dependsOn: ['a'] },
    })
    expect(findOnly(draft, 'redundant_dependency').taskKeys).toEqual(['b', 'a'])
  })

  it('are kept if a condition uses their status', () => {
    const condition = "status('a') == 'failed'"
    const draft = draftOf({ a: {}, b: { dependsOn: ['a'] }, c: { dependsOn: ['a', 'b'], condition } })
    expect(codesOf(draft)).toEqual([])
  })

  it.each(['failure', 'always'])('are kept if the other path passes the condition %s', (condition) => {
    const draft = draftOf({ a: {}, b: { dependsOn: ['a'], condition }, c: { dependsOn: ['a', 'b'] } })
    expect(codesOf(draft)).toEqual([])
  })

  it.each(['none_failed', 'any', 'always'] as const)('are kept if the join %s decides', (join) => {
    const own = draftOf({ a: {}, b: { dependsOn: ['a'] }, c: { dependsOn: ['a', 'b'], join } })
    expect(codesOf(own)).toEqual([])
    const between = draftOf({ a: {}, b: { dependsOn: ['a'], join }, c: { dependsOn: ['a', 'b'] } })
    expect(codesOf(between)).toEqual([])
  })
})

describe('a plan without tasks', () => {
  it('cannot run', () => {
    expect(codesOf(planOf([]))).toEqual(['plan_size'])
  })
})
