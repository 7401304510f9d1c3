import { describe, expect, it } from 'vitest'
import { codesOf, draftOf, findOnly, mend, taskIn } from './scene.ts'

const draft = (condition: string, dependsOn = ['a', 'b']) =>
  draftOf({ a: {}, b: {}, c: { dependsOn, condition } })

describe('a condition', () => {
  it.each([
    'always && false',
    'success && failure',
    "status('a') == 'todo'",
    "status('a') == 'done' && status('a') == 'failed'",
    "success && status('b') == 'skipped'",
    "false && result('a').score > 3",
    'not (success or not success)',
  ])('that can never hold is found: %s', (condition) => {
    expect(findOnly(draft(condition), 'never_runs')).toMatchObject({ severity: 'error', taskKeys: ['c'] })
    const mended = mend(draft(condition), ['never_runs', 'drop_condition'])
    expect(taskIn(mended, 'c')).not.toHaveProperty('condition')
    expect(codesOf(mended)).toEqual([])
  })

  it.each([
    'success',
    'failure',
    'always',
    "status('a') == 'failed' || status('b') == 'failed'",
    "result('a').score > 3 && result('a').score < 2",
    "failure && status('a') == 'done'",
    "success || result('b').ok",
  ])('that may hold is left alone: %s', (condition) => {
    expect(codesOf(draft(condition))).toEqual([])
  })

  it('that waits for a failure of nothing never holds', () => {
    expect(codesOf(draft('failure', []))).toEqual(['never_runs'])
  })

  it('that cannot be read says where', () => {
    const finding = findOnly(draft("status('a') = 'done'"), 'bad_condition')
    expect(finding.message).toContain('column 13')
    expect(codesOf(mend(draft('nonsense'), ['bad_condition', 'drop_condition']))).toEqual([])
  })

  it('that never holds takes with it what needs its task', () => {
    const plan = draftOf({
      a: { condition: 'failure' },
      b: { dependsOn: ['a'] },
      g: { kind: 'group', dependsOn: ['b'] },
      c: { parent: 'g' },
      d: { dependsOn: ['b'], condition: 'always' },
    })
    expect(findOnly(plan, 'behind_never')).toMatchObject({
      severity: 'warning',
      taskKeys: expect.arrayContaining(['b', 'g', 'c']),
    })
    expect(findOnly(plan, 'behind_never').taskKeys).toHaveLength(3)
  })
})
