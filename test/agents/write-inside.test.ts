import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeInside } from '../../src-main/agents/write-inside.ts'
import { createTempDir } from '../support/engine.ts'
import { endings, plantFolder, rounds, segments } from './planted-folder.ts'

const wild = fc
  .tuple(
    fc.constantFrom('', '', '', '/'),
    fc.array(fc.constantFrom(...segments, '.git', '.ssh', 'new', 'con', 'x.'), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([start, parts]) => start + parts.join('/'))
const winding = fc
  .tuple(fc.array(fc.constantFrom(...rounds), { maxLength: 5 }), fc.constantFrom(...endings))
  .map(([parts, end]) => [...parts, end].join('/'))

/** Paths and texts of all files and folders. Follows no links. */
const listBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return [path, ...listBelow(path)]
    return [entry.isFile() ? `${path}: ${readFileSync(path, 'utf8')}` : path]
  })

describe('a file with a name from outside, in a folder full of links', () => {
  it('is written inside the folder, or not at all', async () => {
    const base = createTempDir()
    const root = plantFolder(base)
    const outside = () => listBelow(realpathSync(base)).filter((path) => !path.startsWith(`${root}/`))
    const before = outside()
    let written = 0
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 3, arbitrary: wild }, winding), async (name) => {
        if ((await writeInside(root, name, 'WRITTEN')) !== null) return
        written += 1
        const full = join(root, name)
        expect(realpathSync(full)).toBe(full)
        expect(readFileSync(full, 'utf8')).toBe('WRITTEN')
      }),
      { numRuns: 3000 },
    )
    expect(written).toBeGreaterThan(20)
    expect(outside()).toEqual(before)
    const hidden = listBelow(root).filter((path) => /\/\.(git|ssh|switchyard)/i.test(path))
    expect(hidden).toEqual([])
  })

  it.runIf(process.platform === 'linux')(
    'stays inside while a parent folder is replaced by a link and back',
    async () => {
      const base = realpathSync(createTempDir())
      const root = join(base, 'ws')
      for (const folder of ['ws', 'elsewhere']) mkdirSync(join(base, folder))
      const swapping = `
        const { mkdirSync, rmSync, symlinkSync } = require('node:fs')
        const make = [() => mkdirSync('swap'), () => symlinkSync('../elsewhere', 'swap')]
        for (;;) for (const each of make) try {
          rmSync('swap', { recursive: true, force: true })
          each()
        } catch {}`
      const swapper = spawn(process.execPath, ['-e', swapping], { cwd: root, stdio: 'ignore' })
      onTestFinished(() => void swapper.kill('SIGKILL'))
      const outcomes = new Set<string>()
      for (let count = 0; count < 600; count += 1) {
        // A file that is replaced during a write is an error. The test checks only the written location.
        outcomes.add(String(await writeInside(root, 'swap/a.txt', 'WRITTEN').catch(() => 'error')))
      }
      expect(readdirSync(join(base, 'elsewhere'))).toEqual([])
      expect(outcomes).toContain('linked')
    },
  )

  it('keeps the permissions of the replaced file', async () => {
    const root = realpathSync(createTempDir())
    writeFileSync(join(root, 'run'), 'old', { mode: 0o700 })
    expect(await writeInside(root, 'run', 'new')).toBeNull()
    expect(statSync(join(root, 'run')).mode & 0o777).toBe(0o700)
  })
})

describe('a name with a special meaning on Windows', () => {
  it('is refused on all systems', async () => {
    const root = realpathSync(createTempDir())
    mkdirSync(join(root, '.git'))
    const names = [
      'GIT~1/config',
      'git~1',
      'NPMRC~1.TXT',
      'what?.md',
      'a|b',
      'x*',
      '"quoted"',
      'a<b>c',
      'COM¹.txt',
    ]
    for (const name of names) expect(await writeInside(root, name, 'WRITTEN'), name).toBe('not_plain')
    expect(readdirSync(root)).toEqual(['.git'])
  })

  it('is an alias only in the form of a short name', async () => {
    const root = realpathSync(createTempDir())
    for (const name of ['home~backup.md', 'a-longer-name~1.md', 'version~1.json5'])
      expect(await writeInside(root, name, 'WRITTEN'), name).toBe(null)
  })
})
