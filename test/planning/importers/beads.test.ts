import { describe, expect, it } from 'vitest'
import { importPlan } from './importing.ts'

const issue = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  title: `Issue ${id}`,
  status: 'open',
  priority: 2,
  issue_type: 'task',
  ...more,
})

const edge = (from: string, type: string, to: string) => ({ issue_id: from, depends_on_id: to, type })

const jsonLines = (...values: unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n')

const importIssues = (...values: unknown[]) => importPlan(`${jsonLines(...values)}\n`, '.beads/issues.jsonl')

describe('an export of beads', () => {
  it('is one plan, named after its file, with a task for every issue', () => {
    const { format, document, tasks, found } = importIssues(
      issue('bd-1', { description: 'Measure twice.', priority: 0, labels: ['wood', 'wood', ' saw '] }),
      { _type: 'issue', ...issue('bd-2') },
    )
    expect(format).toBe('beads')
    expect(document).toMatchObject({ key: 'issues', title: 'issues', source: 'beads' })
    expect(tasks).toMatchObject([
      {
        key: 'bd-1',
        kind: 'task',
        description: 'Measure twice.',
        priority: 'critical',
        tags: ['wood', 'saw'],
      },
      {
        key: 'bd-2',
        title: 'Issue bd-2',
        description: 'Issue bd-2',
        priority: 'medium',
        tags: [],
        dueAt: null,
      },
    ])
    expect(found).toEqual([])
  })

  it('joins all instructions under headings', () => {
    const { taskOf } = importIssues(
      issue('a', {
        description: 'Do it.',
        design: 'Like so.',
        acceptance_criteria: 'It holds.',
        notes: 'Mind the gap.',
      }),
    )
    expect(taskOf('a')?.description).toBe(
      'Do it.\n\n## Design\n\nLike so.\n\n## Acceptance criteria\n\nIt holds.\n\n## Notes\n\nMind the gap.',
    )
  })

  it('keeps priorities, estimates, due dates and types', () => {
    const { tasks, found } = importIssues(
      ...[0, 1, 2, 3, 4].map((priority) => issue(`p${priority}`, { priority })),
      issue('late', { estimated_minutes: 90, due_at: '2026-05-01T12:00:00+02:00', issue_type: 'bug' }),
      issue('zero', { estimated_minutes: 0, issue_type: 'epic', labels: ['epic', 'big'] }),
    )
    expect(tasks.map(({ priority }) => priority).slice(0, 5)).toEqual([
      'critical',
      'high',
      'medium',
      'low',
      'low',
    ])
    expect(tasks[5]).toMatchObject({ estimateMs: 5_400_000, dueAt: Date.UTC(2026, 4, 1, 10), tags: ['bug'] })
    expect(tasks[6]).toMatchObject({ estimateMs: 0, tags: ['epic', 'big'] })
    expect(found).toEqual([])
  })

  it('depends on its blockers, and is a group if it has children', () => {
    const { tasks, dependencies, shape, withSubtasks, found } = importIssues(
      issue('epic'),
      issue('epic.1', { dependencies: [edge('epic.1', 'parent-child', 'epic')] }),
      issue('epic.2', {
        dependencies: [edge('epic.2', 'parent-child', 'epic'), edge('epic.2', 'blocks', 'epic.1')],
      }),
      issue('after', { dependencies: [edge('after', 'waits-for', 'epic')] }),
    )
    expect(tasks.map(({ key, kind, parent }) => [key, kind, parent])).toEqual([
      ['epic', 'group', null],
      ['epic.1', 'task', 'epic'],
      ['epic.2', 'task', 'epic'],
      ['after', 'task', null],
    ])
    expect(dependencies).toEqual({ epic: [], 'epic.1': [], 'epic.2': ['epic.1'], after: ['epic'] })
    expect(shape).toMatchObject({ tasks: 2, edges: 1 })
    expect(withSubtasks).toEqual({ nodes: 4, edges: 2 })
    expect(found).toEqual([])
  })

  it('turns a conditional block into a failure condition, with a warning', () => {
    const { taskOf, dependencies, found, messages } = importIssues(
      issue('try'),
      issue('other'),
      issue('mend', { dependencies: [edge('mend', 'conditional-blocks', 'try')] }),
      issue('both', {
        dependencies: [edge('both', 'conditional-blocks', 'try'), edge('both', 'blocks', 'other')],
      }),
      issue('lost', { dependencies: [edge('lost', 'conditional-blocks', 'nobody')] }),
    )
    expect(dependencies).toMatchObject({ mend: ['try'], both: ['try', 'other'], lost: [] })
    expect(taskOf('mend')?.condition).toBe('failure')
    expect(taskOf('both')?.condition).toBe('failure')
    expect(taskOf('lost')?.condition).toBeUndefined()
    expect(found).toEqual([
      'runs_on_failure @ line 3 (mend)',
      'runs_on_failure @ line 4 (both)',
      'dangling_dependency @ line 5 (lost)',
    ])
    expect(messages('runs_on_failure')[1]).toContain('counts every dependency')
  })

  it('warns once for each type of edge that is no dependency', () => {
    const { dependencies, messages } = importIssues(
      issue('a'),
      issue('b', { dependencies: [edge('b', 'related', 'a'), edge('b', 'discovered-from', 'a')] }),
      issue('c', { dependencies: [edge('c', 'related', 'a'), edge('c', 'related', 'b')] }),
    )
    expect(dependencies).toEqual({ a: [], b: [], c: [] })
    expect(messages('not_a_dependency')).toEqual([
      'Not imported: the link "related" of 2 tasks (b, c) is not a dependency.',
      'Not imported: the link "discovered-from" of task b is not a dependency.',
    ])
  })

  it('excludes deleted issues and other records, with one warning each', () => {
    const { dependencies, found, messages } = importIssues(
      { _type: 'memory', key: 'k', value: 'v' },
      { _type: 'memory', key: 'l', value: 'v' },
      { _type: 7 },
      issue('gone', { status: 'tombstone' }),
      issue('too', { status: 'tombstone' }),
      issue('a', { dependencies: [edge('a', 'blocks', 'gone'), edge('a', 'parent-child', 'too')] }),
    )
    expect(dependencies).toEqual({ a: [] })
    expect(found).toEqual([
      'not_an_issue @ file',
      'not_an_issue @ file',
      'deleted_in_source @ file',
      'deleted_dependency @ file',
    ])
    expect(messages('not_an_issue')).toEqual([
      'Not imported: 2 lines of the type "memory", not an issue.',
      'Not imported: 1 line of the type a number, not an issue.',
    ])
    expect(messages('deleted_in_source')).toEqual(['Not imported, deleted in the file: 2 tasks (gone, too).'])
  })

  it('reports the loss of each status', () => {
    const statuses = [
      'open',
      'in_progress',
      'hooked',
      'blocked',
      'deferred',
      'pinned',
      'closed',
      'closed',
      'odd',
    ]
    const { found, messages } = importIssues(
      ...statuses.map((status, index) => issue(`s${index}`, { status })),
      issue('none', { status: null }),
    )
    expect(found).toEqual([
      'started_in_source @ line 2 (s1)',
      'started_in_source @ line 3 (s2)',
      'blocked_in_source @ line 4 (s3)',
      'deferred_in_source @ line 5 (s4)',
      'pinned_in_source @ line 6 (s5)',
      'done_in_source @ file',
      'unknown_status @ line 9 (s8)',
      'missing_status @ line 10 (none)',
    ])
    expect(messages('done_in_source')).toEqual([
      'Status "done" in the file: 2 tasks (s6, s7). A run counts the work as done.',
    ])
  })

  it('continues after a line with invalid JSON, and names the line', () => {
    const { tasks, found, messages } = importIssues(
      '<<<<<<< HEAD',
      issue('a'),
      '=======',
      issue('a', { title: 'Theirs' }),
      '>>>>>>> theirs',
      '',
      '  \r',
      '[1]',
      '{"id": "b", "title": "cut o',
      '{"__proto__": {"id": "c"}}',
    )
    expect(tasks.map(({ key, title }) => [key, title])).toEqual([
      ['a', 'Issue a'],
      ['a-2', 'Theirs'],
    ])
    expect(found).toEqual([
      'not_json @ line 1',
      'not_json @ line 3',
      'not_json @ line 5',
      'not_an_object @ line 8',
      'not_json @ line 9',
      'not_json @ line 10',
      'duplicate_id @ line 4 (a)',
    ])
    expect(messages('not_json')[0]).toBe('Not imported: the line "<<<<<<< HEAD" is not valid JSON.')
  })

  it('tolerates fields of another type', () => {
    const { tasks, found } = importIssues(
      issue('a'),
      { title: 'No id', status: 'open', priority: 1, issue_type: 'task' },
      { ...issue('b'), id: 'b c', priority: 9 },
      { ...issue('d'), title: ' ', description: 'First line.\nSecond.', priority: '1' },
      { ...issue('e'), description: { a: 1 }, labels: [1, null], priority: null, issue_type: 'gate' },
      { ...issue('f'), estimated_minutes: -1, due_at: 'soon', labels: 'one', dependencies: 'a' },
      {
        ...issue('g'),
        dependencies: ['a', { type: 'blocks' }, { depends_on_id: 'a' }, edge('x', 'blocks', 'g')],
      },
      { ...issue('h'), title: 'x'.repeat(300), assignee: 'me', comments: [], due_at: '2026-02-31T99:00' },
      {},
      issue('i', { dependencies: [edge('i', 'parent-child', 'a'), edge('i', 'parent-child', 'd')] }),
    )
    expect(tasks.map(({ key, priority }) => [key, priority])).toEqual([
      ['a', 'medium'],
      ['line-2', 'high'],
      ['line-3', 'medium'],
      ['d', 'medium'],
      ['e', 'medium'],
      ['f', 'medium'],
      ['g', 'medium'],
      ['h', 'medium'],
      ['i', 'medium'],
    ])
    expect(tasks[3]?.title).toBe('First line.')
    expect(tasks[4]?.tags).toEqual(['1', 'gate'])
    expect(tasks[5]?.tags).toEqual(['one'])
    expect(tasks[6]?.dependsOn).toEqual(['a'])
    expect(tasks[7]?.title).toHaveLength(200)
    expect(tasks[7]?.description).toBe('x'.repeat(300))
    expect(tasks[8]?.parent).toBe('a')
    expect(found.toSorted()).toEqual(
      [
        'missing_id @ line 2',
        'unusable_id @ line 3',
        'unknown_priority @ line 3 (line-3)',
        'missing_title @ line 4 (d)',
        'unknown_priority @ line 4 (d)',
        'not_a_text @ line 5 (e)',
        'not_a_text @ line 5 (e)',
        'missing_priority @ line 5 (e)',
        'unusual_type @ line 5 (e)',
        'unusable_estimate @ line 6 (f)',
        'unusable_date @ line 6 (f)',
        'dependencies_not_a_list @ line 6 (f)',
        'dependency_not_an_object @ line 7 (g)',
        'dependency_not_an_id @ line 7 (g)',
        'missing_edge_type @ line 7 (g)',
        'issue_mismatch @ line 7 (g)',
        'self_dependency @ line 7 (g)',
        'long_title @ line 8 (h)',
        'unusable_date @ line 8 (h)',
        'field_not_kept @ line 8 (h)',
        'not_an_issue @ line 9',
        'several_parents @ line 10 (i)',
      ].toSorted(),
    )
  })

  it('cuts a text that is too long for a task', () => {
    const { tasks, found } = importIssues(issue('a', { description: 'x'.repeat(200_000) }))
    expect(tasks[0]?.description).toHaveLength(100_000)
    expect(found).toEqual(['long_text @ line 1 (a)'])
  })

  it('keeps the edges of ids of any length', () => {
    const id = (end: string) => `${'project-name-'.repeat(20)}${end}`
    const waits = { dependencies: [{ issue_id: id('b'), depends_on_id: id('a'), type: 'blocks' }] }
    const { tasks, found } = importIssues(issue(id('a')), issue(id('b'), waits))
    expect(tasks[1]?.dependsOn).toEqual([tasks[0]?.key])
    expect(found.filter((each) => !each.startsWith('long_title'))).toEqual([])
  })
})
