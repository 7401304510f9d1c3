import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DependencyFacts,
  evaluateCondition,
  listLookedAt,
  parseCondition,
  usesResults,
} from '../../src-main/scheduling/condition.ts'
import { type Condition, comparisons, outcomes } from '../../src-main/scheduling/condition-grammar.ts'
import { printCondition } from '../../src-main/scheduling/print-condition.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { type TaskStatus, taskStatuses } from '../../src-shared/model/task.ts'

const dependencies = ['task-001', 'a', 'b', "it's", '__proto__']

function parse(text: string, named: readonly string[] = dependencies): Condition {
  const parsed = parseCondition(text, { dependencies: named })
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}

function refusalOf(text: string, named: readonly string[] = dependencies) {
  const parsed = parseCondition(text, { dependencies: named })
  if (parsed.ok) throw new Error(`Parsed: ${text}`)
  return parsed.error
}

const fact = (status: TaskStatus, data: Json = null, text = ''): DependencyFacts => ({ status, data, text })

const facts = new Map([
  [
    'task-001',
    fact('done', { score: 0.8, items: [{ name: 'x' }, 'y'], 'a b': 1, ok: true, none: null }, 'All good'),
  ],
  ['a', fact('failed', null, 'Broke at step 2')],
  ['b', fact('skipped', ['x', 2, null])],
])
const holds = (text: string): boolean => evaluateCondition(parse(text), facts)

const withStatuses = (...statuses: TaskStatus[]) =>
  new Map(statuses.map((status, index): [string, DependencyFacts] => [String(index), fact(status)]))

describe('a condition on the end of all dependencies', () => {
  it.each([
    ['success', ['done', 'done'], true],
    ['success', ['done', 'skipped'], false],
    ['success', ['done', 'failed'], false],
    ['success', [], true],
    ['failure', ['done', 'failed'], true],
    ['failure', ['done', 'cancelled'], false],
    ['failure', [], false],
    ['always', ['failed', 'cancelled'], true],
    ['success()', ['done'], true],
    ['FAILURE()', ['failed'], true],
    ['success || failure', ['cancelled'], false],
    ['not success', ['cancelled'], true],
  ] as const)('%s of %j is %s', (text, statuses, expected) => {
    expect(evaluateCondition(parse(text), withStatuses(...statuses))).toBe(expected)
  })
})

describe('a condition expression', () => {
  it.each([
    [`status('task-001') == 'done'`, true],
    [`status("a") == "done"`, false],
    [`status('a') != 'done'`, true],
    [`result('task-001').score >= 0.8`, true],
    [`result('task-001').score > 0.8`, false],
    [`result('task-001').score < 1e2`, true],
    [`result('task-001').score > -1`, true],
    [`result('task-001').items[0].name != 'x'`, false],
    [`result('task-001').items[1] == 'y'`, true],
    [`result('task-001').items.length == 2`, true],
    [`result('task-001')['a b'] == 1`, true],
    [`result('task-001').ok`, true],
    [`result('task-001').ok == true`, true],
    [`!result('task-001').ok`, false],
    [`result('task-001').none == null`, true],
    [`text('task-001') == 'All good'`, true],
    [`contains(text('a'), 'step')`, true],
    [`contains(text('a'), 'stop')`, false],
    [`contains(result('b'), 'x') and contains(result('b'), 2) and contains(result('b'), null)`, true],
    [`contains(result('task-001'), 'score')`, false],
    [`contains(result('task-001').items, result('task-001').items[0])`, false],
    [`'2026-03-01' < '2026-03-31'`, true],
    [`true`, true],
    [`0`, false],
    [`''`, false],
    [`null or false`, false],
    [`1 and 'x'`, true],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected)
  })

  it('binds not before and before or, and a comparison before all', () => {
    expect(parse('true or false and false')).toEqual(parse('true or (false and false)'))
    expect(parse(`!status('a') == 'done'`)).toEqual(parse(`!(status('a') == 'done')`))
    expect(parse('not true and false')).toEqual(parse('(not true) and false'))
    expect(parse('1 < 2 && 2 < 3 || true')).toEqual(parse('((1 < 2) && (2 < 3)) || true'))
  })

  it('accepts and, or and not like their symbols, in any case', () => {
    expect(parse('true AND NOT false Or null')).toEqual(parse('true && !false || null'))
  })

  it('accepts escapes in strings', () => {
    expect(parse(`'it\\'s \\\\ \\n "here"'`)).toEqual({ kind: 'literal', value: `it's \\ \n "here"` })
    expect(parse(`"it's \\t \\"here\\""`)).toEqual({ kind: 'literal', value: `it's \t "here"` })
  })
})

