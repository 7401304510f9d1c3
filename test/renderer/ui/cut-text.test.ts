import { describe, expect, it } from 'vitest'
import { cutText } from '../../../src-renderer/ui/text/cut-text.ts'

describe('a long text in the window', () => {
  it('is shown completely while it is short', () => {
    for (const text of ['', 'one', 'one\ntwo\n', 'x\n'.repeat(399)]) expect(cutText(text)).toBe(text)
  })

  it('is cut after the maximum number of lines', () => {
    expect(cutText('x\n'.repeat(1000)).split('\n')).toHaveLength(400)
  })

  it('is cut within a very long line', () => {
    expect(cutText('y'.repeat(1_000_000))).toHaveLength(40_000)
  })
})
