import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFiles, importText } from '../../../src-main/planning/importers/detect.ts'
import type { Imported } from '../../../src-main/planning/importers/source.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import { topologicalOrder } from '../../../src-shared/task-graph.ts'

const data = join(import.meta.dirname, '../../../../shared/data')
const isThere = existsSync(join(data, 'taskmaster'))
if (!isThere) console.log('skipped: ../shared/data is not present')

/** Facts from SOURCES.md: tasks, edges, roots, longest path; nodes and edges including subtasks. */
const facts: Record<string, Record<string, [number, number, number, number | null, number, number]>> = {
  'tursi-ai': { 'tursi-ai': [10, 20, 1, 6, 40, 47] },
  'tursi-ai-text-subtasks': { 'tursi-ai-text-subtasks': [10, 0, 10, 1, 10, 0] },
  typosentinel: { master: [34, 36, 1, 33, 46, 36] },
  testcraft: { master: [33, 71, 6, 9, 171, 192] },
  'toolman-two-tags': { master: [21, 46, 2, 9, 112, 146], verification: [21, 46, 2, 9, 120, 146] },
  'ai-docs-scraper': { master: [33, 95, 3, null, 213, 245] },
  'tw-enigma': { 'tw-enigma': [39, 72, 1, 14, 289, 357] },
  'coding-assistants-setup': { 'coding-assistants-setup': [15, 16, 7, 3, 23, 34] },
  'llm-pytest-analyzer': { 'llm-pytest-analyzer': [21, 68, 1, 9, 21, 68] },
}

/** Expected warning codes of each file, with their counts. */
const oddities: Record<string, Record<string, number>> = {
  'tursi-ai-text-subtasks': { text_subtask: 10, missing_dependencies: 1 },
  typosentinel: { missing_title: 6, missing_dependencies: 1, done_in_source: 1 },
  testcraft: { dependency_list_joined: 3 },
  'toolman-two-tags': { several_tags: 1 },
  'ai-docs-scraper': { cycle: 1, dangling_dependency: 2, cancelled_in_source: 1 },
  'tw-enigma': { done_in_source: 1 },
}

const loopy = ['ai-docs-scraper']

function importFile(folder: string, file: string) {
  return importText(readFileSync(join(data, folder, file), 'utf8'), { fileName: file })
}

