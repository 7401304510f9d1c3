import { describe, expect, it } from 'vitest'
import { parseYamlText } from '../../../src-main/agents/rosters/yaml-text.ts'

describe('parseYamlText', () => {
  it('gives plain values', () => {
    const text = 'a: &x [1, true, null, "two"]\nb: *x\n? c\n: |\n  lines\n  here\nd: .nan\n'
    expect(parseYamlText(text)).toEqual({
      ok: true,
      value: { a: [1, true, null, 'two'], b: [1, true, null, 'two'], c: 'lines\nhere\n', d: '.nan' },
    })
  })

  it('lets no name reach a prototype', () => {
    const parsed = parseYamlText('__proto__: { polluted: true }\nconstructor: 1\n')
    expect(parsed.ok && Object.getPrototypeOf(parsed.value)).toBe(Object.prototype)
    expect(Object.hasOwn({}, 'polluted') || 'polluted' in {}).toBe(false)
  })

  it.each([
    ['a name twice', 'a: 1\nb: 2\na: 3\n', 'E_KEY'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'E_FORMAT'],
    ['an alias of nothing', 'a: *b\n', 'E_FORMAT'],
    ['a list as a name', '? [a]\n: 1\n', 'E_FORMAT'],
    ['a colon in a plain text', 'a: b: c\n', 'E_FORMAT'],
    ['what is nested too deep', `${'['.repeat(40)}${']'.repeat(40)}`, 'E_TOO_DEEP'],
    ['what is nested much too deep', '['.repeat(50_000), 'E_FORMAT'],
    ['what is nested much too deep in lines', '- '.repeat(50_000), 'E_FORMAT'],
    ['an alias within itself', 'a: &a [*a]\n', 'E_TOO_DEEP'],
    ['a long text', 'x'.repeat(300_000), 'E_TOO_LARGE'],
    [
      'a laugh',
      `a0: &a0 [x, x]\n${Array.from({ length: 25 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')}`,
      'E_TOO_LARGE',
    ],
  ])('refuses %s', (_what, text, code) => {
    expect(parseYamlText(text)).toMatchObject({ ok: false, error: { code } })
  })
})
