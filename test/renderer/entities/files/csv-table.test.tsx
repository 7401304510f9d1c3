import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { CodeText, CsvTable } from '../../../../src-renderer/entities/files/file-text.tsx'

describe('a CSV file', () => {
  it('has the first row as headers, a cell for every column, and no interpreted markup', () => {
    const html = renderToStaticMarkup(<CsvTable text={'name,price\n<b>soup</b>,2.50\nroast\n'} />)
    expect(html.match(/<th /g)).toHaveLength(2)
    expect(html.match(/<td /g)).toHaveLength(4)
    expect(html).toContain('&lt;b&gt;soup&lt;/b&gt;')
    expect(html).toMatch(/text-end">2\.50/)
  })
})

describe('code with line numbers', () => {
  it('has a number for each line, except after the last line break', () => {
    expect(renderToStaticMarkup(<CodeText text={'a\nb\n'} />)).toContain('>1\n2</pre>')
  })
})
