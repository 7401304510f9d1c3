import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { sourceOf } from '../../../src-main/planning/importers/source.ts'
import { taskMaster } from '../../../src-main/planning/importers/task-master/task-master.ts'
import { planDocumentSchema } from '../../../src-shared/model/plan.ts'
import { listCycles } from '../../../src-shared/task-graph.ts'
import { anyJson as anything } from './importing.ts'

const asSource = (value: unknown, name = 'tasks.json') =>
  sourceOf([{ path: name, text: JSON.stringify(value) ?? '' }], name)

const id = fc.oneof(
  fc.nat(6),
  fc.constantFrom('1', '2', '1.1', '2.1', '1-1', 'a', ' 3 ', '1.1,1.2', '', 1.1, 1.5, -1, 701, null, '1.10'),
  anything,
)

const subtask: fc.Memo<unknown> = fc.memo((depth) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.oneof(fc.string(), anything) },
    {
      weight: 5,
      arbitrary: record(depth > 1 ? fc.array(subtask(depth - 1), { maxLength: 4 }) : fc.constant([])),
    },
  ),
)

/** A record with some of the known fields, mostly with valid values. */
function record(subtasks: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const mostly = (value: fc.Arbitrary<unknown>) =>
    fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: anything })
  return fc.record(
    {
      id: mostly(id),
      title: mostly(fc.string()),
      description: mostly(fc.string()),
      details: mostly(fc.string()),
      status: mostly(fc.constantFrom('pending', 'done', 'Canc', 'constructor')),
      priority: mostly(fc.constantFrom('high', 'urgent', 'toString')),
      dependencies: mostly(fc.array(id, { maxLength: 4 })),
      subtasks: mostly(subtasks),
      skills: mostly(fc.array(fc.string())),
      tags: mostly(fc.array(fc.string())),
      parentTaskId: id,
    },
    { requiredKeys: [] },
  )
}

const list = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: record(fc.array(subtask(2), { maxLength: 5 })) },
    { weight: 1, arbitrary: anything },
  ),
  {
    maxLength: 7,
  },
)
const files = fc.oneof(
  list.map((tasks) => ({ tasks: [{ id: 1, title: 'One' }, ...tasks] })),
  fc.tuple(list, list, fc.string(), anything).map(([one, two, tag, beside]) => ({
    master: { tasks: [{ id: 1, title: 'One' }, ...one] },
    [`x${tag}`]: { tasks: two, metadata: beside },
    beside,
  })),
)

describe('importText', () => {
  it('never throws for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          anything.map((value) => JSON.stringify({ tasks: value })),
        ),
        (text) => {
          importText(text, { fileName: text })
        },
      ),
    )
  })

  it('turns any file of the format into a plan with unique keys and valid references', () => {
    fc.assert(
      fc.property(files, fc.string(), (file, fileName) => {
        expect(taskMaster.detect(asSource(file))).toBe(true)
        const result = taskMaster.read(asSource(file, fileName))
        if (!result.ok) throw new Error(result.error.message)
        for (const { document, shape, withSubtasks } of result.value.plans) {
          expect(planDocumentSchema.parse(document)).toEqual(document)
          const groups = new Set(document.tasks.filter(({ kind }) => kind === 'group').map(({ key }) => key))
          const keys = new Set(document.tasks.map(({ key }) => key))
          expect(keys.size).toBe(document.tasks.length)
          for (const { key, dependsOn, parent, title, description, requiredSkills } of document.tasks) {
            for (const each of dependsOn) expect(keys).toContain(each)
            expect(dependsOn).not.toContain(key)
            expect(new Set(dependsOn).size).toBe(dependsOn.length)
            if (parent !== null) expect(groups).toContain(parent)
            for (const text of [key, title, description, document.key, document.title])
              expect(text).not.toBe('')
            for (const skill of requiredSkills) expect(skill).toMatch(/^[a-z0-9][a-z0-9_]{0,63}$/)
          }
          expect(withSubtasks.nodes).toBe(document.tasks.length)
          expect(shape.tasks).toBe(document.tasks.filter(({ parent }) => parent === null).length)
          expect(shape.cycles).toBe(listCycles(document.tasks).length)
        }
        for (const { code, where, message } of result.value.warnings) {
          expect(code).toMatch(/^[a-z_]+$/)
          expect(where).not.toBe('')
          expect(message).toMatch(/^[A-Z"].*\.$/)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is deterministic', () => {
    fc.assert(
      fc.property(files, (file) => {
        expect(taskMaster.read(asSource(file, 'a'))).toEqual(taskMaster.read(asSource(file, 'a')))
      }),
      { numRuns: 50 },
    )
  })
})
