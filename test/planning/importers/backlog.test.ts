import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backlog } from '../../../src-main/planning/importers/backlog/backlog.ts'
import { importFiles } from '../../../src-main/planning/importers/detect.ts'
import { sourceOf } from '../../../src-main/planning/importers/source.ts'
import { planDocumentSchema } from '../../../src-shared/model/plan.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'
import { codesOf, faultsOf, orderOf, readFiles, readText, tasksOf } from './support.ts'

const config = `project_name: "Garden"
default_status: "Later"
statuses: ["To Do", "Later", "In Progress", "In Review", "Shipped"]
task_prefix: "grow"
`

const task = (head: string, body = '') => `---\n${head}\ncreated_date: '2026-01-03 20:43'\n---\n\n${body}`

const folder: Record<string, string> = {
  'config.yml': config,
  'tasks/grow-10 - Water.md': task(
    `id: GROW-10
title: 'Water: every day'
status: to do
assignee:
  - '@ann'
labels:
  - water
  - water
  - "long label"
dependencies:
  - task-2
  - TASK-2.1
  - task-99
priority: High
milestone: m-1
ordinal: 1000`,
    `## Description

<!-- SECTION:DESCRIPTION:BEGIN -->
Water the plants.

## Not a section of its own

\`\`\`md
## Nor this
\`\`\`
<!-- SECTION:DESCRIPTION:END -->

## Acceptance Criteria
<!-- AC:BEGIN -->
- [ ] #1 The soil is wet
- [x] #2 The floor is dry
<!-- AC:END -->

## Implementation Notes

<!-- SECTION:NOTES:BEGIN -->
Done twice.
## Description
not this one
<!-- SECTION:NOTES:END -->
`,
  ),
  'tasks/grow-2 - Plant.md': task('id: GROW-2\ntitle: Plant\nstatus: Later\ndependencies: []', 'Dig first.'),
  'completed/grow-2.01 - Dig.md': task(
    `id: GROW-2.01
title: "CLI: dig"
status: Shipped
assignee: @bob
labels: ["soil", 'hard']
dependencies: ["task-007"]
parent_task_id: task-2`,
    '## Description\n\n<!-- SECTION:DESCRIPTION:BEGIN -->\nno end\n## Definition of Done\n\n- [ ] deep',
  ),
  'tasks/grow-2.02 - Seed.md': task('id: grow-2.02\ntitle: Seed\nstatus: In Review\npriority: soon'),
  'tasks/grow-7 - Buy.md': task('id: GROW-7\ntitle:\nstatus: Odd\nreferences:\n  a: b'),
  'archive/tasks/grow-7 - Old.md': task('id: GROW-7\ntitle: Old\nstatus: To Do'),
  'drafts/draft-7 - Idea.md': task('id: DRAFT-7\ntitle: Idea\nstatus: Draft'),
  'docs/doc-1 - Notes.md': task('id: doc-1\ntitle: Notes\nstatus: x'),
  'decisions/decision-1 - Use it.md': '---\nid: decision-1\ntitle: Use it\nstatus: accepted\ndate: x\n---\n',
  'README.md': '# How to\n\n- [ ] T001 not this\n',
}

