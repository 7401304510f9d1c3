import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseBlocks } from '../../../src-renderer/ui/text/readable-blocks.ts'

describe('parseBlocks', () => {
  it('distinguishes headings, paragraphs, lists and code', () => {
    const text = '# Title\n\nOne\ntwo\n\n- a\n  1. b\n\n```js\nlet x\n```\nend'
    expect(parseBlocks(text)).toEqual([
      { type: 'heading', text: 'Title' },
      { type: 'text', text: 'One\ntwo' },
      {
        type: 'list',
        items: [
          { depth: 0, marker: '•', text: 'a' },
          { depth: 1, marker: '1.', text: 'b' },
        ],
      },
      { type: 'code', text: 'let x' },
      { type: 'text', text: 'end' },
    ])
  })

  it('parses a table with a separator, and keeps lines that only resemble one', () => {
    expect(parseBlocks('| Kind | Files |\n| --- | ---: |\n| md | 2 |')).toEqual([
      {
        type: 'table',
        rows: [
          ['Kind', 'Files'],
          ['md', '2'],
        ],
      },
    ])
    expect(parseBlocks('| one |\n| two |')).toEqual([{ type: 'text', text: '| one |\n| two |' }])
  })

  it('shows an unclosed code block to its end', () => {
    expect(parseBlocks('```\na\nb')).toEqual([{ type: 'code', text: 'a\nb' }])
  })

  it('keeps other kinds of markup as text', () => {
    expect(parseBlocks('<img src=x onerror=alert(1)>')).toEqual([
      { type: 'text', text: '<img src=x onerror=alert(1)>' },
    ])
  })

  it('terminates for any text and loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('word', '# ', '- ', '1. ', '```', '| ', ' |', '---', '\n', ' ', '\r\n')),
        (parts) => {
          const text = parts.join('')
          const words = (value: string) => value.match(/word/g)?.length ?? 0
          // The text after an opening fence is the name of its language, so its words may be hidden.
          const shown = JSON.stringify(parseBlocks(text))
          const named = text.match(/^\s*```.*$/gm)?.reduce((count, line) => count + words(line), 0) ?? 0
          expect(words(shown)).toBeGreaterThanOrEqual(words(text) - named)
        },
      ),
    )
  })

  it('separates a quotation, also below a list item', () => {
    expect(parseBlocks('1. a source\n   > what it says\n   > and more\n2. another')).toEqual([
      { type: 'list', items: [{ depth: 0, marker: '1.', text: 'a source' }] },
      { type: 'quote', text: 'what it says\nand more' },
      { type: 'list', items: [{ depth: 0, marker: '2.', text: 'another' }] },
    ])
  })
})
