import { describe, expect, it } from 'vitest'
import { formOf } from '../../../../src-renderer/entities/files/file-kind.ts'
import { readCsv } from '../../../../src-renderer/entities/files/file-text.tsx'

describe('readCsv', () => {
  it('reads rows and cells', () => {
    expect(readCsv('a,b\r\n1,2\n', 10)).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  it('keeps commas, quotes and line breaks in quotes', () => {
    expect(readCsv('"a, b","say ""no""\nor yes"\n', 10)).toEqual([['a, b', 'say "no"\nor yes']])
  })

  it('keeps empty cells and rows, and returns no rows for an empty text', () => {
    expect(readCsv('a,,\n\nb', 10)).toEqual([['a', '', ''], [''], ['b']])
    expect(readCsv('', 10)).toEqual([])
  })

  it('reads no more rows than requested', () => {
    expect(readCsv('1\n2\n3\n', 2)).toEqual([['1'], ['2']])
  })

  it('treats an unclosed quote as text', () => {
    expect(readCsv('"a,b\nc', 10)).toEqual([['"a', 'b'], ['c']])
  })
})

describe('the display of a file', () => {
  it('depends on its kind, or for plain text on its name', () => {
    const form = (name: string, mediaType = 'text/plain') => formOf({ name, mediaType })
    expect(['a.md', 'a.diff', 'a.csv', 'a.ts', 'a.txt', 'Makefile'].map((name) => form(name))).toEqual([
      ...['page', 'diff', 'table', 'code', 'text', 'text'],
    ])
    expect(form('prices', 'text/csv')).toBe('table')
    expect(form('data', 'application/json')).toBe('code')
  })
})
