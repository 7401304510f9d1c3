import { describe, expect, it } from 'vitest'
import { readSources, rootDir } from './layers.ts'
import { listLiteralWords } from './literal-words.ts'
import { notYetInTheCatalogue } from './words-exceptions.ts'

const sources = readSources(rootDir).filter(
  ({ path }) => path.startsWith('src-renderer/') && path.endsWith('.tsx'),
)

describe('the words of the interface', () => {
  it('stand in the catalogue and not in components', () => {
    const allowed = new Set(notYetInTheCatalogue)
    expect(sources.filter(({ path }) => !allowed.has(path)).flatMap(listLiteralWords)).toEqual([])
  })

  it('are all in the catalogue in every file that is no exception any more', () => {
    const withWords = new Set(
      sources.filter((file) => listLiteralWords(file).length > 0).map(({ path }) => path),
    )
    expect(notYetInTheCatalogue.filter((path) => !withWords.has(path))).toEqual([])
  })

  it('are found in text, in attributes and in what these choose between', () => {
    const text = `const a = (
      <p title="Hello there" className="red" aria-label={is ? 'Yes please' : word}>
        Good day {name}{is && \`Number \${at}\`}<b aria-hidden>·</b>
      </p>
    )`
    const found = ['Hello there', 'Yes please', 'Good day', 'Number']
    expect(listLiteralWords({ path: 'x.tsx', text })).toEqual(found.map((each) => `x.tsx: ${each}`))
  })
})
