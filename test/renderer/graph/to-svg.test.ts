import { describe, expect, it } from 'vitest'
import { layoutPlan } from '../../../src-renderer/graph/layout/layout-plan.ts'
import { paletteFrom } from '../../../src-renderer/graph/paint/palette.ts'
import { toSvg } from '../../../src-renderer/graph/to-svg.ts'
import { face, facesOf, group, task } from './plans.ts'

const palette = paletteFrom((name) => `colour-of${name}`)
const svgOf = (faces: Parameters<typeof facesOf>[0], items = Object.keys(faces).map((key) => task(key))) =>
  toSvg({ layout: layoutPlan(items, new Set()), faces: facesOf(faces), palette, title: 'A <plan>' })

describe('toSvg', () => {
  it('draws every node, edge and frame', () => {
    const svg = svgOf({ g: face('Group'), a: face('First'), b: face('Second') }, [
      group('g'),
      task('a', [], 'g'),
      task('b', ['a'], 'g'),
    ])
    for (const title of ['Group', 'First', 'Second']) expect(svg).toContain(`>${title}</text>`)
    expect(svg.match(/<path d="M[^"]*"\/>/g)).toHaveLength(1)
  })

  it('never interprets a title as markup', () => {
    const svg = svgOf({ a: face('<script>alert("1")</script> & \u0000more') })
    expect(svg).toContain('A &lt;plan&gt;')
    expect(svg).toContain('&lt;script&gt;alert(&quot;1&quot;)')
    expect(svg).not.toContain('<script>')
    expect(svg).not.toContain('\u0000')
  })

  it('shows a status by word and sign', () => {
    const svg = svgOf({ a: face('Broken', { status: 'failed' }), b: face('Good', { status: 'done' }) })
    expect(svg).toContain('>Failed</text>')
    expect(svg).toContain('>Done</text>')
    expect(svg).toContain('colour-of--failed')
  })

  it('cuts a long title into two lines that fit', () => {
    const svg = svgOf({ a: face('Write the longest of all the reports of the year once more and again') })
    expect(svg).toContain('>Write the longest of all the</text>')
    expect(svg).toContain('…</text>')
  })
})
