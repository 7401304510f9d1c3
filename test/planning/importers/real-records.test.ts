import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import { listEdges, longestPath } from '../../../src-shared/task-graph.ts'
import { measureWorkflow, readWorkflow } from '../../support/wfcommons.ts'

const data = join(import.meta.dirname, '../../../../shared/data')
const isThere = ['beads', 'github-actions', 'wfinstances'].every((folder) => existsSync(join(data, folder)))
if (!isThere) console.log('skipped: ../shared/data is not present')

const read = (folder: string, file: string) => readFileSync(join(data, folder, file), 'utf8')
const list = (folder: string) => readdirSync(join(data, folder)).filter((name) => name !== 'LICENSE')

function importFile(folder: string, fileName: string) {
  const result = importText(read(folder, fileName), { fileName })
  if (!result.ok) throw new Error(result.error.message)
  const { plans, warnings } = result.value
  const [plan] = plans
  if (plan === undefined || plans.length > 1) throw new Error(`There are ${plans.length} plans`)
  const { tasks } = plan.document
  // The sources count every record as a node, also children.
  const flat = tasks.map(({ key, dependsOn }) => ({ key, dependsOn, parent: null }))
  const count = (is: (task: (typeof tasks)[number]) => boolean) => tasks.filter(is).length
  return { ...plan, tasks, flat, warnings, count }
}

