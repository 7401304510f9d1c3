import { describe, expect, it } from 'vitest'
import type { Face } from '../../../src-renderer/graph/face.ts'
import { createLayoutIndex } from '../../../src-renderer/graph/layout/layout-index.ts'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { changesSeen } from '../../../src-renderer/graph/paint/canvas-layer.tsx'
import { createTones } from '../../../src-renderer/graph/paint/far-look.ts'
import { face } from './plans.ts'

const item = (key: string, dependsOn: string[] = []) =>
  ({ key, kind: 'task', parent: null, dependsOn }) as const
const layoutIndex = createLayoutIndex(layoutPlan([item('a'), item('b', ['a']), item('c')], new Set()))
const sheet = { width: 800, height: 600, ratio: 1 }
const away = { x: -1e6, y: 0, zoom: 1 }

describe('changesSeen', () => {
  it('contains visible painted nodes, and no others', () => {
    const view = { x: 0, y: 0, zoom: 0.1 }
    expect(changesSeen(['a', 'c', 'gone'], { layoutIndex, inPage: null }, { view, sheet })).toEqual([
      'a',
      'c',
    ])
    expect(changesSeen(['a', 'c'], { layoutIndex, inPage: null }, { view: away, sheet })).toEqual([])
  })

  it('excludes a node outside the canvas, unless an edge with its status is visible', () => {
    const inPage = { x: -10, y: -10, width: 4000, height: 4000 }
    const seen = (zoom: number) =>
      changesSeen(['a', 'c'], { layoutIndex, inPage }, { view: { x: 0, y: 0, zoom }, sheet })
    expect(seen(1)).toEqual(['a'])
    expect(seen(0.1)).toEqual([])
  })
})

describe('the colors of a graph', () => {
  it('are kept until a status changes, and report visible changes', () => {
    const faces = new Map<string, Face>([['a', face('A')]])
    const tones = createTones(faces)
    expect(tones.get('a')).toBe('neutral')
    faces.set('a', { ...face('A'), status: 'failed' })
    expect(tones.get('a')).toBe('neutral')
    expect(tones.renew(['a'])).toEqual(['a'])
    expect(tones.get('a')).toBe('failed')
    faces.set('a', { ...face('A'), status: 'failed', line: 'scribe' })
    expect(tones.renew(['a'])).toEqual([])
  })
})
