import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csv } from '../../../src-main/planning/importers/csv/csv.ts'
import { importText } from '../../../src-main/planning/importers/detect.ts'
import { dot } from '../../../src-main/planning/importers/dot/dot.ts'
import { mermaid } from '../../../src-main/planning/importers/mermaid/mermaid.ts'
import { type Format, sourceOf } from '../../../src-main/planning/importers/source.ts'
import { findPlanFault } from '../../../src-main/planning/plan-fault.ts'
import { planDocumentSchema } from '../../../src-shared/model/plan.ts'
import { cpuMsOf } from '../../support/cpu-time.ts'

const pieces = (words: readonly string[]) =>
  fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...words) }, fc.string({ maxLength: 4 })), {
      maxLength: 40,
    })
    .map((all) => all.join(''))

const ids = ['a', 'b', 'c', 'd', 'e-1', 'end', ' ', '\n']
const texts: Record<string, [format: Format, text: fc.Arbitrary<string>]> = {
  mermaid: [
    mermaid,
    pieces([
      ...ids,
      '\n',
      ' --> ',
      ' --- ',
      '-.->',
      '==>',
      '-- x -->',
      '|t|',
      '&',
      ';',
      'subgraph ',
      'end\n',
      '[x]',
      '["',
      '"]',
      '(',
      ')',
      '{',
      '}',
      '@{',
      '%%',
      '%%{',
      ':::',
      '<-->',
      '~~~',
      '#quot;',
      '\u0000',
      '\ud800',
    ]).map((body) => `flowchart TD\n${body}`),
  ],
  dot: [
    dot,
    pieces([
      ...ids,
      '->',
      '--',
      '{',
      '}',
      '}',
      '[',
      ']',
      'label=',
      '"',
      'x y',
      ';',
      ',',
      ':',
      'subgraph ',
      'cluster_a',
      'style=invis',
      'ltail=',
      '<',
      '>',
      '\\',
      '+',
      '//',
      '/*',
      '*/',
      'node',
      '\u0000',
      '\ud800',
    ]).map((body) => `digraph {${body}\n}`),
  ],
  csv: [
    csv,
    pieces([
      ...ids,
      ',',
      ',',
      ',',
      '\n',
      '\r\n',
      '"',
      ';',
      'a b',
      'high',
      '2026-02-31',
      '3h',
      "'=1",
      '\u0000',
      '\ud800',
    ]).map((body) => `id,title,depends_on,parent,priority,due,estimate,blocks\n${body}`),
  ],
}

describe.each(Object.entries(texts))('any text as %s', (_name, [format, text]) => {
  it('is read or refused, and the result has unique keys and can run unless it reports a cycle', () => {
    fc.assert(
      fc.property(text, (drawn) => {
        const source = sourceOf([{ path: 'a', text: drawn }], 'a')
        expect(format.detect(source)).toBe(true)
        const result = format.read(source)
        if (!result.ok) return
        for (const { document, shape } of result.value.plans) {
          expect(planDocumentSchema.parse(document)).toEqual(document)
          const fault = findPlanFault(document)?.code ?? null
          const isEmpty = document.tasks.length === 0
          expect(fault).toBe(isEmpty ? 'E_PLAN_SIZE' : shape.cycles > 0 ? 'E_DEP_CYCLE' : null)
          for (const { key, title, description } of document.tasks) {
            expect(new Set([key, title, description])).not.toContain('')
            expect(`${key}${title}${description}`).not.toMatch(/\0|\p{Surrogate}/u)
          }
        }
        for (const { code, where, message } of result.value.warnings) {
          expect(code).toMatch(/^[a-z_]+$/)
          expect(where).not.toBe('')
          expect(message).toMatch(/^[A-Z"].*\.$/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('an adversarial text', () => {
  const count = 200_000
  it.each([
    ['open brackets', 'flowchart TD\n', 'a[\n'],
    ['open quotes', 'flowchart TD\n', 'a["\n'],
    ['open directives', 'flowchart TD\n', '%%{\n'],
    ['comments before the beginning', '', '%%{\n'],
    ['dots', 'flowchart TD\na -. ', '.'],
    ['dashes', 'flowchart TD\na ', '-'],
    ['ampersands', 'flowchart TD\na', '&a'],
    ['subgraphs', 'flowchart TD\n', 'subgraph x\n'],
    ['attributes', 'flowchart TD\n', 'a@{"'],
    ['fences', '', '```mermaid\n'],
    ['quotes in DOT', 'digraph {', '"'],
    ['backslashes in DOT', 'digraph {"', '\\'],
    ['angle brackets', 'digraph {a [label=', '<'],
    ['arrows', 'digraph {', 'a->'],
    ['attribute lists', 'digraph {a', '[a=b]'],
    ['comments in DOT', 'digraph {', '/*'],
    ['commas', 'id,title\n', ','],
    ['quotes in a table', 'id,title\n', '"'],
    ['semicolons in a header', 'id;title;', '";'],
  ])('of %s is processed in seconds', (_what, start, part) => {
    expect(cpuMsOf(() => void importText(start + part.repeat(count), { fileName: 'a' }))).toBeLessThan(10_000)
  })
})
