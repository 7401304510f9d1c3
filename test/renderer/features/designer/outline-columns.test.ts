import { describe, expect, it } from 'vitest'
import { columnsFor } from '../../../../src-renderer/features/designer/outline/columns.ts'
import { planOf, taskOf } from '../../../support/engine.ts'

const { tasks } = planOf([taskOf('dig', { dueAt: 1, cost: { amountMinor: 1, currency: 'EUR' } })])
const keysAt = (width: number) => columnsFor(tasks, width, true).list.map(({ key }) => key)

describe('the columns of the outline', () => {
  it('are all visible if there is space', () => {
    expect(keysAt(1200)).toEqual([
      ...['task', 'waits', 'skills', 'priority', 'due', 'gate', 'cost', 'findings'],
    ])
  })

  it('disappear one after another, and the remaining columns fit', () => {
    const widths = [880, 840, 700, 600, 500, 400]
    for (const width of widths) expect(columnsFor(tasks, width, true).minWidth).toBeLessThanOrEqual(width)
    const counts = widths.map((width) => keysAt(width).length)
    expect(counts).toEqual(counts.toSorted((a, b) => b - a))
    expect(keysAt(880)).not.toContain('cost')
  })

  it('are at least the title, the gate and the problems', () => {
    expect(keysAt(100)).toEqual(['task', 'gate', 'findings'])
  })
})