describe('values of different types', () => {
  it.each([
    [`result('task-001').missing == null`, true],
    [`result('task-001').items[7] == null`, true],
    [`result('task-001').score.deeper.still == null`, true],
    [`result('a').score > 0`, false],
    [`result('a').score <= 0`, false],
    [`null >= null`, false],
    [`true < 2`, false],
    [`'10' == 10`, false],
    [`'10' != 10`, true],
    [`'10' < 11`, false],
    [`result('task-001').items == result('task-001').items`, false],
    [`result('task-001') != null`, true],
    [`contains(result('a'), 'x')`, false],
    [`contains('12', 2)`, false],
  ])('%s is %s', (text, expected) => {
    expect(holds(text)).toBe(expected)
  })

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'exclude %s of the prototype from any result',
    (name) => {
      for (const data of [{}, [], 'text', 1, null] as const) {
        const facts = new Map([['a', fact('done', data)]])
        expect(evaluateCondition(parse(`result('a').${name} == null`), facts)).toBe(true)
        expect(evaluateCondition(parse(`result('a')['${name}']['${name}']`), facts)).toBe(false)
      }
    },
  )

  it('make an unknown dependency null', () => {
    expect(
      evaluateCondition(
        parse(`status('a') == 'done' or text('a') != null or result('a') != null`),
        new Map(),
      ),
    ).toBe(false)
  })
})

describe('an invalid condition', () => {
  it.each([
    ['', 'column 1: a value is missing before the end', 'Use success'],
    ['success &&', 'column 11: a value is missing before the end', 'Use success'],
    [`status('zed') == 'done'`, 'column 8: add "zed" to the task’s dependencies first', '"task-001"'],
    [`status(a) == 'done'`, 'column 8: status needs the key of a task', `status('task-001')`],
    [`status('a') == 'finished'`, 'column 13: "finished" is not a status', 'done'],
    [`'COMPLETED' != status('a')`, 'column 13: "COMPLETED" is not a status', 'done'],
    [`status('a') = 'done'`, 'column 13: unexpected = (write == for "equal")', ''],
    [`success & failure`, 'column 9: unexpected & (write && for "and")', ''],
    [`success failure`, 'column 9: unexpected "failure"', '&&'],
    [`task-001 == 'done'`, 'column 1: "task-001" is a task, not a value', `status('task-001')`],
    ['process.exit()', 'column 1: unknown word "process"', 'Use success'],
    [`text('a') == 'x`, 'column 14: the quotation mark has no end', ''],
    [`'C:\\dir'`, 'column 4: unknown escape \\d', ''],
    ['1 < 2 < 3', 'column 7: comparisons cannot be chained', 'a < b && b < c'],
    ['1 == not 2', 'column 6: not needs parentheses here', '(not b)'],
    ['(true', 'column 6: ) is missing before the end', ''],
    ['true)', 'column 5: unexpected ")"', ''],
    [`result('a').[0]`, 'column 13: a name is missing after the dot', ''],
    [`result('a')[-1]`, 'column 13: [ ] needs a whole number', ''],
    [`result('a')[0.5]`, 'column 13: [ ] needs a whole number', ''],
    [`result('a')[9`, 'column 14: ] is missing before the end', ''],
    [`status('a').x`, 'column 12: unexpected "."', ''],
    [`contains('a')`, 'column 13: , is missing before ")"', ''],
    ['1e999 > 1', 'column 1: 1e999 is too large a number', ''],
    ['success #', 'column 9: unexpected "#"', ''],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what somebody may write who knows another product
    ['${{ success() }}', 'column 1: unknown word "$"', 'Use success'],
  ])('%s is refused: %s', (text, message, hint) => {
    const refused = refusalOf(text)
    expect(refused).toMatchObject({ code: 'E_FORMAT', field: 'condition' })
    expect(refused.message).toContain(message)
    expect(refused.hint).toContain(hint)
  })

  it('is refused if it names a task without any dependency', () => {
    expect(refusalOf(`status('a') == 'done'`, []).hint).toBe('The task has no dependencies.')
  })

  it('is refused beyond 50 levels of any kind', () => {
    expect(parse(`${'('.repeat(50)}true${')'.repeat(50)}`)).toEqual(parse('true'))
    expect(refusalOf(`${'('.repeat(51)}true${')'.repeat(51)}`).message).toContain(
      'more than 50 levels of nesting',
    )
    expect(refusalOf(`${'!'.repeat(51)}true`).message).toContain('more than 50 levels of nesting')
    expect(refusalOf('contains('.repeat(200)).message).toContain('more than 50 levels of nesting')
  })

  it('is refused beyond 2,000 characters', () => {
    expect(parse(`true${' || 1'.repeat(399)} `).kind).toBe('any')
    expect(refusalOf('a'.repeat(2001))).toMatchObject({ field: 'condition', limit: 2000 })
  })
})

