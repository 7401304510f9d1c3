import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import type { Imported } from '../../../src-main/planning/importers/imported.ts'
import { topologicalOrder } from '../../../src-shared/task-graph.ts'

const data = join(import.meta.dirname, '../../../../shared/data')
const isThere = existsSync(join(data, 'taskmaster'))
if (!isThere) console.log('skipped: ../shared/data is not present')

/** The facts of SOURCES.md: tasks, edges, roots, longest path; nodes and edges with subtasks. */
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

/** What each file is odd for, with how often it is told. */
const oddities: Record<string, Record<string, number>> = {
  'tursi-ai-text-subtasks': { text_subtask: 10, missing_dependencies: 1 },
  typosentinel: { missing_title: 6, missing_dependencies: 1, done_in_source: 1 },
  testcraft: { dependency_list_joined: 3 },
  'toolman-two-tags': { several_tags: 1 },
  'ai-docs-scraper': { cycle: 1, dangling_dependency: 2, cancelled_in_source: 1 },
  'tw-enigma': { done_in_source: 1 },
}

const loopy = ['ai-docs-scraper']

function importPlan(name: string): Imported {
  const fileName = `${name}.json`
  const result = importText(readFileSync(join(data, 'taskmaster', fileName), 'utf8'), { fileName })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

describe.skipIf(!isThere)('real files of Task Master', () => {
  it('are all in the table', () => {
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

  it.each(Object.entries(oddities))('%s gives the warnings that it deserves', (name, codes) => {
    const { warnings } = importPlan(name)
    const counts = Object.keys(codes).map((code) => [
      code,
      warnings.filter((warning) => warning.code === code).length,
    ])
    expect(Object.fromEntries(counts)).toEqual(codes)
  })

  it('have one cycle and two dangling references among them, each with its place', () => {
    const { plans, warnings } = importPlan('ai-docs-scraper')
    expect(plans[0]?.shape).toMatchObject({ cycles: 1, dangling: 2 })
    expect(warnings.find(({ code }) => code === 'cycle')?.message).toContain('3 → 4 → 3')
    expect(warnings.filter(({ code }) => code === 'dangling_dependency')).toEqual([
      { code: 'dangling_dependency', where: 'master.tasks[5] (6)', message: expect.stringContaining('"38"') },
      { code: 'dangling_dependency', where: 'master.tasks[5] (6)', message: expect.stringContaining('"42"') },
    ])
  })

  it.each(Object.keys(facts).filter((name) => !loopy.includes(name)))(
    '%s can be worked off in order',
    (name) => {
      for (const { document, shape } of importPlan(name).plans) {
        expect(shape).toMatchObject({ cycles: 0, dangling: 0 })
        expect(topologicalOrder(document.tasks)).toHaveLength(document.tasks.length)
      }
    },
  )
})
