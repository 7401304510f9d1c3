import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseOwnPlan } from '../../src-main/planning/text/own-plan-text.ts'
import { parseYamlText } from '../../src-main/planning/text/yaml-text.ts'

function parsed(text: string): unknown {
  const result = parseYamlText(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

const refusalOf = (text: string) => {
  const result = parseYamlText(text)
  return result.ok ? null : { code: result.error.code, message: result.error.message }
}

describe('YAML from outside', () => {
  it('is read as YAML 1.2, without the booleans, dates and octal numbers of YAML 1.1', () => {
    expect(parsed('on: yes\nday: 2024-01-02\nmode: 0755\nhex: 0x1f\nnone: ~\n')).toEqual({
      on: 'yes',
      day: '2024-01-02',
      mode: 755,
      hex: 31,
      none: null,
    })
    expect(parsed('%YAML 1.1\n---\non: yes\n')).toEqual({ on: 'yes' })
    expect(parsed('a: !!timestamp 2024-01-02\nb: !mine x\n')).toEqual({ a: '2024-01-02', b: 'x' })
  })

  it('may start with a byte order mark, and may be empty', () => {
    expect(parsed('\uFEFFa: 1\n')).toEqual({ a: 1 })
    expect(parsed('')).toBeNull()
    expect(parsed('# nothing\n')).toBeNull()
  })

  it('may repeat a part by alias while it stays small', () => {
    expect(parsed('a: &x [1, {b: 2}]\nc: *x\nd: [*x, *x]\n')).toEqual({
      a: [1, { b: 2 }],
      c: [1, { b: 2 }],
      d: [
        [1, { b: 2 }],
        [1, { b: 2 }],
      ],
    })
    expect(parsed('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 })
    expect(parsed('&x k: 1\nb: *x\n')).toEqual({ k: 1, b: 'k' })
  })

  it('is refused if its aliases expand to a huge or endless value', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(10).fill(`*l${level}`).join(', ')}]`,
    )
    expect(refusalOf(['l0: &l0 x', ...levels].join('\n'))).toMatchObject({ code: 'E_TOO_LARGE' })
    const chain = Array.from({ length: 100 }, (_, level) => `l${level + 1}: &l${level + 1} [*l${level}]`)
    expect(refusalOf(['l0: &l0 x', ...chain].join('\n'))).toMatchObject({ code: 'E_TOO_DEEP' })
    expect(refusalOf('a: &a [*a]')).toMatchObject({ code: 'E_FORMAT' })
    expect(refusalOf('a: *b')).toMatchObject({ code: 'E_FORMAT' })
  })

  it.each([
    ['lists', '['.repeat(50_000)],
    ['closed lists', `${'['.repeat(70)}${']'.repeat(70)}`],
    ['dashes', '- '.repeat(50_000)],
    ['objects', '{a: '.repeat(50_000)],
    ['indented names', Array.from({ length: 80 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
  ])('is refused if it is nested too deeply: %s', (_, text) => {
    expect(refusalOf(text)).not.toBeNull()
  })

  it('is refused before parsing if it is too long', () => {
    expect(refusalOf(' '.repeat(1_000_001))).toMatchObject({ code: 'E_TOO_LARGE' })
  })

  it('is refused with the position of an error', () => {
    expect(refusalOf('a: 1\nb: 2\na: 3\n')).toEqual({
      code: 'E_KEY',
      message: 'Line 3, column 1: duplicate key "a" in one object.',
    })
    expect(refusalOf('a: |\n  x\ny\nb: 1\n')?.message).toMatch(/^Line 3, column 1: invalid YAML \(.*\)\.$/)
    expect(refusalOf('a: [1, 2')?.message).toMatch(/^Line 1, column \d+: invalid YAML/)
    expect(refusalOf('a: 1\n---\nb: 2\n')?.code).toBe('E_FORMAT')
    expect(refusalOf('? [a]\n: 1\n')?.message).toBe(
      'Line 1, column 3: invalid YAML (a key must not be a list or an object).',
    )
    expect(refusalOf('a: "\\0"')).toMatchObject({ code: 'E_TEXT' })
    expect(refusalOf('a: "\\ud800"')).toMatchObject({ code: 'E_TEXT' })
  })

  it('treats names of object methods like any other names', () => {
    const value = parsed('__proto__: {a: 1}\nconstructor: 2\n')
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', { a: 1 }],
      ['constructor', 2],
    ])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })

  it('restores any value that was written as YAML', () => {
    const keyless = fc
      .jsonValue({ maxDepth: 4 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'))
    fc.assert(
      fc.property(keyless, (value) => {
        expect(JSON.stringify(parsed(stringify(value)))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('never throws for any text', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        ': ',
        '- ',
        '\n',
        '  ',
        '[',
        ']',
        '{',
        '}',
        ', ',
        '&x ',
        '*x',
        '!t ',
        '|\n',
        '>-',
        '"',
        "'",
        '#',
        '? ',
      ],
      ...['%YAML 1.1\n', '---\n', '...\n', '<<: ', '\t', '\\', '\0', '\uD800', '~', '1e999'],
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (each) => {
        parseYamlText(each)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a plan file in YAML', () => {
  it('is recognized by its fields, after comments', () => {
    expect(parseOwnPlan('# mine\n---\ntitle: x\nplan_id: p\ntasks: []\n')).toMatchObject({ ok: true })
    expect(parseOwnPlan('plan_id: p\ntasks: [\n')).toMatchObject({ ok: false })
  })

  it('is different from a text that shows a plan file', () => {
    expect(parseOwnPlan('# Tool\n\nWrite this:\n\n```yaml\nplan_id: p\ntasks: []\n```\n')).toBeNull()
    expect(parseOwnPlan('name: build\non: push\njobs: {}\n')).toBeNull()
  })
})
