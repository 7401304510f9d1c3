import { type Ability, type Findings, nothingToDo, type Passage } from './ability.ts'
import { type Hit, search } from './search.ts'
import { instructionOf } from './text/given-text.ts'
import { isProse } from './text/passages.ts'
import { code, flat, heading, paragraphs, plural } from './text/phrases.ts'
import { listQueryWords } from './text/words.ts'

const maxWords = 24

/** A search for a topic without hits succeeds; a search without a topic fails. */
export const needsTopic = 'Topic is missing. Name the topic of the search in the title or the description.'

/** Searches memory and the project's files for the task. Best match first, each with its source. */
export const memorySearch: Ability = {
  skill: 'memory_search',
  async run(work) {
    const { title, description } = work.task
    const words = listQueryWords(`${title}\n${instructionOf(description)}`).slice(0, maxWords)
    if (words.length === 0) return nothingToDo(needsTopic)
    const { hits, looked } = await search(work, { words })
    work.log(`Looked for ${words.join(', ')} in ${looked}: ${plural(hits.length, 'passage')} found.`)
    return report(words, hits, looked)
  },
}

function report(words: readonly string[], hits: readonly Hit[], looked: string): Findings {
  const title = heading(2, 'Passages found')
  const data = {
    words: [...words],
    lookedIn: looked,
    passages: hits.map(({ source, score, about, excerpt }) => ({
      source,
      score,
      about: [...about],
      excerpt,
    })),
  }
  if (hits.length === 0) {
    const what = `Nothing was found about ${quoted(words)}. Looked in ${looked}.`
    return { text: paragraphs([title, what]), data, passages: [] }
  }
  const note = `_Looked for ${quoted(words)} in ${looked}. The best match comes first._`
  const items = hits.map(({ source, about, excerpt }, index) => {
    const context = about.length === 0 ? '' : ` · ${flat(about.join(' › '))}`
    return `${index + 1}. ${code(source)}${context}\n   > ${excerpt}`
  })
  return {
    text: paragraphs([title, note, items.join('\n')]),
    data,
    passages: listReadable(hits),
  }
}

const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(', ')

/** Passages for a summary, in the order of their source. Data and code count only without prose. */
export function listReadable(hits: readonly Hit[]): Passage[] {
  const origins = hits.map(({ origin }) => origin)
  const prose = hits.filter(({ kind, origin }) => kind === 'memory' || isProse(origin))
  return (prose.length > 0 ? prose : hits)
    .toSorted((a, b) => origins.indexOf(a.origin) - origins.indexOf(b.origin) || a.line - b.line)
    .map(({ source, text }) => ({ source, text }))
}
