import { describe, expect, it } from 'vitest'
import { diffOf, readDiff } from '../../../src-renderer/ui/text/line-diff.ts'

const kindsOf = (blocks: readonly { kind: string; text: string }[]) =>
  blocks.map(({ kind, text }) => `${kind}: ${text.replaceAll('\n', '|')}`)

describe('a change of a text', () => {
  it('is shown completely, with unchanged lines once', () => {
    const before = 'a\nb\nc\nd\ne'
    expect(kindsOf(diffOf(before, 'a\nB\nc\nd\nx\ne'))).toEqual([
      'same:  a',
      'removed: -b',
      'added: +B',
      'same:  c| d',
      'added: +x',
      'same:  e',
    ])
  })

  it('is all added for a new file, and all removed for an emptied file', () => {
    expect(kindsOf(diffOf(null, 'a\nb'))).toEqual(['added: +a|+b'])
    expect(kindsOf(diffOf('a\nb', ''))).toEqual(['removed: -a|-b', 'added: +'])
  })

  it('that is too large for a comparison by line shows all lines', () => {
    const [old, now] = ['o', 'n'].map((letter) => Array.from({ length: 3000 }, (_, at) => `${letter}${at}`))
    const blocks = diffOf(`same\n${old?.join('\n')}`, `same\n${now?.join('\n')}`)
    expect(blocks.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added'])
    expect(blocks[2]?.text.split('\n')).toHaveLength(3000)
  })
})

describe('a diff of git', () => {
  it('has headers and changes, and a changed line that looks like a header is a change', () => {
    const text = [
      'diff --git a/x b/x',
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,3 @@',
      ' one',
      '--- a/harmless',
      '+++ b/harmless',
      '+@@ -1 +1 @@',
      '\\ No newline at end of file',
      'diff --git a/y b/y',
    ].join('\n')
    expect(kindsOf(readDiff(text))).toEqual([
      'head: diff --git a/x b/x|--- a/x|+++ b/x|@@ -1,2 +1,3 @@',
      'same:  one',
      'removed: --- a/harmless',
      'added: +++ b/harmless|+@@ -1 +1 @@',
      'head: \\ No newline at end of file|diff --git a/y b/y',
    ])
  })
})