function importPlan(name: string): Imported {
  const result = importFile('taskmaster', `${name}.json`)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe.skipIf(!isThere)('real files of Task Master', () => {
  it('are all in the list of expected counts', () => {
    const files = readdirSync(join(data, 'taskmaster'))
    expect(files.map((file) => file.replace('.json', '')).toSorted()).toEqual(Object.keys(facts).toSorted())
  })

  it.each(Object.entries(facts))('%s has the counts of its source', (name, plans) => {
    const counted = importPlan(name).plans.map(({ document, shape, withSubtasks }) => [
      document.key,
      [shape.tasks, shape.edges, shape.roots, shape.longestPath, withSubtasks.nodes, withSubtasks.edges],
    ])
    expect(Object.fromEntries(counted)).toEqual(plans)
  })

  it.each(Object.entries(oddities))('%s gives the expected warnings', (name, codes) => {
    const { warnings } = importPlan(name)
    const counts = Object.keys(codes).map((code) => [
      code,
      warnings.filter((warning) => warning.code === code).length,
    ])
    expect(Object.fromEntries(counts)).toEqual(codes)
  })

  it('contain one cycle and two dangling references, each with its position', () => {
    const { plans, warnings } = importPlan('ai-docs-scraper')
    expect(plans[0]?.shape).toMatchObject({ cycles: 1, dangling: 2 })
    expect(warnings.find(({ code }) => code === 'cycle')?.message).toContain('3 → 4 → 3')
    expect(warnings.filter(({ code }) => code === 'dangling_dependency')).toEqual([
      { code: 'dangling_dependency', where: 'master.tasks[5] (6)', message: expect.stringContaining('"38"') },
      { code: 'dangling_dependency', where: 'master.tasks[5] (6)', message: expect.stringContaining('"42"') },
    ])
  })

  it('keep text subtasks as checklists, all 42 of them', () => {
    const tasks = importPlan('tursi-ai-text-subtasks').plans[0]?.document.tasks ?? []
    const lines = tasks.flatMap(({ description }) => description.match(/^- \[ \] /gm) ?? [])
    expect(lines).toHaveLength(42)
  })

  it('give subtasks a key below their task, for relative and for unique ids', () => {
    const tasks = importPlan('typosentinel').plans[0]?.document.tasks ?? []
    const subtasks = tasks.filter(({ parent }) => parent !== null)
    expect(subtasks.map(({ key }) => key)).toEqual([
      ...['29.1', '29.2', '30.1', '30.2', '30.3', '30.4', '30.5', '30.6'],
      ...['31.311', '31.312', '31.313', '31.314'],
    ])
    expect(subtasks.every(({ key, parent }) => key.startsWith(`${parent}.`))).toBe(true)
  })

  it('report the number of finished tasks, if all are finished', () => {
    const { warnings } = importPlan('llm-pytest-analyzer')
    expect(warnings).toMatchObject([
      { code: 'done_in_source', message: expect.stringContaining('"done" in the file: 21 tasks') },
    ])
  })

  it.each(Object.keys(facts).filter((name) => !loopy.includes(name)))(
    '%s can be completed in order',
    (name) => {
      for (const { document, shape } of importPlan(name).plans) {
        expect(shape).toMatchObject({ cycles: 0, dangling: 0 })
        expect(topologicalOrder(document.tasks)).toHaveLength(document.tasks.length)
      }
    },
  )
})

describe.skipIf(!isThere)('real files of Spec Kit', () => {
  /** Facts from SOURCES.md: tasks, tasks marked [P], phases, stories. */
  const counts: Record<string, [number, number, number, number]> = {
    'light-session-tasks.md': [77, 29, 8, 5],
    'tasks-template.md': [28, 13, 5, 3],
  }

  function importTasks(file: string) {
    const result = importFile('spec-kit', file)
    if (!result.ok) throw new Error(result.error.message)
    const [plan] = result.value.plans
    if (plan === undefined) throw new Error('no plan')
    return { ...plan, format: result.value.format, codes: result.value.warnings.map(({ code }) => code) }
  }

  it.each(Object.entries(counts))('%s has the counts of its source', (file, expected) => {
    const { document, format } = importTasks(file)
    const leaves = document.tasks.filter(({ kind }) => kind === 'task')
    const stories = new Set(leaves.flatMap(({ tags }) => tags.filter((tag) => tag.startsWith('US'))))
    const parallel = leaves.filter(({ tags }) => tags.includes('parallel'))
    const groups = document.tasks.filter(({ kind }) => kind === 'group')
    expect(format).toBe('checklist')
    expect([leaves.length, parallel.length, groups.length, stories.size]).toEqual(expected)
    expect(findPlanFault(document)).toBe(null)
  })

  it('have setup before the blocking tasks, the stories in parallel, and polish after all of them', () => {
    const { document, shape } = importTasks('light-session-tasks.md')
    const stories = ['phase-3', 'phase-4', 'phase-5', 'phase-6', 'phase-7']
    expect(shape).toMatchObject({ tasks: 8, edges: 11, roots: 1, longestPath: 4, cycles: 0, dangling: 0 })
    const groups = document.tasks.filter(({ parent }) => parent === null)
    expect(Object.fromEntries(groups.map(({ key, dependsOn }) => [key, dependsOn]))).toEqual({
      'phase-1': [],
      'phase-2': ['phase-1'],
      ...Object.fromEntries(stories.map((key) => [key, ['phase-2']])),
      'phase-8': stories,
    })
  })

  it('report the ignored parts', () => {
    expect(importTasks('light-session-tasks.md').codes).toEqual(['prose_not_read'])
    expect(importTasks('tasks-template.md').codes).toEqual(['box_without_id', 'prose_not_read'])
  })

  it('are the only Markdown checklists of the folder', () => {
    for (const file of readdirSync(join(data, 'agents'))) {
      expect(importFile('agents', file)).toMatchObject({ ok: false, error: { code: 'E_FORMAT' } })
    }
    for (const folder of ['beads', 'github-actions']) {
      for (const file of readdirSync(join(data, folder))) {
        const result = importFile(folder, file)
        expect(result.ok && ['checklist', 'backlog'].includes(result.value.format)).toBe(false)
      }
    }
  })
})

describe.skipIf(!isThere)('real files of Backlog.md', () => {
  function importBacklog() {
    const files = readdirSync(join(data, 'backlog-md')).map((path) => ({
      path,
      text: readFileSync(join(data, 'backlog-md', path), 'utf8'),
    }))
    const result = importFiles(files, 'backlog-md')
    if (!result.ok) throw new Error(result.error.message)
    return result.value
  }

  it('are one plan, named by its settings, in which a task with subtasks is a group', () => {
    const { format, plans } = importBacklog()
    expect(format).toBe('backlog')
    const [plan] = plans
    expect(plan?.document.title).toBe('Backlog.md')
    expect(plan && findPlanFault(plan.document)).toBe(null)
    const keys = plan?.document.tasks.map(({ key, parent }) => (parent === null ? key : `${parent}/${key}`))
    expect(keys).toEqual([
      'BACK-4.7',
      'BACK-218',
      'BACK-345',
      ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map(
        (each) => `BACK-345/BACK-345.${each}`,
      ),
    ])
  })

  it('keep their dependencies despite the old prefix', () => {
    const { plans, warnings } = importBacklog()
    const tasks = new Map(plans[0]?.document.tasks.map((task) => [task.key, task]))
    expect(tasks.get('BACK-345.02')?.dependsOn).toEqual(['BACK-345.01'])
    expect(tasks.get('BACK-345.07')?.dependsOn).toEqual(['BACK-345.02', 'BACK-345.03'])
    expect(tasks.get('BACK-345.02')?.description).toContain('- [x] #1 normalizeTaskId accepts')
    expect(tasks.get('BACK-345.02')?.description).not.toContain('Session 2')
    expect(plans[0]?.shape.cycles).toBe(0)
    const dangling = warnings.filter(({ code }) => code === 'dangling_dependency')
    expect(
      dangling.map(({ where, message }) => `${where.slice(0, 8)} ${/"(.*?)"/.exec(message)?.[1]}`),
    ).toEqual([
      'back-4.7 task-4.4',
      'back-218 task-213',
      'back-218 task-214',
      'back-218 task-215',
      'back-218 task-217',
    ])
  })

  it('give the expected warnings', () => {
    const { warnings } = importBacklog()
    expect(warnings.find(({ code }) => code === 'front_matter_not_yaml')?.where).toContain('back-4.7')
    expect(warnings.find(({ code }) => code === 'dangling_parent')?.message).toContain('"task-4"')
    expect(warnings.find(({ code }) => code === 'done_in_source')?.message).toContain('12 tasks')
  })

  it('can also be imported one by one', () => {
    for (const file of readdirSync(join(data, 'backlog-md')).filter((name) => name.endsWith('.md'))) {
      const result = importFile('backlog-md', file)
      expect(result).toMatchObject({
        ok: true,
        value: { format: 'backlog', plans: [{ shape: { tasks: 1 } }] },
      })
    }
  })
})
