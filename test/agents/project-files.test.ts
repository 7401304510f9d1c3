import { execFileSync } from 'node:child_process'
import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  describeLeftOut,
  type ProjectFiles,
  readLimits,
  readProjectFiles,
} from '../../src-main/agents/project-files.ts'
import { createProject } from './builders.ts'

async function read(folder: string, limits: Partial<typeof readLimits> = {}): Promise<ProjectFiles> {
  const result = await readProjectFiles(folder, { limits: { ...readLimits, ...limits } })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const pathsOf = ({ files }: ProjectFiles) => files.map(({ path }) => path)
const reasonsOf = ({ leftOut }: ProjectFiles) =>
  Object.fromEntries(leftOut.map(({ why, count, examples }) => [why, { count, examples }]))

describe('readProjectFiles', () => {
  it('reads text files in the order of their paths, at any depth', async () => {
    const project = await read(
      createProject({ 'b.md': 'B', 'a/z/deep.txt': 'deep', 'a.md': 'A', 'a/x.ts': 'x' }),
    )
    expect(pathsOf(project)).toEqual(['a.md', 'a/x.ts', 'a/z/deep.txt', 'b.md'])
    expect(project.files[0]).toEqual({ path: 'a.md', text: 'A', bytes: 1 })
    expect(project.leftOut).toEqual([])
  })

  it('keeps the characters of all languages, without a byte order mark, with Unix line endings', async () => {
    const { files } = await read(createProject({ 'naïve 漢字.md': '\uFEFFGrüße, 世界 🌍\r\nзавтра' }))
    expect(files.map(({ path, text }) => [path, text])).toEqual([['naïve 漢字.md', 'Grüße, 世界 🌍\nзавтра']])
  })

  it('never follows a link out of the folder, to a file or to a folder', async () => {
    const outside = createProject({ 'secret.txt': 'secret' })
    const folder = createProject({ 'in.md': 'in' })
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'file-link.txt'))
    symlinkSync(outside, join(folder, 'folder-link'))
    symlinkSync('/nowhere/at/all', join(folder, 'dangling'))
    const project = await read(folder)
    expect(pathsOf(project)).toEqual(['in.md'])
    expect(reasonsOf(project)).toEqual({
      outside: { count: 2, examples: ['file-link.txt', 'folder-link'] },
      unreadable: { count: 1, examples: ['dangling'] },
    })
  })

  it('excludes a neighboring folder with the same prefix', async () => {
    const parent = createProject({ 'work-evil/secret.txt': 'secret', 'work/in.md': 'in' })
    symlinkSync(join(parent, 'work-evil', 'secret.txt'), join(parent, 'work', 'out.txt'))
    const project = await read(join(parent, 'work'))
    expect(pathsOf(project)).toEqual(['in.md'])
    expect(reasonsOf(project)).toEqual({ outside: { count: 1, examples: ['out.txt'] } })
  })

  it('reads a linked file inside the folder once, under its own path, and survives a loop', async () => {
    const folder = createProject({ 'docs/a.md': 'a' })
    symlinkSync(join(folder, 'docs', 'a.md'), join(folder, 'link.md'))
    symlinkSync(folder, join(folder, 'docs', 'loop'))
    const project = await read(folder)
    expect(pathsOf(project)).toEqual(['docs/a.md'])
    expect(reasonsOf(project)).toEqual({ link: { count: 2, examples: ['link.md', 'docs/loop'] } })
  })

  it('reads a project whose folder is a link', async () => {
    const parent = createProject({ 'real/in.md': 'in' })
    symlinkSync(join(parent, 'real'), join(parent, 'project'))
    expect(pathsOf(await read(join(parent, 'project')))).toEqual(['in.md'])
  })

  it('skips hidden, installed, binary, too large and special files', async () => {
    const folder = createProject({
      'in.md': 'in',
      'empty.md': '',
      '.env': 'KEY=1',
      '.git/config': 'x',
      'node_modules/a/index.js': 'x',
      'picture.png': new Uint8Array([137, 80, 78, 71, 0, 0, 1]),
      'huge.txt': 'x'.repeat(1_000_001),
      'largest.txt': 'x'.repeat(1_000_000),
    })
    execFileSync('mkfifo', [join(folder, 'pipe')])
    const project = await read(folder)
    expect(pathsOf(project)).toEqual(['empty.md', 'in.md', 'largest.txt'])
    expect(reasonsOf(project)).toEqual({
      hidden: { count: 3, examples: ['.env', '.git', 'node_modules'] },
      binary: { count: 1, examples: ['picture.png'] },
      too_large: { count: 1, examples: ['huge.txt'] },
      special: { count: 1, examples: ['pipe'] },
    })
  })

  it('stops at the limits, nearest files first, and reports the position', async () => {
    const folder = createProject({ 'a/1.md': 'aaaa', 'a/2.md': 'bbbb', 'z.md': 'cccc' })
    const few = await read(folder, { files: 2 })
    expect(pathsOf(few)).toEqual(['a/1.md', 'z.md'])
    expect(reasonsOf(few)).toEqual({ limit: { count: 1, examples: ['a/2.md'] } })
    expect(pathsOf(await read(folder, { bytes: 4 }))).toEqual(['z.md'])
    expect(pathsOf(await read(folder, { entries: 1 }))).toEqual([])
  })

  it('reports skipped files, with examples', async () => {
    const folder = createProject({ '.a': '', '.b': '', '.c': '', '.d': '', 'x.bin': new Uint8Array(4) })
    const { leftOut } = await read(folder)
    expect(describeLeftOut(leftOut)).toEqual([
      '4 hidden files, or in node_modules (.a, .b, .c, …)',
      '1 not text (x.bin)',
    ])
  })

  it('finds nothing in an empty folder', async () => {
    expect(await read(createProject())).toEqual({ files: [], leftOut: [] })
  })

  it('refuses a missing folder and a file', async () => {
    const folder = createProject({ 'file.md': 'x' })
    for (const path of [join(folder, 'missing'), join(folder, 'file.md')]) {
      const result = await readProjectFiles(path)
      expect(result).toMatchObject({ ok: false, error: { code: 'E_FILE' } })
    }
  })

  it('stops when it is aborted', async () => {
    const controller = new AbortController()
    controller.abort(new Error('cancelled'))
    await expect(readProjectFiles(createProject(), { signal: controller.signal })).rejects.toThrow(
      'cancelled',
    )
  })

  it('continues after an unreadable folder', async () => {
    const folder = createProject({ 'in.md': 'in' })
    mkdirSync(join(folder, 'closed'), { mode: 0o000 })
    onTestFinished(() => chmodSync(join(folder, 'closed'), 0o700))
    writeFileSync(join(folder, 'z.md'), 'z')
    expect(pathsOf(await read(folder))).toEqual(['in.md', 'z.md'])
  })

  it("opens none of Switchyard's own data, whatever its location and name", async () => {
    const folder = createProject({ 'in.md': 'in', 'data/token': 'secret', 'data/lock': '' })
    const ownFolder = join(folder, 'data')
    linkSync(join(ownFolder, 'token'), join(folder, 'harmless.txt'))
    const around = await readProjectFiles(folder, { ownFolder })
    expect(around.ok && around.value.files.map(({ path }) => path)).toEqual(['in.md'])
    const itself = await readProjectFiles(ownFolder, { ownFolder })
    expect(itself.ok && itself.value.files).toEqual([])
  })
})