describe('the values that a condition read', () => {
  const lookedAt = (text: string) => listLookedAt(parse(text), facts)

  it('contain each path once, with its value', () => {
    const twice =
      "result('task-001').score >= 0.9 && !(result('task-001').score == 1) || status('a') == 'done'"
    expect(lookedAt(twice)).toEqual(["result('task-001').score is 0.8", "status('a') is 'failed'"])
    expect(lookedAt("contains(text('a'), 'x') or contains(result('b'), text('b'))")).toEqual([
      "text('a') is 'Broke at step 2'",
      `result('b') is ["x",2,null]`,
      "text('b') is nothing",
    ])
    expect(lookedAt("result('a').score")).toEqual(["result('a').score is nothing"])
  })

  it('are empty for a condition on statuses only', () => {
    expect(lookedAt('failure')).toEqual([])
  })
})

describe('usesResults', () => {
  it.each([
    ['success', false],
    [`status('a') == 'done' && !failure`, false],
    [`always || status('a') != 'done' && result('b').x`, true],
    [`contains(text('a'), 'x')`, true],
    [`contains('x', result('a'))`, true],
    [`!(1 < (result('a')))`, true],
  ])('of %s is %s', (text, expected) => {
    expect(usesResults(parse(text))).toBe(expected)
  })
})

const task = fc.constantFrom(...dependencies)
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value) => value + 0)
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .oneof(fc.string({ unit: 'grapheme' }), number, fc.boolean(), fc.constant(null))
    .map((value) => ({ kind: 'literal' as const, value })),
  fc.constantFrom(...outcomes).map((outcome) => ({ kind: 'outcome' as const, outcome })),
  fc.record({ kind: fc.constantFrom('status' as const, 'text' as const), task }),
  fc.record({
    kind: fc.constant('result' as const),
    task,
    path: fc.array(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.nat(), fc.constantFrom('not', 'x-1', '__proto__')),
      { maxLength: 4 },
    ),
  }),
)
const isStatus = (word: unknown): boolean => taskStatuses.some((each) => each === word)
/** A status may be compared with a valid status, but not with another word. */
const isComparable = (left: Condition, right: Condition): boolean =>
  !(left.kind === 'status' && right.kind === 'literal' && !isStatus(right.value))

const condition: fc.Arbitrary<Condition> = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), operand: tie('any') }),
    fc.record({ kind: fc.constant('contains' as const), whole: tie('any'), part: tie('any') }),
    fc
      .record({
        kind: fc.constant('compare' as const),
        comparison: fc.constantFrom(...comparisons),
        left: tie('any'),
        right: tie('any'),
      })
      .filter(({ left, right }) => isComparable(left, right) && isComparable(right, left)),
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      operands: fc.array(tie('any'), { minLength: 2, maxLength: 4 }),
    }),
  ),
})).any

describe('any condition', () => {
  it('printed and parsed is the same condition', () => {
    fc.assert(
      fc.property(condition, (each) => {
        const text = printCondition(each)
        fc.pre(text.length <= 2000)
        expect(parse(text)).toEqual(each)
      }),
      { numRuns: 500 },
    )
  })

  const anyFacts = fc
    .array(
      fc.tuple(
        task,
        fc.record({
          status: fc.constantFrom(...taskStatuses),
          data: fc.jsonValue().map((value): Json => JSON.parse(JSON.stringify(value))),
          text: fc.string(),
        }),
      ),
    )
    .map((entries) => new Map(entries))

  it('is true or false for any values of the dependencies', () => {
    fc.assert(
      fc.property(condition, anyFacts, (each, facts) => {
        expect(evaluateCondition(each, facts)).toBeTypeOf('boolean')
      }),
    )
  })

  it('is parsed, or refused with a column, for any text', () => {
    const words = fc.constantFrom(
      ...['(', ')', '[', ']', '.', ',', '!', '==', '<', '&&', 'or', 'not', 'status', 'result', 'contains'],
      ...[`'a'`, '1', 'null', 'success', ' ', "'", '\\', 'x', '-', '='],
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words, { maxLength: 30 }).map((each) => each.join('')),
    )
    fc.assert(
      fc.property(text, anyFacts, (each, facts) => {
        const parsed = parseCondition(each, { dependencies })
        if (parsed.ok) {
          expect(evaluateCondition(parsed.value, facts)).toBeTypeOf('boolean')
          return
        }
        const column = Number(/at column (\d+): /.exec(parsed.error.message)?.[1])
        expect(column).toBeGreaterThanOrEqual(1)
        expect(column).toBeLessThanOrEqual(each.length + 1)
      }),
      { numRuns: 2000 },
    )
  })
})
