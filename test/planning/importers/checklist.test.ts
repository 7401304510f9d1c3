import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checklist } from '../../../src-main/planning/importers/checklist/checklist.ts'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { sourceOf } from '../../../src-main/planning/importers/source.ts'
import { planDocumentSchema } from '../../../src-shared/model/plan.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'
import { codesOf, faultsOf, orderOf, readFiles, readText, tasksOf } from './support.ts'

const speckit = `---
description: "Task list"
---

# Tasks: Garden diary

**Input**: Design documents

## Format: \`[ID] [P?] [Story] Description\`

- **[P]**: Can run in parallel
- [ ] is an open box

<!--
  SAMPLE TASKS
- [ ] T900 Hidden in a comment
-->

## Phase 1: Setup

**Purpose**: A place to work in

- [x] T001 Make the folder
- [ ] T002 [P] Add the linter
  with its rules
- [ ] T003 [P] Add the formatter

## Phase 2: Foundational (Blocking Prerequisites)

- [X] T004 Make the store

\`\`\`bash
- [ ] T901 Hidden in a fenced block
\`\`\`

## Phase 3: User Story 1 - Plant (Priority: P1) 🎯 MVP

**Goal**: Plants can be added

### Tests for User Story 1

- [ ] T005 [P] [US1] Test the form

### Implementation

- [ ] [US1] [P] T006a Make the plant in src/plant.ts
- [ ] T007 [US1] Show it (depends on T005, t006A;
      see the design)
  - [ ] draw it
  - [ ] T007a [US1] Colour it

**Checkpoint**: Story 1 works

## Phase 4: User Story 2 - Water (Priority: P3)

* [ ] **T008** [US2] [PR-A] Remind of \`<!--\` water (depends on T001-T004 and T077)

## Phase N: Polish

1. [ ] T009 [P] Write it down
- [ ] TXXX A line of the template

## Dependencies & Execution Order

- **US2** needs US1
`

