import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { type Imported, type ImportedPlan, sourceOf } from '../../../src-main/planning/importers/source.ts'
import { taskMaster } from '../../../src-main/planning/importers/task-master/task-master.ts'

const asSource = (value: unknown, name = 'tasks.json') =>
  sourceOf([{ path: name, text: JSON.stringify(value) ?? '' }], name)

const fixtures = join(import.meta.dirname, '../../fixtures/taskmaster')

function importFixture(name: string): Imported {
  const fileName = `${name}.json`
  return imported(readFileSync(join(fixtures, fileName), 'utf8'), fileName)
}

function imported(text: string, fileName = 'tasks.json'): Imported {
  const result = importText(text, { fileName })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const importTasks = (...tasks: unknown[]): Imported => imported(JSON.stringify({ tasks }))

function onlyPlan({ plans }: Imported): ImportedPlan {
  const [plan, ...rest] = plans
  if (plan === undefined || rest.length > 0) throw new Error(`There are ${plans.length} plans`)
  return plan
}

const taskOf = (imported: Imported, key: string) =>
  imported.plans.flatMap(({ document }) => document.tasks).find((task) => task.key === key)

/** `code @ where`: the machine-readable part of a warning. */
const found = ({ warnings }: Imported): string[] => warnings.map(({ code, where }) => `${code} @ ${where}`)
const messages = ({ warnings }: Imported, code: string): string[] =>
  warnings.filter((warning) => warning.code === code).map(({ message }) => message)
const dependencies = (imported: Imported): Record<string, string[]> =>
  Object.fromEntries(
    imported.plans.flatMap(({ document }) => document.tasks.map(({ key, dependsOn }) => [key, dependsOn])),
  )

describe('an untagged file', () => {
  const file = importFixture('untagged')

  it('is one plan, named after the project or the file', () => {
    expect(onlyPlan(file).document).toMatchObject({
      key: 'untagged',
      title: 'Greenhouse',
      source: 'taskmaster',
      projectId: null,
      projectFolder: null,
      parallelLimit: 16,
      crew: null,
    })
    const unnamed = imported('{"tasks":[{"id":1,"title":"a"}]}', 'C:\\plans\\my plan (2).json')
    expect(onlyPlan(unnamed).document).toMatchObject({ key: 'my-plan-2', title: 'my plan (2)' })
  })

  it('has a task for every record, and a group for a task with subtasks', () => {
    expect(onlyPlan(file).document.tasks.map(({ key, kind, parent }) => [key, kind, parent])).toEqual([
      ['1', 'task', null],
      ['2', 'group', null],
      ['2.1', 'task', '2'],
      ['2.2', 'task', '2'],
      ['3', 'task', null],
    ])
    expect(dependencies(file)).toEqual({ 1: [], 2: ['1'], 2.1: [], 2.2: ['2.1'], 3: ['2', '2.1'] })
  })

  it('counts top-level tasks separately, and tasks including subtasks', () => {
    expect(onlyPlan(file).shape).toEqual({
      tasks: 3,
      edges: 2,
      roots: 1,
      longestPath: 3,
      cycles: 0,
      dangling: 0,
    })
    expect(onlyPlan(file).withSubtasks).toEqual({ nodes: 5, edges: 4 })
  })

  it('joins all instructions under short headings', () => {
    expect(taskOf(file, '1')).toMatchObject({
      title: 'Measure the light',
      description:
        'One reading an hour.\n\n## Details\n\nUse the sensor by the door.\n\n## Test strategy\n\nCompare with the window.',
      priority: 'high',
      requiredSkills: ['sensor_reading', 'python'],
      tags: ['hardware', 'research'],
      dueAt: null,
      requiresApproval: false,
    })
    expect(taskOf(file, '3')?.description).toBe(
      'In the book.\n\n## Acceptance criteria\n\n- dated\n- legible',
    )
  })

  it('gives subtasks the priority and the skills of their task by default', () => {
    expect(taskOf(file, '2.1')).toMatchObject({ priority: 'low', requiredSkills: ['plumbing'] })
    expect(taskOf(file, '2.2')).toMatchObject({ priority: 'critical', requiredSkills: ['timing'] })
  })

  it('warns of omitted fields', () => {
    expect(found(file)).toEqual(['metadata_not_kept @ metadata'])
  })
})

describe('a tagged file', () => {
  const file = importFixture('tagged')

  it('is a plan for each tag, because equal ids mean different tasks', () => {
    expect(
      file.plans.map(({ document: { key, title, tasks } }) => [key, title, tasks.map((each) => each.title)]),
    ).toEqual([
      ['master', 'tagged: master', ['Plan the trip', 'Book it']],
      ['feature-boat', 'tagged: feature/boat', ['Find a boat']],
      ['empty', 'tagged: empty', []],
    ])
  })

  it('reports other fields, dependencies on another tag, and empty tags', () => {
    expect(found(file)).toEqual([
      'several_tags @ file',
      'stray_key @ tag',
      'stray_key @ _rawTaggedData',
      'metadata_not_kept @ master.metadata',
      'tag_dependency @ feature/boat.metadata.dependsOn',
      'empty_plan @ empty.tasks',
    ])
  })

  it('needs neither a tag "master" nor numeric ids', () => {
    const slugs = importFixture('no-master-slugs')
    expect(onlyPlan(slugs).document.key).toBe('release')
    expect(dependencies(slugs)).toEqual({
      'data-models': [],
      'HAM-12': ['data-models'],
      'task-3': ['HAM-12'],
      4: ['task-3'],
    })
    expect(found(slugs)).toEqual(['no_master_tag @ file', 'unusable_id @ release.tasks[2]'])
  })

  it('may have a list of tasks next to it', () => {
    const task = { id: 1, title: 'a' }
    const mixed = imported(JSON.stringify({ tasks: [task], later: { tasks: [task] } }), 'mine.json')
    expect(mixed.plans.map(({ document }) => document.key)).toEqual(['mine', 'later'])
    expect(found(mixed)).toContain('mixed_forms @ file')
  })

  it('gives two similar tags unique keys', () => {
    const tasks = [{ id: 1, title: 'a' }]
    const alike = imported(JSON.stringify({ 'a b': { tasks }, 'a/b': { tasks }, '??': { tasks } }))
    expect(alike.plans.map(({ document }) => document.key)).toEqual(['a-b', 'a-b-2', 'plan'])
  })
})

describe('dependencies', () => {
  const file = importFixture('references')

  it('keep resolvable references', () => {
    expect(dependencies(file)).toEqual({
      1: [],
      2: ['1'],
      3: ['4'],
      4: ['3'],
      5: ['2'],
      5.1: [],
      5.2: ['5.1'],
      5.3: ['5.1', '5.2'],
      5.4: ['9'],
      5.5: ['9.1', '5.6'],
      5.6: ['5.2'],
      6: ['1', '2'],
      7: [],
      8: [],
      9: [],
      9.1: [],
    })
  })

  it('report each irregularity with its position', () => {
    expect(found(file)).toEqual([
      'self_dependency @ tasks[0] (1)',
      'null_dependency @ tasks[1] (2)',
      'null_dependency @ tasks[1] (2)',
      'repeated_dependency @ tasks[1] (2)',
      'dangling_dependency @ tasks[3] (4)',
      'dangling_dependency @ tasks[3] (4)',
      'own_subtask_dependency @ tasks[4] (5)',
      'dependency_list_joined @ tasks[4].subtasks[2] (5.3)',
      'sibling_fallback @ tasks[4].subtasks[3] (5.4)',
      'dangling_dependency @ tasks[4].subtasks[3] (5.4)',
      'self_dependency @ tasks[4].subtasks[5] (5.6)',
      'repeated_dependency @ tasks[4].subtasks[5] (5.6)',
      'dependencies_not_a_list @ tasks[5] (6)',
      'dependency_list_joined @ tasks[5] (6)',
      'dependency_not_an_id @ tasks[6] (7)',
      'dependency_not_an_id @ tasks[6] (7)',
      'dependency_not_an_id @ tasks[6] (7)',
      'dependencies_not_a_list @ tasks[7] (8)',
      'dependency_not_an_id @ tasks[7] (8)',
      'missing_dependencies @ tasks[8] (9)',
      'sibling_fallback @ tasks[8].subtasks[0] (9.1)',
      'parent_dependency @ tasks[8].subtasks[0] (9.1)',
      'cycle @ tasks[2] (3)',
    ])
  })

  it('keep a cycle, print its path, and then have no longest path', () => {
    expect(messages(file, 'cycle')[0]).toContain('3 → 4 → 3')
    expect(onlyPlan(file).shape).toMatchObject({ cycles: 1, dangling: 3, longestPath: null })
  })

  it('count each valid reference, also redundant ones of groups', () => {
    expect(onlyPlan(file).withSubtasks).toEqual({ nodes: 16, edges: 15 })
  })

  it('include cycles between subtasks and through groups', () => {
    const turning = importFixture('subtask-cycle')
    expect(messages(turning, 'cycle').map((message) => /: (.*?)\. /.exec(message)?.[1])).toEqual([
      '1.1 → 1.3 → 1.2 → 1.1',
      '2 → 3 → 2.1 → 2',
    ])
    expect(onlyPlan(turning).shape).toMatchObject({ cycles: 2, longestPath: 2 })
  })

  it('cut the path of a long cycle', () => {
    const ring = Array.from({ length: 1000 }, (_, index) => ({
      id: index,
      title: 'x',
      dependencies: [(index + 1) % 1000],
    }))
    const [message = ''] = messages(importTasks(...ring), 'cycle')
    expect(message).toMatch(/^Dependency cycle: 0 → 999 → .* → … → 0\. /)
    expect(message.length).toBeLessThan(300)
  })
})

describe('subtasks', () => {
  const file = importFixture('subtasks')

  it('accept full, short, dashed and large ids', () => {
    expect(taskOf(file, '6')?.kind).toBe('group')
    expect(dependencies(file)).toMatchObject({
      6.1: [],
      6.2: ['6.1'],
      '6.6-3': ['6.1', '6.2'],
      6.701: ['6.6-3'],
    })
  })

  it('read the second 29.1 as the tenth subtask, because both are the same number', () => {
    expect(dependencies(file)).toMatchObject({
      29.1: [],
      29.2: ['29.1'],
      '29.10': ['29.2'],
      29.3: ['29.10'],
    })
    expect(taskOf(file, '29.10')?.title).toBe('The tenth')
    expect(found(file)).toContain('duplicate_id @ tasks[1].subtasks[2] (29.1)')
  })

  it('keep records with a duplicate or missing id under a unique key', () => {
    expect(dependencies(file)).toMatchObject({ 30.2: [], '30.2-2': ['30.2'], '30.task-6': ['30.1'] })
  })

  it('turn text subtasks into a checklist', () => {
    expect(taskOf(file, '30')?.description).toBe(
      'Do these:\n\n## Subtasks\n\n- [ ] Buy the seeds\n- [ ] Sow them',
    )
    const texts = importTasks({ id: 1, title: 'a', subtasks: ['b', 'c'] })
    expect(onlyPlan(texts).withSubtasks.nodes).toBe(1)
    expect(taskOf(texts, '1')).toMatchObject({ kind: 'task', description: '## Subtasks\n\n- [ ] b\n- [ ] c' })
  })

  it('turn a subtask with subtasks into a group', () => {
    expect(taskOf(file, '30.1')).toMatchObject({ kind: 'group', parent: '30' })
    expect(taskOf(file, '30.1.2')).toMatchObject({ parent: '30.1', dependsOn: ['30.1.1', '30.2'] })
  })

  it('name an untitled subtask after its description or its id', () => {
    expect(taskOf(file, '29.1')).toMatchObject({
      title: 'The first line',
      description: 'The first line\nand the second',
    })
    expect(taskOf(file, '29.2')).toMatchObject({ title: 'Subtask 29.2', description: 'Subtask 29.2' })
  })

  it('report each irregularity with its position', () => {
    expect(found(file)).toEqual([
      'duplicate_id @ tasks[1].subtasks[2] (29.1)',
      'not_an_object @ tasks[2].subtasks[6]',
      'not_an_object @ tasks[2].subtasks[7]',
      'duplicate_id @ tasks[2].subtasks[4] (2)',
      'missing_id @ tasks[2].subtasks[5]',
      'text_subtask @ tasks[2] (30)',
      'nested_subtask @ tasks[2].subtasks[2] (30.1)',
      'subtasks_not_a_list @ tasks[3] (31)',
      'parent_mismatch @ tasks[0].subtasks[1] (6.2)',
      'parent_task_object @ tasks[0].subtasks[3] (6.701)',
      'missing_title @ tasks[1].subtasks[0] (29.1)',
      'missing_title @ tasks[1].subtasks[1] (29.2)',
      'missing_description @ tasks[1].subtasks[1] (29.2)',
    ])
  })
})

describe('fields', () => {
  const file = importFixture('fields')

  it('are read as far as possible', () => {
    expect(taskOf(file, '1')).toMatchObject({ title: 'Bare', description: 'Bare', priority: 'medium' })
    expect(taskOf(file, '4')).toMatchObject({ title: '404', description: '- one\n- two', priority: 'high' })
    expect(taskOf(file, '5')?.title).toBe('Only a description.')
    expect(taskOf(file, '6')?.title).toBe('Task 6')
    expect(taskOf(file, '12')).toMatchObject({ requiredSkills: ['c'], tags: ['a', 'b'] })
  })

  it('report unknown, missing and lost values once for all affected tasks', () => {
    expect(found(file)).toEqual([
      'missing_dependencies @ tasks[0] (1)',
      'missing_priority @ tasks',
      'missing_status @ tasks[0] (1)',
      'missing_description @ tasks',
      'unknown_priority @ tasks[1] (2)',
      'unknown_status @ tasks[1] (2)',
      'null_text @ tasks[2] (3)',
      'null_text @ tasks[2] (3)',
      'not_a_text @ tasks[3] (4)',
      'not_a_text @ tasks[3] (4)',
      'missing_title @ tasks[4] (5)',
      'missing_title @ tasks[5] (6)',
      'done_in_source @ tasks',
      'field_not_kept @ tasks',
      'field_not_kept @ tasks[6] (7)',
      'started_in_source @ tasks[8] (9)',
      'cancelled_in_source @ tasks[9] (10)',
      'deferred_in_source @ tasks[10] (11)',
      'not_a_text @ tasks[11] (12)',
      'unusable_skill @ tasks[11] (12)',
      'blocked_in_source @ tasks[11] (12)',
    ])
    expect(messages(file, 'unknown_status')).toEqual([
      'The status of task 2 is "Canc", an unknown value: imported as pending.',
    ])
    expect(messages(file, 'done_in_source')[0]).toContain('2 tasks (7, 8)')
  })

  it('cut a long title and keep it completely in the description', () => {
    const title = 'very '.repeat(100).trim()
    const file = importTasks({ id: 1, title, description: 'x' })
    expect(taskOf(file, '1')?.title).toHaveLength(200)
    expect(taskOf(file, '1')?.description).toBe(`${title}\n\nx`)
    expect(found(file)).toContain('long_title @ tasks[0] (1)')
  })
})

describe('records', () => {
  it('skip other values and keep records without a unique id', () => {
    const file = importFixture('broken-records')
    expect(dependencies(file)).toEqual({ 1: [], '1-2': [], 'task-6': ['1'], 'task-7': [] })
    expect(found(file)).toEqual([
      'not_an_object @ tasks[1]',
      'not_an_object @ tasks[2]',
      'not_an_object @ tasks[3]',
      'duplicate_id @ tasks[4] (1)',
      'missing_id @ tasks[5]',
      'unusable_id @ tasks[6]',
      'dangling_dependency @ tasks[6] (task-7)',
    ])
    expect(messages(file, 'not_an_object')[0]).toBe(
      'Not imported: a list of 1 item where a task is expected.',
    )
  })

  it('never take the id of a later record as a new key', () => {
    const file = importTasks({ id: 1, title: 'a' }, { id: 1, title: 'b' }, { id: '1-2', title: 'c' })
    expect(onlyPlan(file).document.tasks.map(({ key, title }) => [key, title])).toEqual([
      ['1', 'a'],
      ['1-3', 'b'],
      ['1-2', 'c'],
    ])
  })

  it('limit repeated warnings and count the rest', () => {
    const file = importTasks({ id: 1, title: 'a' }, ...Array.from({ length: 1500 }, () => null))
    expect(messages(file, 'not_an_object')).toHaveLength(501)
    expect(messages(file, 'not_an_object').at(-1)).toBe('And 1,000 more of these.')
  })

  it('may have lists of hundreds of thousands of entries', () => {
    const many = (length: number, value: unknown) => Array.from({ length }, () => value)
    expect(() =>
      importTasks(
        { id: 1, title: 'a', subtasks: many(300_000, 'x'), dependencies: many(300_000, 2) },
        { id: 2, title: 'b', subtasks: many(300_000, null), dependencies: [many(300_000, 'z').join(',')] },
      ),
    ).not.toThrow()
  })

  it('are refused above 100,000 tasks', () => {
    const tasks = Array.from({ length: 100_001 }, (_, id) => ({ id, title: 'a' }))
    expect(taskMaster.read(asSource({ tasks }, 'a.json'))).toMatchObject({
      ok: false,
      error: { code: 'E_PLAN_SIZE', limit: 100_000 },
    })
  })
})

describe('detection', () => {
  it.each([
    ['an empty list', { tasks: [] }],
    ['an empty tag', { master: { tasks: [], metadata: { created: 'x' } } }],
    ['records without ids', { tasks: [{ title: 'a', dependencies: [] }] }],
    ['one task among other things', { tasks: [null, { id: 1, title: 'a' }] }],
  ])('accepts %s', (_, value) => {
    expect(taskMaster.detect(asSource(value))).toBe(true)
  })

  it.each([
    [
      'settings of an extractor',
      { Description: 'x', Data_Path: 'a.csv', Input_Field: 'text', Parser_Format: {} },
    ],
    ['tasks of an editor', { version: '2.0.0', tasks: [{ label: 'build', type: 'shell', command: 'make' }] }],
    ['a plan of ours', { plan_id: 'p', tasks: [{ task_id: 'a', description: 'x', required_skills: [] }] }],
    ['an empty list among other things', { tasks: [], jobs: [] }],
    ['a list of jobs', { tasks: [{ id: 'a', status: 'queued' }] }],
    ['a list', [{ id: 1, title: 'a' }]],
    ['nothing', {}],
    ['null', null],
    ['a text', 'tasks'],
  ])('refuses %s and lists the supported formats', (_, value) => {
    expect(taskMaster.detect(asSource(value))).toBe(false)
    expect(importText(JSON.stringify(value) ?? '', { fileName: 'tasks.json' })).toMatchObject({
      error: { code: 'E_FORMAT' },
    })
    expect(importText(JSON.stringify(value), { fileName: 'tasks.json' })).toMatchObject({
      ok: false,
      error: { code: 'E_FORMAT', message: expect.stringContaining('Task Master') },
    })
  })

  it('refuses invalid JSON with the position', () => {
    expect(importText('', { fileName: 'tasks.json' })).toMatchObject({ error: { code: 'E_JSON' } })
    expect(importText('{"tasks": [}', { fileName: 'tasks.json' })).toMatchObject({
      error: { code: 'E_JSON', message: expect.stringContaining('Line 1, column 12') },
    })
  })

  it('reports the position of a list inside the list of tasks', () => {
    const refusalOf = (file: unknown) => {
      const result = importText(JSON.stringify(file), { fileName: 'tasks.json' })
      return result.ok ? null : [result.error.field, result.error.message]
    }
    const tasks = [{ id: 1, title: 'One', dependencies: [] }]
    expect(refusalOf({ tasks: [tasks] })).toEqual(['tasks[0]', 'tasks[0] is a list, but must be a task.'])
    expect(refusalOf({ master: { tasks: [null, tasks] } })?.[0]).toBe('master.tasks[1]')
  })
})
