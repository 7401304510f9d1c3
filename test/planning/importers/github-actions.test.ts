import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { countVariants } from '../../../src-main/planning/importers/github-actions/github-actions-description.ts'
import { importPlan } from './importing.ts'

const fixture = join(import.meta.dirname, '../../fixtures/github-actions/bakery.yml')

/** GitHub's syntax for an expression. */
const expression = (text: string): string => `\${{ ${text} }}`

const importJobs = (jobs: string) => importPlan(`on: push\njobs:\n${jobs}`, 'ci.yml')

describe('a workflow of GitHub Actions', () => {
  const file = importPlan(readFileSync(fixture, 'utf8'), '.github/workflows/bakery.yml')

  it('is one plan, named after the workflow or its file', () => {
    expect(file.format).toBe('github-actions')
    expect(file.document).toMatchObject({ key: 'bakery', title: 'Bakery', source: 'github-actions' })
    expect(importJobs('  a: {}').document).toMatchObject({ key: 'ci', title: 'ci' })
  })

  it('has a task for every job, which depends on its needs', () => {
    expect(file.dependencies).toEqual({
      dough: [],
      bake: ['dough'],
      deliver: ['bake'],
      alarm: ['bake', 'deliver'],
      sweep: ['bake'],
      greet: [],
      rest: ['greet'],
    })
    expect(file.taskOf('dough')?.title).toBe('The dough')
    expect(file.taskOf('bake')?.title).toBe('bake')
    expect(file.tasks.every(({ kind, parent }) => kind === 'task' && parent === null)).toBe(true)
  })

  it('skips a job whose need was skipped, like GitHub', () => {
    const { taskOf } = importJobs(
      [
        '  test: {}',
        '  mend: { needs: test, if: failure() }',
        '  publish: { needs: [test, mend] }',
        '  report: { needs: [test, mend], if: always() }',
      ].join('\n'),
    )
    expect(taskOf('publish')?.join).toBe('all_succeeded')
    expect(taskOf('mend')).not.toHaveProperty('join')
    expect(taskOf('report')).not.toHaveProperty('join')
  })

  it('keeps supported conditions, and shows others as text', () => {
    expect(file.tasks.map(({ condition = null }) => condition)).toEqual([
      null,
      null,
      null,
      'failure',
      'always',
      null,
      null,
    ])
    expect(file.taskOf('deliver')?.description).toContain(
      `## Condition, not evaluated\n\n    ${expression("github.event_name == 'push' && !cancelled()")}`,
    )
    expect(file.taskOf('rest')?.description).toBe('## Condition, not evaluated\n\n    false')
    expect(file.taskOf('alarm')?.description).not.toContain('Condition')
    expect(file.messages('condition_not_evaluated')).toEqual([
      'The condition of 2 tasks (deliver, rest) is not evaluated. The description has its text; a run starts the task after its dependencies succeed.',
    ])
  })

  it('keeps the timeout of a job, unless it is an expression', () => {
    expect(file.taskOf('dough')?.timeouts).toEqual({ wallMs: 900_000 })
    expect(file.taskOf('sweep')?.timeouts).toBeUndefined()
    expect(file.messages('unusable_timeout')).toEqual([
      `Not imported: the timeout of "${expression('vars.LIMIT')}" minutes.`,
    ])
  })

  it('shows runner, calls and steps of a job as text', () => {
    expect(file.taskOf('dough')?.description).toBe(
      'Runs on ubuntu-latest.\n\n## Steps\n\n1. Mix:\n\n    mix flour water\n    echo "$OVEN"',
    )
    expect(file.taskOf('bake')?.description).toBe(
      [
        'Runs on self-hosted, oven.',
        'All 6 variants of a matrix (bread, size).',
        '## Steps',
        '1. uses actions/checkout@v4',
        "2. heat, only if github.ref == 'refs/heads/main':",
        '    true',
        '3. (a string)',
      ].join('\n\n'),
    )
    expect(file.taskOf('deliver')?.description).toMatch(
      /^Calls the workflow \.\/\.github\/workflows\/deliver\.yml with to, when\.\n/,
    )
    expect(file.taskOf('alarm')?.description).toBe('Runs on bells, loud.')
    expect(file.taskOf('sweep')?.description).toBe('All variants of a matrix. GitHub computes their number.')
    expect(file.taskOf('greet')?.description).toBe('greet')
  })

  it('reports omitted parts, each with its position', () => {
    expect(file.found).toEqual([
      'workflow_field_not_kept @ file',
      'matrix_as_one @ jobs',
      'condition_not_evaluated @ jobs',
      'calls_workflow @ jobs.deliver',
      'field_not_kept @ jobs.alarm',
      'unusable_timeout @ jobs.sweep',
      'dangling_dependency @ jobs.deliver',
    ])
    expect(file.messages('workflow_field_not_kept')).toEqual(['Not imported: "on", "env", "x-steps".'])
    expect(file.messages('field_not_kept')).toEqual(['Not imported: the field "concurrency" of task alarm.'])
  })

  it('keeps a cycle of needs, with a report', () => {
    const { shape, found } = importJobs('  a: {needs: b}\n  b: {needs: a}\n  c: {needs: c}')
    expect(shape).toMatchObject({ cycles: 1, longestPath: null })
    expect(found).toEqual(['workflow_field_not_kept @ file', 'self_dependency @ jobs.c', 'cycle @ jobs.a'])
  })

  it('tolerates jobs, needs and steps of another type', () => {
    const { dependencies, found } = importJobs(
      '  a: [1]\n  b: {needs: [{x: 1}, null, 3], steps: {run: x}}\n  "c d": {}\n  e: {needs: "c d", steps: [{}, 1]}',
    )
    expect(dependencies).toEqual({ b: [], 'job-3': [], e: ['job-3'] })
    expect(found).toEqual([
      'workflow_field_not_kept @ file',
      'not_an_object @ jobs.a',
      'unusable_id @ jobs.job-3',
      'steps_not_a_list @ jobs.b',
      'dependency_not_an_id @ jobs.b',
      'dependency_not_an_id @ jobs.b',
      'dangling_dependency @ jobs.b',
    ])
  })

  it('cuts long commands and long lists of steps', () => {
    const step = `      - {name: Long, run: "${'x'.repeat(5000)}"}\n`
    const { tasks, messages } = importJobs(`  a:\n    steps:\n${step.repeat(50)}`)
    expect(tasks[0]?.description).toMatch(/x…\n\n9\. Long:/)
    expect(tasks[0]?.description).toMatch(/\n\nAnd 41 more\.$/)
    expect(tasks[0]?.description.length).toBeLessThan(21_000)
    expect(messages('steps_cut')).toHaveLength(1)
  })

  it('is refused at its position for invalid YAML, or if jobs is not a map', () => {
    expect(
      importText('on: push\njobs:\n  a:\n    run: |\n      x\ny\n', { fileName: 'ci.yml' }),
    ).toMatchObject({
      error: { code: 'E_FORMAT', message: expect.stringMatching(/^Line 6, column 1: invalid YAML/) },
    })
    expect(importText('on: push\njobs: [a]\n', { fileName: 'ci.yml' })).toMatchObject({
      error: { code: 'E_FORMAT', message: expect.stringContaining('its jobs are not listed by id') },
    })
    expect(importJobs('').found).toEqual(['workflow_field_not_kept @ file', 'empty_plan @ jobs'])
  })
})

describe('a matrix', () => {
  it.each<[what: string, matrix: unknown, count: number | null]>([
    ['every combination', { a: [1, 2], b: ['x', 'y', 'z'] }, 6],
    ['without what is excluded', { a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1 }] }, 2],
    [
      'with what is included and fits none',
      { a: [1, 2], include: [{ a: 3 }, { a: 1, more: 1 }, { more: 2 }] },
      3,
    ],
    ['of what is included only', { include: [{ a: 1 }, { a: 2 }] }, 2],
    ['of objects', { a: [{ x: 1 }, { x: 2 }], exclude: [{ a: { x: 1 } }] }, 1],
    ['of nothing', {}, 0],
    ['with an expression for a list', { a: expression('fromJSON(x)') }, null],
    ['with an expression for what is included', { a: [1], include: expression('x') }, null],
    ['that is an expression', expression('x'), null],
    [
      'with far too many combinations',
      Object.fromEntries([...'abcdefgh'].map((name) => [name, [1, 2, 3]])),
      null,
    ],
  ])('is counted %s', (_, matrix, count) => {
    expect(countVariants(matrix)).toBe(count)
  })
})