describe('a checklist of Spec Kit', () => {
  const imported = readText(speckit, 'specs/001-garden/tasks.md')

  it('has its phases as sequential groups, and its stories in parallel', () => {
    expect(imported).toMatchObject({
      format: 'checklist',
      plans: [{ document: { key: '001-garden', title: 'Garden diary', source: 'checklist' } }],
    })
    expect(orderOf(imported)).toEqual([
      'phase-1',
      'phase-1/T001',
      'phase-1/T002 < T001',
      'phase-1/T003 < T001',
      'phase-2 < phase-1',
      'phase-2/T004',
      'phase-3 < phase-2',
      'phase-3/T005',
      'phase-3/T006a',
      'phase-3/T007 < T005 T006a',
      'T007/T007a',
      'phase-4 < phase-2',
      'phase-4/T008 < T001 T004 T002 T003',
      'phase-n < phase-3 phase-4',
      'phase-n/T009',
    ])
    expect(faultsOf(imported)).toEqual([])
  })

  it('keeps markers, stories and labels as tags, and the priority of the story', () => {
    const byKey = new Map(tasksOf(imported).map((task) => [task.key, task]))
    expect(byKey.get('T006a')).toMatchObject({
      title: 'Make the plant in src/plant.ts',
      tags: ['US1', 'parallel'],
      priority: 'high',
    })
    expect(byKey.get('T008')).toMatchObject({ tags: ['US2', 'PR-A'], priority: 'low' })
    expect(byKey.get('T008')?.title).toMatch(/^Remind of `<!--` water/)
    expect(byKey.get('T002')).toMatchObject({ title: 'Add the linter with its rules', priority: 'medium' })
    expect(byKey.get('T007')?.description).toContain('see the design)\n\n- [ ] draw it')
    expect(byKey.get('phase-3')).toMatchObject({ kind: 'group', priority: 'high' })
    expect(byKey.get('phase-3')?.description).toContain('**Checkpoint**: Story 1 works')
  })

  it('warns of unsupported parts, each with its position', () => {
    expect(codesOf(imported)).toEqual([
      'box_without_id',
      'done_in_source',
      'prose_not_read',
      'dangling_dependency',
    ])
    expect(imported.warnings[0]?.message).toContain(
      '2 tasks ("is an open box", "TXXX A line of the template")',
    )
    expect(imported.warnings[1]?.message).toContain('2 tasks (T001, T004)')
    expect(imported.warnings[3]).toMatchObject({
      where: `line ${speckit.split('\n').findIndex((line) => line.includes('T077')) + 1}`,
      message: expect.stringContaining('"T077"'),
    })
  })

  it('keeps the order if an id occurs twice', () => {
    const twice = readText('- [ ] T001 a\n- [ ] T001 b\n- [ ] T002 c\n')
    expect(orderOf(twice)).toEqual(['T001', 'T001-2 < T001', 'T002 < T001-2'])
    expect(codesOf(twice)).toEqual(['duplicate_id'])
  })

  it('treats phases without a story as barriers, and phases of one story as stories', () => {
    const text = '## A\n- [ ] T1 a\n## B\n- [ ] T2 [US1] b\n## C\n- [ ] T3 [US2] c\n## D\n- [ ] T4 d\n'
    expect(orderOf(readText(text)).filter((each) => !each.includes('/'))).toEqual([
      'a',
      'b < a',
      'c < a',
      'd < b c',
    ])
  })

  it('reports a cycle in its text', () => {
    const words = readText(
      '- [ ] T1 a\n- [ ] T2 [P] b\n- [ ] T3 [P] c (after T2)\n- [ ] T4 [P] d (requires T2, T3)\n' +
        '- [ ] T5 [P] e (blocked by T4)\n- [ ] T6 [P] f (after lunch, see T5)\n- [ ] T7 [P] g (blocks T1)\n',
    )
    expect(orderOf(words)).toEqual([
      'T1',
      'T2 < T1',
      'T3 < T1 T2',
      'T4 < T1 T2 T3',
      'T5 < T1 T4',
      'T6 < T1',
      'T7 < T1',
    ])
    const loop = readText('- [ ] T001 a (depends on T002)\n- [ ] T002 b\n')
    expect(loop.plans[0]?.shape.cycles).toBe(1)
    expect(codesOf(loop)).toContain('cycle')
  })

  it('reports the position where a block hides the rest of the file', () => {
    const fence = readText('- [ ] T001 a\n~~~\n- [ ] T002 b\n')
    expect(fence.warnings).toMatchObject([{ code: 'unclosed_block', where: 'line 2' }])
    const comment = readText('- [ ] T001 a\n<!-- x\n- [ ] T002 b\n')
    expect(comment.warnings).toMatchObject([{ code: 'unclosed_block', where: 'line 2' }])
  })

  it('reads a range of ids as the tasks in between, and an excessive range as its ends', () => {
    const tasks = '- [ ] T1 a\n- [ ] T2 b\n- [ ] T3 c\n'
    const near = readText(`${tasks}- [ ] T4 [P] d (depends on T1 to T3)\n`)
    expect(tasksOf(near)[3]?.dependsOn).toEqual(['T3', 'T1', 'T2'])
    const wide = readText(`${tasks}- [ ] T4 [P] d (depends on T1-T999999999)\n`)
    expect(codesOf(wide)).toContain('wide_range')
  })

  it('cuts a long title, and keeps it completely in the description', () => {
    const long = readText(`- [ ] T001 ${'word '.repeat(100)}end\n- [ ] T002\n`)
    expect(tasksOf(long)[0]?.title).toHaveLength(200)
    expect(tasksOf(long)[0]?.description).toMatch(/word end$/)
    expect(tasksOf(long)[1]?.title).toBe('Task T002')
    expect(codesOf(long)).toEqual(['long_title', 'missing_title'])
  })
})

const kiro = `# Implementation Plan

## Tasks

- [x] 1. Set up the project
  - Make the folders
  - _Requirements: 1.1, 1.2_

  - [ ]* 1.1 Test the folders
    - **Validates: Requirements 1.1**

- [ ] 2. Build the store
  - [-] 2.1 Write entries
    - _Requirements: 2.1_
  - [ ] 2.2 Read entries
- [ ]* 2.3 Test both
- [ ] 3. Checkpoint - all tests pass
- [ ] 4) **Finish**

## Notes

- Tasks marked with a star are optional
`

