import { mkdirSync, readdirSync, symlinkSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createGit } from '../../../src-main/agents/workspace/git.ts'
import { createWorkspaces } from '../../../src-main/agents/workspace.ts'
import { createTempDir } from '../../support/engine.ts'
import { createSpaces, gitIn, given, opened, wishOf, writeIn } from './repository.ts'

const folder = () => wishOf({ mode: 'folder' })

describe('the changes of a plain folder', () => {
  it('are the added, changed and deleted files, with their diff', async () => {
    const space = await opened(createSpaces(), folder())
    writeIn(space.folder, { 'kept.txt': 'one\n', 'gone.txt': 'x\n', 'same.txt': 'same\n' })
    await space.commit('First')
    writeIn(space.folder, { 'kept.txt': 'one\ntwo\n', 'sub/new.bin': new Uint8Array([0, 1, 2]) })
    unlinkSync(join(space.folder, 'gone.txt'))
    const changes = given(await space.changes())
    expect(changes.files).toEqual([
      { path: 'gone.txt', status: 'deleted', added: 0, removed: 1 },
      { path: 'kept.txt', status: 'modified', added: 1, removed: 0 },
      { path: 'sub/new.bin', status: 'added', added: null, removed: null },
    ])
    expect(changes.diff).toContain('diff --git a/kept.txt b/kept.txt\n')
    expect(changes.diff).toContain('@@ -1 +1,2 @@\n one\n+two\n')
    expect(changes.diffBytes).toBe(Buffer.byteLength(changes.diff))
  })

  it('start with the last record, so earlier files are no changes', async () => {
    const spaces = createSpaces()
    writeIn(join(spaces.dataDir, 'workspaces/run_1'), { 'old.txt': 'old\n' })
    const space = await opened(spaces, folder())
    expect(given(await space.changes()).fileCount).toBe(0)
    writeIn(space.folder, { 'new.txt': 'new\n' })
    expect(given(await space.commit('One')).files.map(({ path }) => path)).toEqual(['new.txt'])
    expect(given(await space.commit('Two')).fileCount).toBe(0)
    const again = await opened(createSpaces(spaces.dataDir), folder())
    expect(given(await again.changes()).fileCount).toBe(0)
  })

  it('exclude files that are too large, with a note', async () => {
    const space = await opened(createSpaces(), folder())
    writeIn(space.folder, { 'small.txt': 'x\n', 'large:(top)*.bin': '' })
    truncateSync(join(space.folder, 'large:(top)*.bin'), 20_000_000_000)
    const changes = given(await space.commit('One'))
    expect(changes.files.map(({ path }) => path)).toEqual(['small.txt'])
    expect(changes.notes).toEqual([expect.stringContaining('"large:(top)*.bin" is larger than')])
  })

  it('leave no files in the folder', async () => {
    const space = await opened(createSpaces(), folder())
    await space.commit('Nothing')
    expect(readdirSync(space.folder)).toEqual([])
  })

  it('distinguish files by their exact names', async () => {
    const space = await opened(createSpaces(), folder())
    const names = ['-rf', 'a\nb', 'é ü.txt', '"quoted"', ':(top)x', '1\t2\tx']
    writeIn(space.folder, Object.fromEntries(names.map((name) => [name, 'x\n'])))
    const { files, diff } = given(await space.commit('Names'))
    expect(files.map(({ path }) => path).sort()).toEqual([...names].sort())
    expect(files.every(({ status, added }) => status === 'added' && added === 1)).toBe(true)
    expect(diff.match(/^diff --git /gm)).toHaveLength(names.length)
  })

  it('contain a link as a link, and nothing from its target', async () => {
    const outside = createTempDir()
    writeIn(outside, { 'secret.txt': 'the secret\n' })
    const space = await opened(createSpaces(), folder())
    symlinkSync(outside, join(space.folder, 'out'))
    symlinkSync(join(outside, 'secret.txt'), join(space.folder, 'file'))
    const { files, diff } = given(await space.commit('Links'))
    expect(files.map(({ path }) => path)).toEqual(['file', 'out'])
    expect(diff).not.toContain('the secret')
  })

  it('are cut at a line if they are long, and report the omitted lines', async () => {
    const space = await opened(createSpaces(), folder())
    writeFileSync(join(space.folder, 'long.txt'), `${'x'.repeat(99)}\n`.repeat(5000))
    const { diff, diffBytes, diffBytesLeftOut, files } = given(await space.changes())
    expect(Buffer.byteLength(diff)).toBeLessThanOrEqual(256 * 1024)
    expect(diff.endsWith('x\n')).toBe(true)
    expect(diffBytes).toBeGreaterThan(500_000)
    expect(diffBytesLeftOut).toBe(diffBytes - Buffer.byteLength(diff))
    expect(files[0]?.added).toBe(5000)
  })

  it('exclude a repository that an agent created, with a note', async () => {
    const space = await opened(createSpaces(), folder())
    for (const name of ['with', 'without']) {
      mkdirSync(join(space.folder, name))
      gitIn(join(space.folder, name), 'init', '-q')
      writeIn(join(space.folder, name), { 'f.txt': 'f\n' })
    }
    gitIn(join(space.folder, 'with'), 'add', '-A')
    gitIn(join(space.folder, 'with'), 'commit', '-q', '-m', 'Own')
    writeIn(space.folder, { 'g.txt': 'g\n' })
    const { files, notes } = given(await space.commit('Inner'))
    expect(files.map(({ path }) => path)).toEqual(['g.txt'])
    expect(notes.join()).toContain('"with" is an embedded repository')
    expect(notes.join()).toContain('"without" is an embedded repository')
    expect(notes.join()).toContain('could not be read')
  })

  it('run no program that the folder configures', async () => {
    const spaces = createSpaces()
    const space = await opened(spaces, folder())
    const proof = join(createTempDir(), 'ran')
    gitIn(space.folder, 'init', '-q')
    gitIn(space.folder, 'config', 'filter.evil.clean', `touch ${proof}; cat`)
    gitIn(space.folder, 'config', 'core.fsmonitor', `touch ${proof}`)
    writeIn(space.folder, { '.gitattributes': '* filter=evil diff=evil\n', 'x.txt': 'x\n' })
    expect(given(await space.commit('Evil')).fileCount).toBe(2)
    expect(readdirSync(join(proof, '..'))).toEqual([])
  })

  it('are unknown without git, but the folder is available', async () => {
    const git = createGit({ readVariables: () => ({ PATH: createTempDir() }) })
    const space = await opened(createWorkspaces({ dataDir: createTempDir(), git }), folder())
    expect(readdirSync(space.folder)).toEqual([])
    expect(await space.changes()).toMatchObject({ ok: false, error: { code: 'E_GIT_MISSING' } })
    expect(await space.commit('x')).toMatchObject({ ok: false, error: { code: 'E_GIT_MISSING' } })
  })

  it('continue after an interrupted creation of the history', async () => {
    const spaces = createSpaces()
    mkdirSync(join(spaces.dataDir, 'workspaces/run_1.history/objects'), { recursive: true })
    const space = await opened(spaces, folder())
    writeIn(space.folder, { 'x.txt': 'x\n' })
    expect(given(await space.commit('x')).fileCount).toBe(1)
  })
})
