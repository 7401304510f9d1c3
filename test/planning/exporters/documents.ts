import fc from 'fast-check'
import type { PlanDocument } from '../../../src-shared/model/plan.ts'
import { joins, type TaskDefinition } from '../../../src-shared/model/task-definition.ts'
import { plan } from '../../prove/life-plan.ts'

/** Arbitrary plans of the plan file format, with any settings and any texts. */

const sign = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...'abcXYZ0129 ') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...'"\'`#&;:,|<>[](){}\\/-=+@%*!?~^$._',
      'é',
      '日',
      '👩‍💻',
      '->',
      '-->',
      '%%',
      '#quot;',
      '&lt;',
      '<br/>',
      '"]',
      'null',
      'end',
      '1.',
    ),
  },
)
const words = (maxLength: number) =>
  fc
    .array(sign, { minLength: 1, maxLength })
    .map((signs) => signs.join('').replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
const manyLines = fc
  .array(
    fc.oneof(
      words(12),
      fc.constantFrom('', '  two in', '# x', '- y', '---', '\ttab', 'a: b', "'=1+1", '=1+1'),
    ),
    { maxLength: 4 },
  )
  .map((lines) => lines.join('\n'))
  .filter((text) => text.trim() !== '')
const word = fc.constantFrom('urgent', 'ui-work', 'späť', 'v1.2', 'area/api', 'needs thought')

const decoration = fc.record({
  title: words(12),
  description: manyLines,
  tags: fc.uniqueArray(word, { maxLength: 3 }),
  estimateMs: fc.option(fc.nat(10_000_000), { nil: undefined }),
  join: fc.option(fc.constantFrom(...joins), { nil: undefined }),
  subPlan: fc.option(fc.constantFrom('plan_1', 'x'), { nil: undefined, freq: 8 }),
})

/** Keys that are valid in all formats. No reserved word of a format begins with k. */
const ordinary = fc.stringMatching(/^k[a-z0-9]{0,4}(-[a-z0-9]{1,3})?$/)
const anyKey = fc.oneof(
  ordinary,
  words(6)
    .map((text) => text.slice(0, 60).trim())
    .filter((text) => text !== ''),
)

export const documentsWith = (key: fc.Arbitrary<string>): fc.Arbitrary<PlanDocument> =>
  fc
    .record({
      base: plan,
      keys: fc.uniqueArray(key, { minLength: 12, maxLength: 12 }),
      decorations: fc.array(decoration, { minLength: 12, maxLength: 12 }),
      key: words(5),
      title: words(10),
      timeZone: fc.option(fc.constantFrom('Europe/Paris', 'UTC'), { nil: undefined }),
    })
    .map(({ base, keys, decorations, key: planKey, title, timeZone }) => {
      const renamed = new Map(base.tasks.map((task, at) => [task.key, keys[at] ?? task.key]))
      const nameOf = (old: string) => renamed.get(old) ?? old
      return {
        ...base,
        key: planKey,
        title,
        ...(timeZone !== undefined && { timeZone }),
        tasks: base.tasks.map((task, at): TaskDefinition => {
          const drawn = decorations[at]
          if (drawn === undefined) return task
          const { estimateMs, join, subPlan, ...texts } = drawn
          return {
            ...task,
            ...texts,
            // A unique title identifies a task whose key changes.
            title: `${texts.title} ${at}`,
            key: nameOf(task.key),
            dependsOn: task.dependsOn.map(nameOf),
            parent: task.parent === null ? null : nameOf(task.parent),
            ...(estimateMs !== undefined && { estimateMs }),
            ...(join !== undefined && { join }),
            ...(subPlan !== undefined && { subPlan, kind: 'group' as const }),
          }
        }),
      }
    })

export const ordinaryDocuments = documentsWith(ordinary)
export const anyDocuments = documentsWith(anyKey)