describe('a checklist of Kiro', () => {
  const imported = readText(kiro, '.kiro/specs/diary/tasks.md')

  it('is a chain, with the parts of a task in their own chain', () => {
    expect(orderOf(imported)).toEqual([
      '1',
      '1.1 < 1',
      '2 < 1.1',
      '2/2.1',
      '2/2.2 < 2.1',
      '2/2.3 < 2.2',
      '3 < 2',
      '4 < 3',
    ])
    expect(imported.plans[0]?.document).toMatchObject({ key: 'diary', title: 'diary' })
  })

  it('keeps a task with only optional parts as a task, because a group does no work', () => {
    const [first, second] = tasksOf(imported)
    expect(first).toMatchObject({ kind: 'task', title: 'Set up the project' })
    expect(first?.description).toContain('- Requirements: 1.1, 1.2')
    expect(second).toMatchObject({ kind: 'task', tags: ['optional'] })
  })

  it('reports finished, started and optional tasks', () => {
    expect(
      imported.warnings.map(({ code, message }) => [code, /tasks? \(?([^)]*?)\)?\. A /.exec(message)?.[1]]),
    ).toEqual([
      ['done_in_source', '1'],
      ['optional_in_source', '1.1, 2.3'],
      ['started_in_source', '2.1'],
    ])
  })
})

describe('a checklist of OpenSpec', () => {
  const text = `## 1. Schema
- [ ] 1.1 Add the table
* [x] 1.2 Add the index
    - [ ] 1.2.1 By name
## 2. API
1. [ ] 2.1 Add the route
+ [ ] Say so
- [ ]
- [?] 2.2 Odd
`
  const imported = readText(text, 'openspec/changes/add-search/tasks.md')

  it('has its headings as sequential groups', () => {
    expect(orderOf(imported)).toEqual([
      'group-1',
      'group-1/1.1',
      'group-1/1.2 < 1.1',
      '1.2/1.2.1',
      'group-2 < group-1',
      'group-2/2.1',
      'group-2/task-5 < 2.1',
      'group-2/2.2 < task-5',
    ])
    expect(tasksOf(imported)[0]?.title).toBe('1. Schema')
  })

  it('reports its irregularities', () => {
    expect(codesOf(imported)).toEqual(['empty_box', 'done_in_source', 'unknown_status'])
  })

  it('keeps its only group', () => {
    expect(orderOf(readText('## 1. One\n- [ ] 1.1 a\n'))).toEqual(['group-1', 'group-1/1.1'])
  })
})

describe('a folder', () => {
  it('has a plan for each of its checklists, and reports skipped files', () => {
    const imported = readFiles({
      'specs/001-a/tasks.md': '- [x] T001 a\n',
      'specs/001-a/plan.md': '# Plan\n- [ ] a gate\n',
      'specs/002-b/tasks.md': '- [x] T001 b\n',
    })
    expect(imported.plans.map(({ document }) => document.key)).toEqual(['001-a', '002-b'])
    expect(imported.warnings.map(({ code, where }) => [code, where])).toEqual([
      ['done_in_source', 'specs/001-a/tasks.md, line 1'],
      ['done_in_source', 'specs/002-b/tasks.md, line 1'],
      ['file_left_out', 'folder'],
    ])
  })

  it('with too many checklists is refused', () => {
    const files = Array.from({ length: 101 }, (_, index) => ({
      path: `${index}/tasks.md`,
      text: '- [ ] T1 a',
    }))
    expect(checklist.read(sourceOf(files, 'x'))).toMatchObject({ ok: false, error: { code: 'E_PLAN_SIZE' } })
  })
})

describe('a plain checklist', () => {
  const trip = `# Trip

- [x] Book the train
- [ ] Pack
    - [x] Tent
    - [ ] Stove

## At the lake

* [ ] Pitch the tent
1. [ ] Cook
   slowly
`
  it('keeps headings as groups, nesting, and its order without dependencies', () => {
    const imported = readText(trip, 'trip.md')
    expect(imported.plans[0]?.document.title).toBe('Trip')
    expect(
      tasksOf(imported).map(({ kind, title, parent, dependsOn }) => [kind, title, parent, dependsOn]),
    ).toEqual([
      ['task', 'Book the train', null, []],
      ['group', 'Pack', null, []],
      ['task', 'Tent', 'task-2', []],
      ['task', 'Stove', 'task-2', []],
      ['group', 'At the lake', null, []],
      ['task', 'Pitch the tent', 'at-the-lake', []],
      ['task', 'Cook slowly', 'at-the-lake', []],
    ])
    expect(codesOf(imported)).toEqual(['done_in_source', 'no_order'])
    expect(faultsOf(imported)).toEqual([])
  })

  it('marks a checked task as done before the run, and ignores a checked group', () => {
    const done = (text: string) =>
      tasksOf(readText(text, 'a.md')).flatMap(({ title, isDone }) => (isDone === true ? [title] : []))
    expect(done(trip)).toEqual(['Book the train', 'Tent'])
    expect(done('- [x] Pack\n  - [ ] Tent\n')).toEqual([])
  })

  it('is skipped in a folder that contains the list of a tool', () => {
    const files = { 'tasks.md': '- [ ] T001 Plant\n', 'checklists/review.md': '- [ ] Is it clear?\n' }
    expect(readFiles(files).plans.map(({ document }) => document.title)).toEqual(['folder'])
    expect(readFiles({ 'a.md': '- [ ] Plant\n', 'b.md': '- [ ] Water\n' }).plans).toHaveLength(2)
  })
})

