import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlan } from '../../../src-main/app/plans/read-plan.ts'
import { exportPlan } from '../../../src-main/planning/exporters/export-plan.ts'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { oneLine } from '../../../src-main/planning/importers/names.ts'
import type { ExportFormat } from '../../../src-shared/contract/plans/plans.ts'
import type { PlanDocument } from '../../../src-shared/model/plan.ts'
import type { TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { planOf, taskOf } from '../../support/engine.ts'
import { anyDocuments, ordinaryDocuments } from './documents.ts'

function readBack(document: PlanDocument, format: ExportFormat) {
  const exported = exportPlan(document, format)
  const { text, fileName } = exported
  const result = readPlan({ text, fileName })
  if (!result.ok) throw new Error(`${result.error.message}\n${text}`)
  const [plan] = result.value.plans
  if (plan === undefined) throw new Error('There is no plan in it')
  return { ...exported, ...result.value, document: plan.document }
}

/** Unique titles of the tasks, each with the titles of its dependencies and of its group. */
function graphOf({ tasks }: PlanDocument) {
  const titles = new Map(tasks.map(({ key, title }) => [key, title]))
  return tasks
    .map(({ title, dependsOn, parent }) => ({
      title,
      dependsOn: dependsOn.map((key) => titles.get(key)).toSorted(),
      parent: parent === null ? null : titles.get(parent),
    }))
    .toSorted((one, other) => one.title.localeCompare(other.title))
}
const keysOf = ({ tasks }: PlanDocument) => tasks.map(({ key, title }) => `${title} ${key}`).toSorted()
const byTitle = ({ tasks }: PlanDocument) => new Map(tasks.map((task) => [task.title, task]))
const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

describe('a plan after export and import', () => {
  it.each(['switchyard', 'yaml'] as const)('as %s is unchanged except for its selected agents', (format) => {
    fc.assert(
      fc.property(anyDocuments, (document) => {
        const back = readBack(document, format)
        expect(back.document).toEqual({ ...document, crew: null })
        expect(back.warnings).toEqual([])
        expect(codes(back.losses)).toEqual(document.crew === null ? [] : ['crew_not_kept'])
      }),
      { numRuns: 300 },
    )
  })

  it.each(['mermaid', 'dot', 'csv'] as const)('as %s keeps its keys, titles, edges and groups', (format) => {
    fc.assert(
      fc.property(ordinaryDocuments, (document) => {
        const back = readBack(document, format)
        expect(back.format).toBe(format)
        expect(keysOf(back.document)).toEqual(keysOf(document))
        expect(graphOf(back.document)).toEqual(graphOf(document))
        expect(back.warnings).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it.each(['mermaid', 'dot', 'csv'] as const)(
    'as %s keeps its graph for any keys, and reports changed keys',
    (format) => {
      fc.assert(
        fc.property(anyDocuments, (document) => {
          const back = readBack(document, format)
          expect(graphOf(back.document)).toEqual(graphOf(document))
          const isChanged = keysOf(back.document).join() !== keysOf(document).join()
          expect(codes(back.losses).includes('key_changed')).toBe(isChanged)
        }),
        { numRuns: 300 },
      )
    },
  )

  it('as mermaid and dot keeps the title of the plan', () => {
    fc.assert(
      fc.property(ordinaryDocuments, (document) => {
        for (const format of ['mermaid', 'dot'] as const)
          expect(readBack(document, format).document.title).toBe(document.title)
      }),
    )
  })

  it('as csv also keeps descriptions, priorities, skills, tags, due dates, estimates and approvals', () => {
    const facts = ({
      description,
      priority,
      requiredSkills,
      tags,
      dueAt,
      estimateMs,
      requiresApproval,
    }: TaskDefinition) => ({
      description: description.trim(),
      priority,
      requiredSkills,
      tags,
      dueAt,
      estimateMs,
      requiresApproval,
    })
    fc.assert(
      fc.property(ordinaryDocuments, (document) => {
        const back = byTitle(readBack(document, 'csv').document)
        for (const task of document.tasks) {
          const read = back.get(task.title)
          expect(read && facts(read)).toEqual(facts(task))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('as taskmaster keeps the supported fields, and reports the others', () => {
    fc.assert(
      fc.property(anyDocuments, (document) => {
        const back = readBack(document, 'taskmaster')
        expect(back.format).toBe('taskmaster')
        expect(back.document.title).toBe(oneLine(document.title))
        const read = byTitle(back.document)
        const titles = new Map(back.document.tasks.map(({ key, title }) => [key, title]))
        const known = new Map(document.tasks.map(({ key, title }) => [key, title]))
        let lostEdges = 0
        for (const task of document.tasks) {
          const own = read.get(task.title)
          expect(own).toMatchObject({
            priority: task.priority,
            description: task.description.trim(),
            tags: task.tags,
          })
          expect(own?.parent == null ? null : titles.get(own.parent)).toBe(
            task.parent === null ? null : known.get(task.parent),
          )
          const wanted = task.dependsOn.map((key) => known.get(key))
          const got = (own?.dependsOn ?? []).map((key) => titles.get(key))
          for (const title of got) expect(wanted).toContain(title)
          lostEdges += wanted.length - got.length
        }
        expect(codes(back.losses).includes('dependency_not_kept')).toBe(lostEdges > 0)
        const warned = codes(back.warnings).filter(
          (code) => code !== 'nested_subtask' && code !== 'sibling_fallback',
        )
        expect(warned).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

describe('the join of a task in an export', () => {
  it.each(['mermaid', 'dot', 'csv', 'taskmaster'] as const)('is a reported loss in %s', (format) => {
    const document = planOf([taskOf('a'), taskOf('b', { dependsOn: ['a'], join: 'any' })])
    expect(codes(exportPlan(document, format).losses)).toContain('join_not_kept')
  })
})

describe('a text that no import would accept', () => {
  const documentOf = (tasks: TaskDefinition[]): PlanDocument => planOf(tasks, { title: 'Nothing' })
  const empty = documentOf([])
  it.each(['mermaid', 'dot', 'csv', 'taskmaster'] as const)('is reported in %s', (format) => {
    const { text, fileName, losses } = exportPlan(empty, format)
    const isRefused = !importText(text, { fileName }).ok
    expect(losses.some(({ code }) => code === 'not_importable')).toBe(isRefused)
  })

  it('is refused for its size with the message of an import', () => {
    const description = 'y'.repeat(100_000)
    const many = documentOf(Array.from({ length: 400 }, (_, at) => taskOf(`t${at}`, { description })))
    expect(exportPlan(many, 'csv').losses).toContainEqual({
      code: 'not_importable',
      where: 'plan',
      message: expect.stringMatching(/^Switchyard cannot import this text\. .*32,000,000/),
    })
  })
})

describe('a condition on the end of dependencies', () => {
  const labels = { mermaid: /-->\|(yes|no)\| c/, dot: /-> "c" \[label=(yes|no)\]/ }
  const conditions = ['success', 'failure', "status('a') == 'failed' and status('b') == 'done'"]
  const written = (['mermaid', 'dot'] as const).flatMap((format) =>
    conditions.map((condition) => [format, condition] as const),
  )
  it.each(written)('is a label in %s, and the same condition after import: %s', (format, condition) => {
    const document = planOf([taskOf('a'), taskOf('b'), taskOf('c', { dependsOn: ['a', 'b'], condition })])
    const back = readBack(document, format)
    expect(back.text).toMatch(labels[format])
    expect(byTitle(back.document).get('Task c')?.condition).toBe(condition)
    expect(codes(back.losses)).not.toContain('condition_not_kept')
    expect(back.warnings).toEqual([])
  })

  it.each(['always', "result('a').output.score > 1"])(
    'is a reported loss if no label expresses it: %s',
    (condition) => {
      const document = planOf([taskOf('a'), taskOf('c', { dependsOn: ['a'], condition })])
      for (const format of ['mermaid', 'dot'] as const)
        expect(codes(exportPlan(document, format).losses), format).toContain('condition_not_kept')
    },
  )
})
