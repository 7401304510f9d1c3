import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rootDir } from './layers.ts'

const page = readFileSync(join(rootDir, 'docs/explanation/architecture.md'), 'utf8')
const traces = page
  .slice(page.indexOf('## Two traces'))
  .split(/^(?=1\. )/m)
  .slice(1)
  .map((list) => [...list.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path]) => path ?? ''))

describe('the traces in the architecture page', () => {
  it('are two, with at most 25 files each', () => {
    expect(traces).toHaveLength(2)
    for (const trace of traces) expect(trace.length).toBeLessThanOrEqual(25)
  })

  it('name files that exist', () => {
    expect(traces.flat().filter((path) => !existsSync(join(rootDir, path)))).toEqual([])
  })
})
