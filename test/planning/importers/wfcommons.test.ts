import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { maxTaskKeyLength } from '../../../src-shared/model/task-definition.ts'
import { importPlan } from './importing.ts'

const importFile = (file: unknown) => importPlan(JSON.stringify(file), 'kitchen.json')

/** A file of version 1.5; version 1.6 has the same fields. */
const recorded = (specification: unknown, execution: unknown = {}) => ({
  name: 'Kitchen',
  description: 'A recipe',
  schemaVersion: '1.5',
  workflow: { specification, execution },
})

describe('a recording of WfCommons', () => {
  it('of versions 1.5 and 1.6 separates planned and executed data', () => {
    const { format, document, tasks, found, messages } = importFile(
      recorded(
        {
          tasks: [
            {
              id: 'chop_1',
              name: 'chop',
              parents: [],
              children: ['cook_2'],
              inputFiles: ['onion'],
              outputFiles: ['cubes', 'peel'],
            },
            {
              id: 'cook_2',
              name: 'cook',
              parents: ['chop_1'],
              children: [],
              inputFiles: [],
              outputFiles: [],
            },
            { id: 'eat_3', name: 'eat', parents: ['cook_2'], children: [] },
          ],
          files: [{ id: 'onion', sizeInBytes: 1 }],
        },
        {
          makespanInSeconds: 12.5,
          executedAt: '05-10-23T16:23:32Z',
          tasks: [
            {
              id: 'chop_1',
              runtimeInSeconds: 1.2345,
              command: { program: 'chop', arguments: ['-f', 'fine'] },
            },
            { id: 'cook_2', runtimeInSeconds: 0, avgCPU: 99, machines: [], metrics: { a: 1 } },
            { id: 'nobody', runtimeInSeconds: 1 },
          ],
          machines: [{}, {}],
        },
      ),
    )
    expect(format).toBe('wfcommons')
    expect(document).toMatchObject({ key: 'kitchen', title: 'Kitchen', source: 'wfcommons' })
    expect(tasks.map(({ key, title, dependsOn, estimateMs }) => [key, title, dependsOn, estimateMs])).toEqual(
      [
        ['chop_1', 'chop', [], 1235],
        ['cook_2', 'cook', ['chop_1'], 0],
        ['eat_3', 'eat', ['cook_2'], undefined],
      ],
    )
    expect(tasks[0]?.description).toBe(
      'chop\n\n## Command, as recorded\n\n    chop -f fine\n\n## Reads\n\n    onion\n\n## Writes\n\n    cubes, peel',
    )
    expect(tasks[2]?.description).toBe('eat')
    expect(found).toEqual([
      'recording_not_kept @ workflow',
      'stray_execution @ workflow.execution.tasks[2]',
      'field_not_kept @ workflow.specification.tasks[1] (cook_2)',
      'field_not_kept @ workflow.specification.tasks[1] (cook_2)',
      'missing_runtime @ workflow.specification.tasks[2] (eat_3)',
    ])
    expect(messages('recording_not_kept')).toEqual([
      'Not imported, recorded for the whole workflow: a makespan of 12.5 s, 1 file, 2 machines, the time of the run, "description", "schemaVersion".',
    ])
  })

  it('of versions 1.3 and 1.4 names tasks by their names or ids', () => {
    const { dependencies, tasks } = importFile({
      workflow: {
        makespan: 3,
        tasks: [
          {
            name: 'chop',
            id: 'ID1',
            parents: [],
            runtime: 2,
            files: [{ link: 'input', name: 'onion', size: 1 }],
          },
          {
            name: 'cook',
            id: 'ID2',
            parents: ['chop'],
            runtimeInSeconds: 1,
            files: [{ link: 'output', name: 'soup' }, { link: 'input' }, 3],
          },
          { name: 'eat', id: 'ID3', parents: ['ID2'], runtime: 1 },
        ],
      },
    })
    expect(dependencies).toEqual({ chop: [], cook: ['chop'], eat: ['cook'] })
    expect(tasks.map(({ estimateMs }) => estimateMs)).toEqual([2000, 1000, 1000])
    expect(tasks[0]?.description).toBe('chop\n\n## Reads\n\n    onion')
    expect(tasks[1]?.description).toBe('cook\n\n## Writes\n\n    soup')
  })

  it('of versions 1.0 and 1.2 has jobs without ids', () => {
    const { dependencies, document } = importFile({
      workflow: {
        jobs: [
          { name: 'chop', parents: [], runtime: 2, command: { program: 'chop', arguments: 'fine' } },
          { name: 'cook', parents: ['chop'], runtime: 1 },
        ],
      },
    })
    expect(dependencies).toEqual({ chop: [], cook: ['chop'] })
    expect(document.title).toBe('kitchen')
    expect(document.tasks[0]?.description).toContain('    chop fine')
  })

  it('has the edges that either end lists', () => {
    const { dependencies, found } = importFile(
      recorded({
        tasks: [
          { id: 'a', parents: [], children: ['b', 'c', 'nobody'] },
          { id: 'b', parents: ['a', 'a'], children: [] },
          { id: 'c', parents: ['zed'], children: ['c'] },
          { id: 'd', parents: ['b'], children: [] },
        ],
      }),
    )
    expect(dependencies).toEqual({ a: [], b: ['a'], c: ['a'], d: ['b'] })
    expect(
      found.filter((each) => !each.startsWith('recording') && !each.startsWith('missing_runtime')),
    ).toEqual([
      'dangling_child @ workflow.specification.tasks[0] (a)',
      'self_dependency @ workflow.specification.tasks[2] (c)',
      'dangling_dependency @ workflow.specification.tasks[2] (c)',
    ])
  })

  it('keeps tasks with equal names separate, with a warning', () => {
    const twins = [
      { name: 'cook', id: 'ID1', parents: [], runtime: 1 },
      { name: 'cook', id: 'ID2', parents: ['ID1'], runtime: 1 },
      { name: 'eat', id: 'ID3', parents: ['ID2'], runtime: 1 },
    ]
    expect(importFile({ workflow: { tasks: twins } }).dependencies).toEqual({
      cook: [],
      ID2: ['cook'],
      eat: ['ID2'],
    })
    const { dependencies, found } = importFile(
      recorded({
        tasks: [
          { id: 'a', parents: [] },
          { id: 'a', parents: ['b'], children: ['c'] },
          { id: 'b', parents: [] },
          { id: 'c', parents: [] },
        ],
      }),
    )
    expect(dependencies).toEqual({ a: [], 'a-2': ['b'], b: [], c: ['a'] })
    expect(found).toContain('duplicate_id @ workflow.specification.tasks[1] (a)')
  })

  it('keeps a cycle, with a report', () => {
    const { shape, found } = importFile(
      recorded({
        tasks: [
          { id: 'a', parents: ['b'] },
          { id: 'b', parents: ['a'] },
        ],
      }),
    )
    expect(shape).toMatchObject({ cycles: 1, longestPath: null })
    expect(found).toContain('cycle @ workflow.specification.tasks[0] (a)')
  })

  it('tolerates records of another type', () => {
    const { tasks, dependencies, found } = importFile(
      recorded(
        {
          tasks: [
            { id: 'a', parents: [], children: null, inputFiles: [null, 'x'] },
            null,
            'b',
            {},
            { id: 'has space', name: 7, parents: 'a' },
            { id: 'e', parents: [{}, 'has space'], children: 5 },
          ],
        },
        {
          tasks: [
            { id: 'a', runtimeInSeconds: -1 },
            { id: 'has space', runtimeInSeconds: '3' },
            { id: 'e', runtimeInSeconds: 1e300 },
            5,
          ],
        },
      ),
    )
    expect(dependencies).toEqual({ a: [], 'task-4': [], 'has-space': ['a'], e: ['has-space'] })
    expect(tasks.map(({ title }) => title)).toEqual(['a', 'task-4', '7', 'e'])
    expect(tasks.every(({ estimateMs }) => estimateMs === undefined)).toBe(true)
    expect(found.toSorted()).toEqual(
      [
        'dangling_child @ workflow.specification.tasks[5] (e)',
        'dependency_not_an_id @ workflow.specification.tasks[5] (e)',
        'missing_id @ workflow.specification.tasks[3] (task-4)',
        'missing_runtime @ workflow.specification.tasks[3] (task-4)',
        'not_an_object @ workflow.specification.tasks[1]',
        'not_an_object @ workflow.specification.tasks[2]',
        'recording_not_kept @ workflow',
        'stray_execution @ workflow.execution.tasks[3]',
        'unnamed_file @ workflow.specification.tasks[0] (a)',
        'unusable_runtime @ workflow.specification.tasks[0] (a)',
        'unusable_runtime @ workflow.specification.tasks[4] (has-space)',
        'unusable_runtime @ workflow.specification.tasks[5] (e)',
      ].toSorted(),
    )
  })

  it('cuts long commands and long lists of files', () => {
    const files = Array.from({ length: 1000 }, (_, index) => `file-${index}`)
    const { tasks } = importFile({
      workflow: {
        tasks: [{ name: 'a', parents: [], inputFiles: files, command: { program: 'x', arguments: files } }],
      },
    })
    expect(tasks[0]?.description).toContain('file-19 and 980 more')
    expect(tasks[0]?.description).toContain('…')
    expect(tasks[0]?.description.length).toBeLessThan(5000)
  })

  it('is refused without tasks or with too many', () => {
    expect(importText(JSON.stringify(recorded({ tasks: [] })), { fileName: 'a.json' })).toMatchObject({
      error: { code: 'E_FORMAT' },
    })
    const tasks = Array.from({ length: 100_001 }, (_, id) => ({ id, parents: [] }))
    expect(importText(JSON.stringify(recorded({ tasks })), { fileName: 'a.json' })).toMatchObject({
      error: { code: 'E_PLAN_SIZE', limit: 100_000 },
    })
  })

  it('keeps all edges of ids that differ only after their first hundred characters', () => {
    const id = (end: string) => `${'very_long_name_of_a_process_'.repeat(10)}${end}`
    const ends = Array.from({ length: 60 }, (_, index) => `run_${index}`)
    const tasks = ends.map((end, index) => ({
      id: id(end),
      name: `step ${index}`,
      parents: index === 0 ? [] : [id(ends[index - 1] ?? '')],
      children: index === ends.length - 1 ? [] : [id(ends[index + 1] ?? '')],
    }))
    const { tasks: read, found } = importFile(recorded({ tasks }))
    const titles = new Map(read.map(({ key, title }) => [key, title]))
    const edges = read.flatMap(({ title, dependsOn }) => dependsOn.map((key) => [titles.get(key), title]))
    expect(edges).toEqual(ends.slice(1).map((_, index) => [`step ${index}`, `step ${index + 1}`]))
    expect(found.filter((each) => /duplicate|dangling/.test(each))).toEqual([])
    for (const { key } of read) expect(key.length).toBeLessThanOrEqual(maxTaskKeyLength)
  })

  it('keeps ids separate that differ only in special characters', () => {
    const task = (id: string, parents: string[]) => ({ id, name: id, parents, children: [] })
    const { dependencies } = importFile(
      recorded({ tasks: [task('a b', []), task('a/b', ['a b']), task('c', ['a/b'])] }),
    )
    expect(dependencies).toEqual({ 'a-b': [], 'a/b': ['a-b'], c: ['a/b'] })
  })
})
