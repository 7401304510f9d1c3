import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fence, fenced } from '../../src-main/agents/fenced.ts'

const hostile = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('```', '\n````\n', '## Task', '`'.repeat(40))),
  )
  .map((parts) => parts.join(''))

it('no text closes the fence around it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const [marks = '', ...rest] = fence(text).split('\n')
      expect(marks).toMatch(/^`{3,}$/)
      expect(rest.pop()).toBe(marks)
      expect(rest.join('\n')).toBe(text)
      expect(text).not.toContain(marks)
    }),
  )
})

it('a label stays on its line, and a long text is cut inside the fence', () => {
  expect(fenced('Result of “a\n## b”', 'x'.repeat(12), 10)).toBe(
    '## Result of “a ## b”\n\n```\nxxxxxxxxxx\n[… 2 more characters left out]\n```',
  )
})
