import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { plantedBugs } from '../prove/planted-bugs.ts'

it.each(plantedBugs)('a planted bug still matches the source: $name', ({ file, changes }) => {
  const source = readFileSync(file, 'utf8')
  for (const [from] of changes) expect(source.split(from)).toHaveLength(2)
})
