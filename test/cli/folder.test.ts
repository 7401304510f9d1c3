import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFolder } from '../../src-main/hosts/cli/folder.ts'
import { folderLimits } from '../../src-shared/contract/plans/plans.ts'
import { RefusalError } from '../../src-shared/refusal.ts'
import { createTempDir } from '../support/engine.ts'

function refusalOf(folder: string) {
  try {
    readFolder(folder)
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
  throw new Error('it was read')
}

describe('an imported folder', () => {
  it('is read in the order of its paths, Markdown and YAML files only', () => {
    const folder = createTempDir()
    mkdirSync(join(folder, 'b/c'), { recursive: true })
    mkdirSync(join(folder, '.git'))
    for (const path of ['z.md', 'b/c/a.YML', 'b/a.txt', '.git/x.md', 'a.markdown'])
      writeFileSync(join(folder, path), path)
    expect(readFolder(folder)).toEqual([
      { path: 'a.markdown', text: 'a.markdown' },
      { path: 'b/c/a.YML', text: 'b/c/a.YML' },
      { path: 'z.md', text: 'z.md' },
    ])
  })

  it('may contain files in UTF-16 or Windows-1252', () => {
    const folder = createTempDir()
    writeFileSync(join(folder, 'a.md'), Buffer.from('\uFEFF- Ärger\n', 'utf16le'))
    writeFileSync(join(folder, 'b.md'), Buffer.from('- Ärger\n', 'latin1'))
    expect(readFolder(folder).map(({ text }) => text)).toEqual(['- Ärger\n', '- Ärger\n'])
  })

  it.skipIf(process.platform === 'win32')('is read without its links', () => {
    const folder = createTempDir()
    const elsewhere = createTempDir()
    writeFileSync(join(elsewhere, 'secret.md'), 'secret')
    writeFileSync(join(folder, 'a.md'), 'a')
    linkSync(join(folder, 'a.md'), join(folder, 'b.md'))
    symlinkSync(join(elsewhere, 'secret.md'), join(folder, 'c.md'))
    symlinkSync(elsewhere, join(folder, 'd'))
    symlinkSync(folder, join(folder, 'loop'))
    expect(readFolder(folder).map(({ path }) => path)).toEqual(['a.md', 'b.md'])
  })

  it('is refused if it is too large or not text', () => {
    const many = createTempDir()
    for (let index = 0; index <= folderLimits.files; index += 1) writeFileSync(join(many, `${index}.md`), '')
    expect(refusalOf(many)).toMatchObject({ code: 'E_TOO_LARGE', limit: folderLimits.files })
    const heavy = createTempDir()
    for (let index = 0; index <= 20; index += 1)
      writeFileSync(join(heavy, `${index}.md`), 'x'.repeat(folderLimits.file))
    expect(refusalOf(heavy)).toMatchObject({ code: 'E_TOO_LARGE', limit: folderLimits.total })
    const binary = createTempDir()
    writeFileSync(join(binary, 'a.md'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0x01]))
    expect(refusalOf(binary)).toMatchObject({ code: 'E_TEXT' })
    expect(refusalOf(createTempDir())).toMatchObject({ code: 'E_FILE' })
  })
})
