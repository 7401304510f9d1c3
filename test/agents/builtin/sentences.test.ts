import { describe, expect, it } from 'vitest'
import { splitSentences } from '../../../src-main/agents/builtin/text/sentences.ts'

const textsOf = (text: string) => splitSentences(text).map((sentence) => sentence.text)

describe('splitSentences', () => {
  it('does not end a sentence at an abbreviation, an initial or a number', () => {
    expect(
      textsOf(
        'Dr. Smith met J. R. Tolkien, e.g. Monday, about v1.2. They agreed! Did No. 5 pass? Yes it did.',
      ),
    ).toEqual([
      'Dr. Smith met J. R. Tolkien, e.g. Monday, about v1.2.',
      'They agreed!',
      'Did No. 5 pass?',
      'Yes it did.',
    ])
  })

  it('joins wrapped lines', () => {
    expect(textsOf('The setup guide still named the old\npackage registry, which cost us a day.')).toEqual([
      'The setup guide still named the old package registry, which cost us a day.',
    ])
  })

  it('splits list items and removes their markers', () => {
    const text = '- Mon: it began. It rained.\n  And went on.\n* [x] Tue: done early\n1. first step'
    expect(textsOf(text)).toEqual([
      'Mon: it began.',
      'It rained.',
      'And went on.',
      'Tue: done early',
      'first step',
    ])
  })

  it('excludes headings, code, comments, front matter, footnotes and bare links', () => {
    const text = [
      '---\ntitle: x y\n---',
      '# The title here',
      'Under line heading\n---',
      'Kept sentence one.',
      '```js\nconst not = "a sentence."\n```',
      '<!-- not this one -->',
      '_A note about the text._',
      '- `file docs/x.md:12`',
      'Kept sentence two.',
    ].join('\n\n')
    expect(textsOf(text)).toEqual(['Kept sentence one.', 'Kept sentence two.'])
  })

  it('reads the rows of a table without its header', () => {
    expect(textsOf('| Name | State |\n|---|:-:|\n| api | is down |\n| page | is up |')).toEqual([
      'api · is down',
      'page · is up',
    ])
  })

  it('treats each line of a log as a sentence', () => {
    const text =
      '2026-03-01T10:00:00Z INFO started. ready now\n[10:00:01] ERROR disk full. giving up\nWARN: slow query here'
    expect(textsOf(text)).toEqual(text.split('\n'))
  })

  it('keeps short notes that are not sentences separate', () => {
    expect(textsOf('Meeting notes\nAlice: api is done\nBob: page is late')).toEqual([
      'Meeting notes',
      'Alice: api is done',
      'Bob: page is late',
    ])
  })

  it('returns the words of links, pictures and emphasis, without markup', () => {
    expect(
      textsOf('See **the [guide](http://x.test/a)** and ![the map](map.png), *soon* with `code`.'),
    ).toEqual(['See the guide and the map, soon with code.'])
  })

  it('recognizes the full stops of other scripts', () => {
    expect(textsOf('今日は晴れです。明日は雨です。')).toEqual(['今日は晴れです。', '明日は雨です。'])
  })

  it('marks first sentences of paragraphs, and fragments', () => {
    expect(splitSentences('First one here. Second one here.\n\n- an item here')).toEqual([
      { text: 'First one here.', isFirst: true, isFragment: false },
      { text: 'Second one here.', isFirst: false, isFragment: false },
      { text: 'an item here', isFirst: false, isFragment: true },
    ])
  })

  it('removes only closed comments', () => {
    expect(textsOf('One here. <!-- not this <!-- nor this --> Two here. <!-- open end')).toEqual([
      'One here.',
      'Two here.',
      '<!-- open end',
    ])
  })

  it('returns no sentences for empty text', () => {
    for (const text of ['', '\n \n', '---', '***', '42', 'word', '{}']) expect(textsOf(text)).toEqual([])
  })

  it('terminates on adversarial texts', () => {
    const openings = [
      '[',
      '![',
      '**a',
      '*a ',
      '`',
      '<!--',
      '|-- ',
      '_a _',
      '```\n',
      '~~~~\n```\n',
      '> ',
      '- ',
      'a.',
      'Dr. ',
      '[a](',
    ]
    for (const opening of openings) splitSentences(`${opening.repeat(20_000)}${' '.repeat(20_000)}x`)
  })
})