describe('detection', () => {
  const others: Record<string, string> = {
    'an agent definition': '---\nname: planner\ndescription: Plans\n---\n- [ ] 1. Look\n- [ ] T001 x\n',
    'a task of Backlog.md': '---\nid: task-1\ntitle: x\n---\n- [ ] 1. Look\n',
    'tasks in a fenced block only': '```\n- [ ] T001 x\n```\n',
    'tasks in a comment only': '<!--\n- [ ] T001 x\n-->\n',
    'code in a YAML file': 'run: |\n    - [ ] T001 x\n    - [ ] 1. y\n',
    'a list with links': '- [x](1. y)\n- [T001](x)\n',
    JSON: '{"tasks":"- [ ] T001 x"}',
    'boxes without a text': '- [ ]\n- [x]\n',
    'plain boxes beside a drawing': '- [ ] a\n\n```mermaid\ngraph TD\na-->b\n```\n',
  }
  it.each(Object.entries(others))('does not claim %s', (_what, text) => {
    expect(checklist.detect(sourceOf([{ path: 'x.md', text }], 'x.md'))).toBe(false)
  })
})

describe('any text', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '',
      '```',
      '~~~',
      '<!--',
      '-->',
      '---',
      '## Phase 1: A',
      '# B',
      '### 1. C',
      '## User Story 2',
      'text',
    ),
    fc
      .tuple(
        fc.nat(7),
        fc.constantFrom('-', '*', '1.'),
        fc.constantFrom('[ ]', '[x]', '[ ]*', '[-]', '[]', '[?]'),
        fc.constantFrom('T001', 'T002 [P]', '[US1] T3', '1.', '1.1', '1.1.1', '2.', '', '**2.1**', 'T001-2'),
        fc.constantFrom('a', '', '(depends on T002)', '(depends on T1-T9, T099)', '_b_'),
      )
      .map(([indent, marker, box, id, text]) => `${' '.repeat(indent)}${marker} ${box} ${id} ${text}`),
    fc.string(),
  )

  it('is read without an exception, as plans with unique keys that can run unless they report a cycle', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) => {
        const result = importText(`- [ ] ${lines.length % 2 === 0 ? 'T001' : '1.'} a\n${lines.join('\n')}`, {
          fileName: 'tasks.md',
        })
        // If most checkboxes have no number, the file has another format, so the test discards the case.
        fc.pre(result.ok)
        expect(faultsOf(result.value)).toEqual([])
        for (const { document } of result.value.plans) {
          expect(planDocumentSchema.parse(document)).toEqual(document)
          for (const { title, key } of document.tasks) expect([title, key]).not.toContain('')
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
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => lines.join('\n')),
        ),
        (text) => {
          importText(text, { fileName: text })
        },
      ),
    )
    const hostile = [
      '- [ ] T1 a\n'.repeat(50_000),
      `## A\n- [ ] T1 a\n`.repeat(20_000),
      `- [ ] T1 ${'('.repeat(500_000)}`,
      `- [ ] T1 ${'(depends on T1-T201)'.repeat(20_000)}`,
      `- [ ] ${'[A]'.repeat(200_000)} T1`,
      `- [ ] T1 a${' '.repeat(500_000)}b`,
      `- [ ] T1 a\n# a${' '.repeat(300_000)}${'#'.repeat(300_000)}`,
      Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}- [ ] ${depth}. a`).join('\n'),
      `- [ ] 1. a\n${'<!--'.repeat(200_000)}`,
    ]
    for (const text of hostile) {
      const ms = cpuMsOf(() => {
        const result = importText(text, { fileName: 'tasks.md' })
        if (result.ok) expect(faultsOf(result.value), text.slice(0, 30)).toEqual([])
      })
      expect(ms, text.slice(0, 30)).toBeLessThan(10_000)
    }
  })
})
