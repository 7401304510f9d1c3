import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNamed } from '../../src-main/agents/read-inside.ts'
import { createTempDir } from '../support/engine.ts'
import { endings, newTally, plantFolder, rounds, segments, tryNaively, tryName } from './planted-folder.ts'

const wild = fc
  .tuple(
    fc.constantFrom('', '', '', '/'),
    fc.array(fc.constantFrom(...segments), { minLength: 1, maxLength: 6 }),
  )
  .map(([start, parts]) => start + parts.join('/'))
const winding = fc
  .tuple(fc.array(fc.constantFrom(...rounds), { maxLength: 5 }), fc.constantFrom(...endings))
  .map(([parts, end]) => [...parts, end].join('/'))
const names = fc.oneof({ weight: 3, arbitrary: wild }, { weight: 1, arbitrary: winding })

describe('a folder in place of a file', () => {
  it('is not a file, even with a second hard link', async () => {
    const root = createTempDir()
    mkdirSync(join(root, 'folder'))
    expect(await readNamed(root, 'folder', 100)).toBe('special')
  })
})

describe('a name from outside, in a folder full of links', () => {
  it('never leads outside, and often leads to a file or folder inside', async () => {
    const root = plantFolder(createTempDir())
    const tally = newTally()
    await fc.assert(
      fc.asyncProperty(names, (name) => tryName(root, name, tally)),
      { numRuns: 3000 },
    )
    expect(tally.escaped).toEqual([])
    expect(tally.read).toBeGreaterThan(20)
    expect(tally.folders).toBeGreaterThan(20)
  })

  it('would lead outside if only path prefixes were compared', () => {
    const root = plantFolder(createTempDir())
    const found = fc.sample(names, { numRuns: 3000, seed: 1 }).filter((name) => tryNaively(root, name))
    expect(found.length).toBeGreaterThan(0)
  })
})
