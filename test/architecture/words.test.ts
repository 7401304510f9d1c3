import { describe, expect, it } from 'vitest'
import { readSources, rootDir } from './layers.ts'
import { listLiteralWords } from './literal-words.ts'

const sources = readSources(rootDir).filter(({ path }) => path.startsWith('src-renderer/'))

describe('the texts of the interface', () => {
  it('are in the catalogue and not in components', () => {
    expect(sources.flatMap(listLiteralWords)).toEqual([])
  })

  it('are found in the properties of components', () => {
    const text = `
      const looks = { done: { word: 'Done', icon: 'Check', className: 'flex items-start' } }
      const fault = { field: 'by', message: isNext ? 'Say why.' : \`Not \${name}\` }
      const key = ['summary of the run', 'Enter'] as const
      if (ask) throw new Error('Nobody is told of this')
      return 'Asked a person'
    `
    const found = ['Done', 'Say why.', 'Not', 'Asked a person']
    expect(listLiteralWords({ path: 'x.ts', text })).toEqual(found.map((each) => `x.ts: ${each}`))
  })

  it('are found in text, in attributes and in their alternatives', () => {
    const text = `const a = (
      <p title="Hello there" className="red" aria-label={is ? 'Yes please' : word}>
        Good day {name}{is && \`Number \${at}\`}<b aria-hidden>·</b>
      </p>
    )`
    const found = ['Hello there', 'Yes please', 'Good day', 'Number']
    expect(listLiteralWords({ path: 'x.tsx', text })).toEqual(found.map((each) => `x.tsx: ${each}`))
  })
})
