import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseOwnPlan } from '../../src-main/planning/own-plan-text.ts'
import { parseYamlText } from '../../src-main/planning/yaml-text.ts'

describe('YAML from outside', () => {
  it('is what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'x'))
        const result = parseYamlText(stringify(plain, { aliasDuplicateObjects: false }))
        if (!result.ok) expect(result.error.code).toMatch(/E_TEXT|E_FORMAT/)
        else expect(JSON.stringify(result.value)).toBe(JSON.stringify(plain))
      }),
    )
  })

  it.each([
    ['a name twice', 'a: 1\nb: 2\na: 3', /Line 3, column 1: the key "a" stands a second time/],
    ['a name that reaches a prototype', 'a:\n  __proto__: 1', /Line 2.*not allowed/],
    ['a reference', 'a: &x [1]\nb: *x', /not read here/],
    ['a tag', 'a: !!js/function x', /not read here|no YAML/],
    ['a list as a name', '? [1]\n: 2', /not a text/],
    ['depth', `${'['.repeat(100)}${']'.repeat(100)}`, /more than 64/],
    ['endless depth', '['.repeat(100_000), /YAML|more than/],
    ['what is no YAML', 'a: b: c', /Line 1/],
    ['a NUL', 'a: \0', /NUL/],
  ])('is refused for %s', (_what, text, words) => {
    const result = parseYamlText(text)
    expect(result.ok ? '' : result.error.message).toMatch(words)
  })

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            'a',
            ': ',
            '- ',
            '\n',
            '  ',
            '[',
            '{',
            '}',
            '"',
            '&x ',
            '*x',
            '!t ',
            '|',
            '>',
            '#',
            '? ',
            '---\n',
            '%',
            '\t',
          ),
        ),
        (parts) => {
          parseYamlText(parts.join(''))
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a plan file in YAML', () => {
  it('is known by its fields, after comments', () => {
    expect(parseOwnPlan('# mine\n---\ntitle: x\nplan_id: p\ntasks: []\n')).toMatchObject({ ok: true })
    expect(parseOwnPlan('plan_id: p\ntasks: [\n')).toMatchObject({ ok: false })
  })

  it('is not a text that shows one', () => {
    expect(parseOwnPlan('# Tool\n\nWrite this:\n\n```yaml\nplan_id: p\ntasks: []\n```\n')).toBeNull()
    expect(parseOwnPlan('name: build\non: push\njobs: {}\n')).toBeNull()
  })
})