describe('a folder of Backlog.md', () => {
  const imported = readFiles(folder, 'backlog')
  const byKey = new Map(tasksOf(imported).map((each) => [each.key, each]))

  it('is one plan in the order of its ids, compared without case, prefix and zeros', () => {
    expect(imported).toMatchObject({
      format: 'backlog',
      plans: [{ document: { key: 'backlog', title: 'Garden', source: 'backlog' }, shape: { dangling: 1 } }],
    })
    expect(orderOf(imported)).toEqual([
      'GROW-2',
      'GROW-2/GROW-2.01 < GROW-7',
      'GROW-2/grow-2.02',
      'GROW-7',
      'GROW-10 < GROW-2 GROW-2.01',
    ])
    expect(faultsOf(imported)).toEqual([])
  })

  it('keeps instructions, criteria, priority and labels', () => {
    expect(byKey.get('GROW-10')).toMatchObject({
      kind: 'task',
      title: 'Water: every day',
      priority: 'high',
      tags: ['water', 'long label'],
    })
    expect(byKey.get('GROW-10')?.description).toBe(
      'Water the plants.\n\n## Not a section of its own\n\n```md\n## Nor this\n```\n\n## Acceptance Criteria\n\n- [ ] #1 The soil is wet\n- [x] #2 The floor is dry',
    )
    expect(byKey.get('GROW-2')).toMatchObject({ kind: 'group', description: 'Dig first.' })
    expect(byKey.get('GROW-7')).toMatchObject({ title: 'GROW-7', priority: 'medium' })
  })

  it('reads invalid YAML front matter line by line', () => {
    expect(byKey.get('GROW-2.01')).toMatchObject({ title: 'CLI: dig', tags: ['soil', 'hard'] })
    expect(byKey.get('GROW-2.01')?.description).toBe('no end\n\n## Definition of Done\n\n- [ ] deep')
    expect(imported.warnings).toContainEqual({
      code: 'front_matter_not_yaml',
      where: 'completed/grow-2.01 - Dig.md',
      message: 'The front matter of task GROW-2.01 is not valid YAML. Imported line by line.',
    })
  })

  it('reads the statuses of its settings, and reports lost statuses', () => {
    const statuses = imported.warnings.filter(({ code }) => /status|_in_source/.test(code))
    expect(
      statuses.map(({ code, message }) => [code, /(?:GROW|grow|DRAFT)-\d+(?:\.\d+)?/.exec(message)?.[0]]),
    ).toEqual([
      ['archive_in_source', 'GROW-7'],
      ['drafts_in_source', 'DRAFT-7'],
      ['done_in_source', 'GROW-2.01'],
      ['started_in_source', 'grow-2.02'],
      ['unknown_status', 'GROW-7'],
    ])
  })

  it('warns of unsupported fields, and of files without tasks', () => {
    expect(new Set(codesOf(imported))).toEqual(
      new Set([
        'archive_in_source',
        'drafts_in_source',
        'file_left_out',
        'front_matter_not_yaml',
        'done_in_source',
        'started_in_source',
        'unknown_status',
        'unknown_priority',
        'field_not_kept',
        'section_not_kept',
        'dangling_dependency',
      ]),
    )
    const left = imported.warnings.find(({ code }) => code === 'file_left_out')?.message
    expect(left).toContain('Not imported, not a task file: 3 files')
    const fields = imported.warnings.filter(({ code }) => code === 'field_not_kept')
    expect(fields.map(({ message }) => /"(.*?)"/.exec(message)?.[1]).toSorted()).toEqual([
      'assignee',
      'created_date',
      'milestone',
      'ordinal',
      'references',
    ])
  })

  it('with archived tasks only is still imported', () => {
    const archived = readFiles({
      'archive/tasks/task-1 - A.md': task('id: task-1\ntitle: A\nstatus: To Do'),
      'config.yml': config,
    })
    expect(orderOf(archived)).toEqual(['task-1'])
    expect(codesOf(archived)).toContain('archive_in_source')
  })

  it('with too much front matter is read line by line beyond the limit', () => {
    const note = `x: ${'y'.repeat(9000)}`
    const files = Array.from({ length: 120 }, (_, index) => [
      `${String(index).padStart(3, '0')}.md`,
      task(`id: task-${index}\ntitle: A\nstatus: Done\n${note}`),
    ])
    const large = readFiles(Object.fromEntries(files))
    expect(tasksOf(large)).toHaveLength(120)
    expect(large.warnings.find(({ code }) => code === 'front_matter_not_yaml')?.message).toContain('10 tasks')
  })

  it('treats two spellings of one id as two tasks', () => {
    const twice = readFiles({
      'a.md': task('id: task-1\ntitle: A\nstatus: Done'),
      'b.md': task('id: BACK-01\ntitle: B\nstatus: Done'),
      'c.md': task('id: BACK-2\ntitle: C\nstatus: Done\ndependencies: back-1, task-1'),
    })
    expect(orderOf(twice)).toEqual(['task-1', 'task-1-2', 'BACK-2 < task-1'])
    expect(codesOf(twice)).toContain('duplicate_id')
  })

  it('reports a cycle, and cuts off too deep nesting', () => {
    const files = Array.from({ length: 70 }, (_, index) => [
      `${index}.md`,
      task(`id: task-${index + 1}\ntitle: A\nstatus: To Do\nparent_task_id: task-${index}`),
    ])
    const deep = readFiles(Object.fromEntries(files))
    expect(codesOf(deep)).toContain('too_deep')
    expect(faultsOf(deep)).toEqual([])
    const loop = readFiles({
      'a.md': task('id: task-1\ntitle: A\nstatus: To Do\ndependencies: [task-2]'),
      'b.md': task('id: task-2\ntitle: B\nstatus: To Do\ndependencies: [task-1]'),
    })
    expect(loop.plans[0]?.shape.cycles).toBe(1)
  })
})

describe('a single file of Backlog.md', () => {
  it('is a plan of one task without its dependencies', () => {
    const text = `\uFEFF${task('id: task-4.10\r\ntitle: "One"\r\nstatus: In Progress\r\ndependencies: [task-3]\r')}`
    const imported = readText(text, 'task-4.10 - One.md')
    expect(imported.plans).toMatchObject([{ document: { title: 'One' }, shape: { tasks: 1, dangling: 1 } }])
    expect(orderOf(imported)).toEqual(['task-4.10'])
    expect(codesOf(imported)).toEqual(['started_in_source', 'field_not_kept', 'dangling_dependency'])
  })
})