/** Number of tasks in the messages of a warning. */
function countOfWarning(
  warnings: readonly { code: string; message: string }[],
  code: string,
  of = '',
): number {
  const found = warnings.filter((warning) => warning.code === code && warning.message.includes(of))
  return found.reduce((sum, { message }) => sum + Number(/(\d+) tasks \(/.exec(message)?.[1] ?? 1), 0)
}

describe.skipIf(!isThere)('real exports of beads', () => {
  /** Facts from SOURCES.md: issues without tombstones, blocks edges, parent-child edges, longest path. */
  const facts: Record<string, [number, number, number, number, number]> = {
    'beads-2025-12-17.jsonl': [220, 172, 54, 47, 8],
    'beads-2025-10-28.jsonl': [99, 99, 26, 28, 5],
  }

  it('are all in the list of expected counts', () => {
    expect(list('beads')).toEqual(Object.keys(facts).toSorted())
  })

  it.each(Object.entries(facts))('%s has the counts of its source', (name, counts) => {
    const { tasks, flat, withSubtasks, warnings, count } = importFile('beads', name)
    const deleted = countOfWarning(warnings, 'deleted_in_source')
    expect([
      tasks.length + deleted,
      tasks.length,
      listEdges(flat).length,
      count(({ parent }) => parent !== null),
      longestPath(flat),
    ]).toEqual(counts)
    expect(withSubtasks).toEqual({ nodes: counts[1], edges: counts[2] })
  })

  it.each(Object.keys(facts))('%s can run, and loses only what it warns of', (name) => {
    const { document, shape, warnings } = importFile('beads', name)
    expect(findPlanFault(document)).toBeNull()
    expect(shape).toMatchObject({ cycles: 0, dangling: 0 })
    const codes = [
      'field_not_kept',
      'done_in_source',
      'started_in_source',
      'deleted_in_source',
      'not_a_dependency',
    ]
    expect(codes).toEqual(expect.arrayContaining(warnings.map(({ code }) => code)))
  })

  it('have the four priorities of a plan, with the lowest two combined', () => {
    const prioritiesOf = (name: string) => {
      const { count } = importFile('beads', name)
      return (['critical', 'high', 'medium', 'low'] as const).map((each) =>
        count(({ priority }) => priority === each),
      )
    }
    expect(prioritiesOf('beads-2025-10-28.jsonl')).toEqual([6, 60, 29, 4])
    // All 220 lines have 15, 71, 102 and 23 + 9. The import excludes deleted issues.
    expect(prioritiesOf('beads-2025-12-17.jsonl')).toEqual([11, 59, 70, 32])
  })

  it('report started and finished issues in the older export', () => {
    const { warnings } = importFile('beads', 'beads-2025-10-28.jsonl')
    expect(countOfWarning(warnings, 'started_in_source')).toBe(8)
    expect(countOfWarning(warnings, 'done_in_source')).toBe(42)
  })

  it('report finished and deleted issues, and edges that are no dependencies', () => {
    const { warnings, tasks } = importFile('beads', 'beads-2025-12-17.jsonl')
    expect(countOfWarning(warnings, 'deleted_in_source')).toBe(48)
    expect(countOfWarning(warnings, 'done_in_source')).toBe(94)
    expect(warnings.filter(({ code }) => code === 'not_a_dependency')).toMatchObject([
      { message: expect.stringContaining('"discovered-from"') },
    ])
    expect(tasks.filter(({ tags }) => tags.includes('bug')).length).toBeGreaterThan(0)
  })
})

describe.skipIf(!isThere)('real workflows of GitHub Actions', () => {
  /** Facts from SOURCES.md: jobs, edges, roots, longest path; jobs with if, with matrix, calling a workflow. */
  const facts: Record<string, [number, number, number, number, number, number, number]> = {
    'tokio-ci.yml': [45, 42, 7, 3, 0, 19, 1],
    'beads-release.yml': [10, 17, 1, 6, 10, 0, 0],
    'coding-assistants-release.yml': [13, 43, 1, 10, 9, 0, 1],
    'spec-kit-bug-fix.lock.yml': [6, 11, 1, 6, 6, 0, 0],
  }

  it('are all in the list of expected counts', () => {
    expect(list('github-actions').toSorted()).toEqual(Object.keys(facts).toSorted())
  })

  it.each(Object.entries(facts))('%s has the counts of its source', (name, counts) => {
    const { document, shape, warnings, count } = importFile('github-actions', name)
    expect([
      shape.tasks,
      shape.edges,
      shape.roots,
      shape.longestPath,
      count(({ condition, description }) => condition !== undefined || description.includes('## Condition')),
      count(({ description }) => description.includes(' of a matrix')),
      count(({ description }) => description.includes('Calls the workflow ')),
    ]).toEqual(counts)
    expect(countOfWarning(warnings, 'matrix_as_one')).toBe(counts[5])
    expect(countOfWarning(warnings, 'calls_workflow')).toBe(counts[6])
    expect(shape).toMatchObject({ cycles: 0, dangling: 0 })
    expect(findPlanFault(document)).toBeNull()
  })

  it('show conditions as text and apply the supported ones', () => {
    const { tasks, warnings } = importFile('github-actions', 'coding-assistants-release.yml')
    const always = tasks.filter(({ condition }) => condition === 'always').map(({ key }) => key)
    expect(always).toEqual(['release_compliance', 'release_summary'])
    expect(countOfWarning(warnings, 'condition_not_evaluated')).toBe(7)
  })

  it('keep the timeout of a job', () => {
    const { tasks } = importFile('github-actions', 'spec-kit-bug-fix.lock.yml')
    const limited = tasks.filter(({ timeouts }) => timeouts !== undefined)
    expect(limited.map(({ key, timeouts }) => [key, timeouts])).toEqual([
      ['safe_outputs', { wallMs: 2_700_000 }],
    ])
  })
})

describe.skipIf(!isThere)('real workflows of WfCommons', () => {
  /** Facts from SOURCES.md: tasks, edges, roots, longest path, files; work, critical path and makespan in seconds. */
  const facts: Record<string, [number, number, number, number, number, number, number, number]> = {
    'helloworld-forkjoin-10-chameleon': [10, 16, 1, 3, 11, 1028.704, 307.36, 437],
    'montage-chameleon-2mass-005d-001': [58, 114, 12, 8, 111, 221.726, 21.385, 1060],
    '1000genome-chameleon-4ch-100k-001': [104, 152, 44, 3, 120, 8609.878, 329.724, 1391],
    'rnaseq-dirt02-001': [197, 451, 15, 10, 680, 2580.36, 759.454, 3131],
    'epigenomics-chameleon-ilmn-3seq-100k-001': [405, 500, 3, 9, 508, 10074.054, 236.081, 1072],
    'seismology-chameleon-1000p-001': [1001, 1000, 1000, 2, 3004, 538.433, 5.437, 2194],
  }

  it('are all in the list of expected counts', () => {
    expect(
      list('wfinstances')
        .map((name) => name.replace('.json', ''))
        .toSorted(),
    ).toEqual(Object.keys(facts).toSorted())
  })

  it.each(Object.entries(facts))('%s has the counts of its source', (name, counts) => {
    const { document, shape, warnings } = importFile('wfinstances', `${name}.json`)
    const { workMs, criticalMs } = measureWorkflow(readWorkflow(read('wfinstances', `${name}.json`), 1))
    const recorded = warnings.find(({ code }) => code === 'recording_not_kept')?.message ?? ''
    const [, makespan] = /makespan of ([\d.]+) s/.exec(recorded) ?? []
    const [, files] = /([\d,]+) files/.exec(recorded) ?? []
    expect([
      shape.tasks,
      shape.edges,
      shape.roots,
      shape.longestPath,
      Number(files?.replace(',', '')),
      workMs / 1000,
      criticalMs / 1000,
      Number(makespan),
    ]).toEqual(counts)
    expect(shape).toMatchObject({ cycles: 0, dangling: 0 })
    expect(findPlanFault(document)).toBeNull()
    expect(new Set(warnings.map(({ code }) => code))).toEqual(
      new Set(['recording_not_kept', 'field_not_kept']),
    )
  })

  it('keep an isolated task, tasks without a duration, and the widest fan-in', () => {
    const rnaseq = importFile('wfinstances', 'rnaseq-dirt02-001.json')
    const waitedFor = new Set(rnaseq.tasks.flatMap(({ dependsOn }) => dependsOn))
    expect(rnaseq.count(({ key, dependsOn }) => dependsOn.length === 0 && !waitedFor.has(key))).toBe(1)
    expect(rnaseq.count(({ estimateMs }) => estimateMs === 0)).toBe(56)
    const { tasks } = importFile('wfinstances', 'seismology-chameleon-1000p-001.json')
    expect(Math.max(...tasks.map(({ dependsOn }) => dependsOn.length))).toBe(1000)
  })
})
