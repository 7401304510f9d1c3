import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxDepth, maxNodes, parseJsonText, readJsonText } from '../../src-main/planning/text/json-text.ts'
import { parsePlainJson } from '../../src-main/planning/text/plain-json.ts'

const refuse = (text: string) => {
  const parsed = parseJsonText(text)
  if (parsed.ok) throw new Error('was not refused')
  return parsed.error
}
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const half = String.fromCharCode(0xd800)

describe('parseJsonText', () => {
  it('accepts the input of JSON.parse with the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8, stringUnit: 'grapheme' }), fc.nat(4), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent)
        const parsed = parseJsonText(text)
        if (parsed.ok) expect(parsed.value).toStrictEqual(JSON.parse(text))
        else expect(['E_KEY', 'E_TEXT']).toContain(parsed.error.code)
      }),
    )
  })

  it('accepts nothing that JSON.parse refuses', () => {
    const pieces = fc.constantFrom(...'{}[],:"\\ \n\t-+.0123eE/*x\'', 'true', 'null', '"a"', '1', '{}')
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        if (parseJsonText(text).ok) expect(() => JSON.parse(text)).not.toThrow()
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the same value on the fast path and token by token', () => {
    const pieces = fc.oneof(
      fc.constantFrom(
        ...'{}[],:"\\ \n-.0eé',
        'null',
        '1e999',
        '"a":',
        '"b":1',
        '"__proto__":{}',
        '"prototype"',
      ),
      fc.constantFrom(
        '\\\\"',
        '\\u0000',
        '\\ud800',
        '\\u0061',
        '"\\u0061":',
        '{"a":1,"a":2}',
        '[{"a":[]}]',
        '":"',
      ),
    )
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 9 }).map((parts) => parts.join('')),
      fc.array(pieces, { maxLength: 5 }).map((parts) => `{"x":[${parts.join(',')}]}`),
      fc.json(),
    )
    let short = 0
    fc.assert(
      fc.property(texts, (text) => {
        const plain = parsePlainJson(text, { maxDepth, maxNodes })
        if (plain === null) return
        short += 1
        expect(readJsonText(text)).toStrictEqual({ ok: true, value: plain.value })
      }),
      { numRuns: 5000 },
    )
    expect(short).toBeGreaterThan(1000)
  })

  it.each([
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice, written in two ways', '{"a":1,"\\u0061":2}'],
    ['a name that reaches a prototype', '{"__proto__":{}}'],
    ['a number without end', '[1e999]'],
    ['a NUL', '["\\u0000"]'],
    ['half a character', '["\\ud800"]'],
    ['more levels than allowed', nested(maxDepth + 1)],
    ['no JSON', '{"a" 1}'],
  ])('does not use the fast path with %s', (_, text) => {
    expect(parsePlainJson(text, { maxDepth, maxNodes })).toBeNull()
  })

  it('accepts a byte order mark at the beginning', () => {
    expect(parseJsonText('\uFEFF{"a": [1, -2.5e3, true, null, "\\u00e9\\n"]}')).toEqual({
      ok: true,
      value: { a: [1, -2500, true, null, 'é\n'] },
    })
  })

  it('reports line, column and expectation of an error', () => {
    expect(refuse('{\n  "a": 1,\n  "b": [1 2]\n}')).toMatchObject({
      code: 'E_JSON',
      message: "Line 3, column 11: expected ',' or ']'.",
    })
  })

  it.each([
    ['{"a" 1}', "Line 1, column 6: expected ':'."],
    ['{"a": 1 "b": 2}', "Line 1, column 9: expected ',' or '}'."],
    ['{"a": 1,}', 'Line 1, column 9: expected a key in double quotes.'],
    ['[1,]', 'Line 1, column 4: expected a value.'],
    ['[,1]', "Line 1, column 2: expected a value or ']'."],
    ["{'a': 1}", "Line 1, column 2: expected a key in double quotes or '}'."],
    ['{"a": undefined}', 'Line 1, column 7: expected a value.'],
    ['{"a": 1}\r\n{}', 'Line 2, column 1: expected the end of the text.'],
    ['{"a": [1', "Line 1, column 9: unexpected end of the text, expected ',' or ']'."],
    ['[1, // no\n2]', 'Line 1, column 5: JSON does not support comments.'],
    ['["a\nb"]', 'Line 1, column 2: the string is not closed on its line.'],
    ['["\\x"]', 'Line 1, column 2: the string contains an invalid escape sequence.'],
    ['[1.]', 'Line 1, column 2: expected a digit at the end of the number.'],
    ['[1e309]', 'Line 1, column 2: the number is too large.'],
    ['[01]', "Line 1, column 3: expected ',' or ']'."],
  ])('refuses %j', (text, message) => {
    expect(refuse(text)).toMatchObject({ code: 'E_JSON', message })
  })

  it.each(['', ' \n\t', '\uFEFF'])('reports that %j is empty', (text) => {
    expect(refuse(text)).toMatchObject({ code: 'E_JSON', message: expect.stringContaining('empty') })
  })

  it('refuses a duplicate name in one object with the line, but not in two objects', () => {
    expect(refuse('{\n"id": 1,\n"id": 2}')).toMatchObject({
      code: 'E_KEY',
      message: 'Line 3, column 1: duplicate key "id" in one object.',
    })
    expect(parseJsonText('[{"id": 1}, {"id": {"id": 2}}]').ok).toBe(true)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s, also with escapes', (key) => {
    expect(refuse(`{"a": {"${key}": {"x": 1}}}`)).toMatchObject({
      code: 'E_KEY',
      message: expect.stringContaining(`"${key}"`),
    })
    const escaped = `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}`
    expect(refuse(`{"${escaped}": 1}`).code).toBe('E_KEY')
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('refuses too deep nesting of any depth', () => {
    expect(parseJsonText(nested(maxDepth)).ok).toBe(true)
    expect(refuse(nested(maxDepth + 1))).toMatchObject({ code: 'E_TOO_DEEP', limit: maxDepth })
    expect(refuse('['.repeat(1_000_000)).code).toBe('E_TOO_DEEP')
    expect(refuse('{"a":'.repeat(1_000_000)).code).toBe('E_TOO_DEEP')
  })

  it('refuses more values than the limit', () => {
    const list = (length: number) => `[${'0,'.repeat(length - 2)}0]`
    expect(parseJsonText(list(maxNodes)).ok).toBe(true)
    expect(refuse(list(maxNodes + 1))).toMatchObject({ code: 'E_TOO_LARGE', limit: maxNodes })
  })

  it.each([
    ['a NUL character', '{\n "a": "x\0"}', 'Line 2, column 9: the text contains a NUL character.'],
    [
      'half a character',
      `["ab${half}"]`,
      'Line 1, column 5: the text contains an incomplete character (a lone surrogate).',
    ],
    [
      'a NUL character in escapes',
      '{\n "a": "x\\u0000"}',
      'Line 2, column 7: the text contains a NUL character.',
    ],
    [
      'half a character in escapes',
      '{"\\ud800": 1}',
      'Line 1, column 2: the text contains an incomplete character (a lone surrogate).',
    ],
  ])('refuses %s with its position', (_, text, message) => {
    expect(refuse(text)).toMatchObject({ code: 'E_TEXT', message })
  })

  it('accepts complete characters outside the basic plane, also as two escapes', () => {
    expect(parseJsonText('["🌱", "\\ud83c\\udf31"]')).toEqual({ ok: true, value: ['🌱', '🌱'] })
  })
})