describe('detection', () => {
  const others: Record<string, string> = {
    'an agent definition': '---\nname: planner\ndescription: Plans: all\n---\nbody',
    'a README': '# Read me',
    'a page with an id': '---\nid: intro\ntitle: Introduction\nsidebar: x\n---\n',
    'a decision': folder['decisions/decision-1 - Use it.md'] ?? '',
    'a document': folder['docs/doc-1 - Notes.md'] ?? '',
    'front matter that never ends': '---\nid: task-1\ntitle: x\nstatus: x\ndependencies: []\n',
    'front matter with aliases': '---\na: &a [x]\nid: *a\ntitle: *a\nstatus: *a\ndependencies: *a\n---\n',
    'a checklist': '- [ ] T001 a',
  }
  it.each(Object.entries(others))('does not claim %s', (_what, text) => {
    expect(backlog.detect(sourceOf([{ path: 'x.md', text }], 'x.md'))).toBe(false)
  })
})

describe('any folder', () => {
  const id = fc.constantFrom(
    'task-1',
    'TASK-2',
    'back-1.1',
    'BACK-01.2',
    'draft-1',
    'task-1.1.1',
    '3',
    '[a]',
    '@x',
    '',
  )
  const value = fc.oneof(
    { weight: 3, arbitrary: id },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: fc.array(id, { maxLength: 4 }).map((ids) => `[${ids.join(', ')}]`) },
    {
      weight: 1,
      arbitrary: fc.array(id, { maxLength: 4 }).map((ids) => ids.map((each) => `\n  - ${each}`).join('')),
    },
  )
  const head = fc
    .record({
      id,
      title: value,
      status: value,
      dependencies: value,
      parent_task_id: value,
      labels: value,
      priority: value,
    })
    .map((fields) =>
      Object.entries(fields)
        .map(([name, each]) => `${name}: ${each}`)
        .join('\n'),
    )
  const body = fc.array(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '## Description',
        '```',
        '<!-- AC:BEGIN -->',
        '<!-- AC:END -->',
        '<!-- SECTION:X:BEGIN -->',
        '## B',
      ),
    ),
  )
  const text = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(head, body).map(([top, lines]) => `---\n${top}\n---\n${lines.join('\n')}`),
    },
    { weight: 1, arbitrary: fc.string() },
  )
  const path = fc.constantFrom(
    'tasks/a.md',
    'archive/b.md',
    'drafts/c.md',
    'config.yml',
    'tasks/d.md',
    '',
    '//',
  )
  const files = fc.array(fc.record({ path, text }), { maxLength: 8 })

  it('is read without an exception, as a plan with unique keys that can run unless it reports a cycle', () => {
    const sure = { path: 'tasks/first.md', text: task('id: task-1\ntitle: A\nstatus: Done') }
    fc.assert(
      fc.property(files, fc.string(), (drawn, name) => {
        const result = importFiles([sure, ...drawn], name)
        if (!result.ok) throw new Error(result.error.message)
        expect(result.value.format).toBe('backlog')
        expect(faultsOf(result.value)).toEqual([])
        for (const { document } of result.value.plans) {
          expect(planDocumentSchema.parse(document)).toEqual(document)
          for (const each of document.tasks) expect([each.title, each.key]).not.toContain('')
        }
        for (const { where, message } of result.value.warnings) {
          expect(where).not.toBe('')
          expect(message).toMatch(/^[A-Z"].*\.$/)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('never causes an exception or a long delay', () => {
    fc.assert(
      fc.property(files, fc.string(), (drawn, name) => {
        importFiles(drawn, name)
      }),
    )
    const hostile = [
      `a: ${'['.repeat(50_000)}`,
      `a: ${'{a: '.repeat(4000)}`,
      `a: &a ${'x'.repeat(1000)}\nb: [${'*a, '.repeat(3000)}]`,
      Array.from({ length: 5000 }, (_, index) => `k${index}:`).join('\n'),
      `labels: [${'a, '.repeat(20_000)}]`,
      `x:${' '.repeat(90_000)}`,
    ].map((top, index) => ({ path: `${index}.md`, text: task(`id: task-1\ntitle: A\nstatus: Done\n${top}`) }))
    const bodies = [
      '<!-- AC:BEGIN -->\n'.repeat(50_000),
      `${'## '.repeat(300_000)}`,
      `## ${' '.repeat(500_000)}x`,
      '```\n'.repeat(200_001),
    ].map((lines, index) => ({
      path: `b${index}.md`,
      text: task('id: task-1\ntitle: A\nstatus: Done', lines),
    }))
    const ms = cpuMsOf(() => {
      const result = importFiles([...hostile, ...bodies], 'x')
      expect(result.ok && result.value.plans[0]?.document.tasks.length).toBe(10)
    })
    expect(ms).toBeLessThan(15_000)
  })
})
