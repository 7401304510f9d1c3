import { describe, expect, it } from 'vitest'
import { firstViewport, wholeViewport } from '../../../src-renderer/graph/interaction/use-viewport.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'

const chain = (length: number) =>
  layoutPlan(
    Array.from({ length }, (_, index) => ({
      key: `t${index}`,
      kind: 'task' as const,
      parent: null,
      dependsOn: index === 0 ? [] : [`t${index - 1}`],
    })),
    new Set(),
  )

const screen = { width: 1200, height: 660 }

describe('firstViewport', () => {
  it('centers a small plan without enlarging it', () => {
    const { x, y, zoom } = firstViewport(chain(2), screen)
    expect(zoom).toBe(1)
    expect(x).toBeGreaterThan(200)
    expect(y).toBeGreaterThan(200)
  })

  it('starts a long plan at its first task, at a readable size', () => {
    const plan = chain(60)
    const { x, y, zoom } = firstViewport(plan, screen)
    expect(zoom).toBeGreaterThanOrEqual(0.7)
    expect(x).toBe(32)
    const first = plan.nodes[0]
    expect(((first?.y ?? 0) + (first?.height ?? 0) / 2) * zoom + y).toBeGreaterThan(0)
    expect((first?.y ?? 0) * zoom + y).toBeLessThan(screen.height)
  })

  it('starts a long plan around a task, without empty space before its start or after its end', () => {
    const plan = chain(60)
    const [first, middle, last] = [0, 30, 59].map((at) => plan.nodes.find(({ key }) => key === `t${at}`))
    const seenAt = (node = middle) => {
      const { x, zoom } = firstViewport(plan, screen, node)
      return { middle: ((node?.x ?? 0) + (node?.width ?? 0) / 2) * zoom + x, end: plan.width * zoom + x }
    }
    expect(seenAt(middle).middle).toBeCloseTo(screen.width / 2)
    expect(firstViewport(plan, screen, first).x).toBe(32)
    expect(seenAt(last).end).toBeCloseTo(screen.width - 32)
  })

  it('shows a plan that fits completely, for any start', () => {
    const plan = chain(2)
    expect(firstViewport(plan, screen, plan.nodes[1])).toEqual(firstViewport(plan, screen))
  })
})

describe('wholeViewport', () => {
  it('shows a complete long plan', () => {
    const plan = chain(60)
    const { x, zoom } = wholeViewport(plan, screen)
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x + plan.width * zoom).toBeLessThanOrEqual(screen.width)
  })
})
