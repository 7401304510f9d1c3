import { describe, expect, it } from 'vitest'
import { readSources, rootDir } from './layers.ts'
import { listLiteralWords } from './literal-words.ts'

const sources = readSources(rootDir).filter(
  ({ path }) => path.startsWith('src-renderer/') && path.endsWith('.tsx'),
)

describe('the words of the interface', () => {
  it('stand in the catalogue and not in components', () => {
    expect(sources.flatMap(listLiteralWords)).toEqual([])
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
