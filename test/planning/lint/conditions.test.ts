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
  ])('that is never true is found: %s', (condition) => {
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
  ])('that may be true is accepted: %s', (condition) => {
    expect(codesOf(draft(condition))).toEqual([])
  })

  it('that waits for the failure of a task that cannot fail is never true', () => {
    expect(codesOf(draft('failure', []))).toEqual(['never_runs'])
  })

  it('with a syntax error reports the position', () => {
    const finding = findOnly(draft("status('a') = 'done'"), 'bad_condition')
    expect(finding.message).toContain('column 13')
    expect(codesOf(mend(draft('nonsense'), ['bad_condition', 'drop_condition']))).toEqual([])
  })

  it('that is never true also prevents its dependents', () => {
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

describe('a task behind a conditional branch', () => {
  const branch = { check: {}, fix: { dependsOn: ['check'], condition: 'failure' } }

  it('is reported once if two tasks have its key: the fix would change the first', () => {
    const draft = draftOf({ ...branch, publish: { dependsOn: ['check'] } })
    const [again] = draftOf({ publish: { dependsOn: ['check', 'fix'], join: 'all_succeeded' } }).tasks
    if (again === undefined) throw new Error('no task')
    expect(codesOf({ ...draft, tasks: [...draft.tasks, again] })).not.toContain('skipped_with_branch')
  })

  it('causes a warning if its join skips it whenever the branch is skipped', () => {
    const draft = draftOf({ ...branch, publish: { dependsOn: ['check', 'fix'], join: 'all_succeeded' } })
    const finding = findOnly(draft, 'skipped_with_branch')
    expect(finding).toMatchObject({ severity: 'warning', taskKeys: ['publish', 'fix'] })
    expect(finding.message).toBe(
      'Task "Write chapter publish" (publish) is skipped whenever "Write chapter fix" (fix) is skipped, because it needs all of its dependencies to succeed.',
    )
    const mended = mend(draft, ['skipped_with_branch', 'join_none_failed'])
    expect(taskIn(mended, 'publish')?.join).toBe('none_failed')
    expect(codesOf(mended)).toEqual([])
  })

  it('causes a hint if it depends only on the branch, together with its dependents', () => {
    const draft = draftOf({ ...branch, report: { dependsOn: ['fix'] }, file: { dependsOn: ['report'] } })
    expect(codesOf(draft)).toEqual(['follows_branch'])
    expect(findOnly(draft, 'follows_branch')).toMatchObject({
      severity: 'hint',
      taskKeys: ['report', 'file', 'fix'],
      message: expect.stringMatching(/are skipped whenever "Write chapter fix" \(fix\) is skipped/),
    })
  })

  it.each(['none_failed', 'any', 'always'] as const)('is accepted with the join %s', (join) => {
    expect(codesOf(draftOf({ ...branch, publish: { dependsOn: ['check', 'fix'], join } }))).toEqual([])
  })

  it('is accepted with its own condition', () => {
    const condition = "status('fix') == 'done'"
    expect(codesOf(draftOf({ ...branch, thank: { dependsOn: ['fix'], condition } }))).toEqual([])
  })

  it('can run if one of its dependencies never can', () => {
    const draft = draftOf({
      check: {},
      never: { dependsOn: ['check'], condition: 'always && false' },
      publish: { dependsOn: ['check', 'never'] },
      only: { dependsOn: ['never'] },
    })
    expect(codesOf(draft)).toEqual(['never_runs', 'behind_never'])
    expect(findOnly(draft, 'behind_never').taskKeys).toEqual(['only'])
  })
})
