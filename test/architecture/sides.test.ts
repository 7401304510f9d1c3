import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rootDir } from './layers.ts'
import { listSides } from './sides.ts'

const renderer = join(rootDir, 'src-renderer')

/** The plan always flows from left to right, independent of the text direction. */
const ofThePlan = (path: string): boolean => path.startsWith('graph/') || path === 'theme/graph.css'

describe('the directions in the interface', () => {
  it('are start and end, because right-to-left languages swap left and right', () => {
    const paths = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => /\.(tsx?|css)$/.test(path) && !ofThePlan(path))
    const found = paths.flatMap((path) => listSides(path, readFileSync(join(renderer, path), 'utf8')))
    expect(found).toEqual([])
  })

  it('are found in classes, in styles and in style sheets, and the center is no direction', () => {
    const line = `<i style={{ left: x }} className="-ml-2 max-lg:right-0 left-1/2 border-l text-left ps-2 top-1" />`
    expect(listSides('x.tsx', line).map((each) => each.slice(9))).toEqual([
      'ml-2',
      'right-0',
      'border-l',
      'text-left',
      'left',
    ])
    expect(listSides('x.css', '  padding-left: 4px;')).toEqual(['x.css:1: padding-left'])
  })
})
