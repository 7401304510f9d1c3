import { describe, expect, it } from 'vitest'
import { fileNameOf, isDevice } from '../../src-main/base/file-name.ts'

describe('the cleaned name of a file', () => {
  it('is unchanged if all systems accept it', () => {
    for (const name of ['plan.md', '.gitignore', 'ümläut 日本.txt', 'console.log', 'com10.txt', 'a.b.c'])
      expect(fileNameOf(name)).toBe(name)
  })

  it('contains no folder, no device and no alternate data stream', () => {
    expect(fileNameOf('docs\\notes/plan.md')).toBe('plan.md')
    expect(fileNameOf('con')).toBe('_con')
    expect(fileNameOf('NUL.txt')).toBe('_NUL.txt')
    expect(fileNameOf('com1.tar.gz')).toBe('_com1.tar.gz')
    expect(fileNameOf('report:final.txt')).toBe('report_final.txt')
  })

  it('contains only characters that Windows keeps', () => {
    expect(fileNameOf('why? "now" <b>|*.md')).toBe('why_ _now_ _b___.md')
    expect(fileNameOf('dots... ')).toBe('dots____')
    expect(fileNameOf('a\nb')).toBe('a_b')
  })

  it('is never empty and never a parent folder', () => {
    for (const name of ['', '.', '..', 'x/', 'x/..']) expect(fileNameOf(name)).toMatch(/^_+$/)
  })

  it('is short enough for a file system, and keeps its extension', () => {
    const name = fileNameOf(`${'long '.repeat(100)}.md`)
    expect(name.length).toBe(200)
    expect(name.endsWith('.md')).toBe(true)
  })

  it('avoids the devices of Windows with any extension', () => {
    for (const name of ['aux', 'PRN.doc', 'lpt9', 'COM².txt', 'conin$', 'nul .txt'])
      expect(isDevice(name), name).toBe(true)
    for (const name of ['auxiliary', 'com', 'lpt.txt', 'null']) expect(isDevice(name), name).toBe(false)
  })
})
