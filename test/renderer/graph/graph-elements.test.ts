import { describe, expect, it } from 'vitest'
import type { LayoutNode } from '../../../src-renderer/graph/layout/layout.ts'
import { createElements, type Marks } from '../../../src-renderer/graph/nodes/node-marks.ts'

const none: ReadonlySet<string> = new Set()
const marks: Marks = {
  ...{ cursor: null, selected: none, dimmed: none, path: none, renamed: null, connection: null },
}
const nodeOf = (key: string): LayoutNode => ({
  ...{ key, kind: 'task', depth: 0 },
  ...{ x: 0, y: 0, width: 232, height: 84 },
})

describe('createElements', () => {
  const [a, b, c] = [nodeOf('a'), nodeOf('b'), nodeOf('c')]

  it('returns elements in the order of their keys, from any source', () => {
    expect(createElements()([c, a, b], marks).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  it('keeps objects when others appear', () => {
    const elementsOf = createElements()
    const [before] = elementsOf([a], marks)
    expect(elementsOf([a, b], marks)[0]).toBe(before)
  })

  it('creates new objects only for changed data', () => {
    const elementsOf = createElements()
    const before = elementsOf([a, b], marks)
    const after = elementsOf([a, b], { ...marks, selected: new Set(['b']) })
    expect(after[0]).toBe(before[0])
    expect(after[1]?.data.isSelected).toBe(true)
  })

  it('creates new objects for another layout', () => {
    const elementsOf = createElements()
    const [before] = elementsOf([a], marks)
    const [after] = elementsOf([{ ...a, x: 40 }], marks)
    expect(after?.position.x).toBe(40)
    expect(after).not.toBe(before)
  })
})
