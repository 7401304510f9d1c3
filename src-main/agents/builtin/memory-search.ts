import { words } from '#shared/words/words.ts'
import { type Ability, type Findings, nothingToDo, type Passage } from './ability.ts'
import { type Hit, search } from './search.ts'
import { instructionOf } from './text/given-text.ts'
import { isProse } from './text/passages.ts'
import { code, flat, heading, paragraphs } from './text/phrases.ts'
import { listQueryWords } from './text/words.ts'

const maxWords = 24

/**
 * Searches memory and the project's files for the task. Best match first, each with its source. A search without hits
 * succeeds; a search without a topic fails.
 */
export const memorySearch: Ability = {
  skill: 'memory_search',
  async run(work) {
    const { title, description } = work.task
    const wanted = listQueryWords(`${title}\n${instructionOf(description)}`).slice(0, maxWords)
    if (wanted.length === 0) return nothingToDo(words.builtinFailures.noTopic)
    const { hits, places } = await search(work, { words: wanted })
    work.log(words.builtinLogs.searched(wanted.join(', '), places, hits.length))
    return report(wanted, hits, places)
  },
}

function report(wanted: readonly string[], hits: readonly Hit[], places: string): Findings {
  const title = heading(2, 'Passages found')
  const data = {
    words: [...wanted],
    lookedIn: places,
    passages: hits.map(({ source, score, about, excerpt }) => ({
      source,
      score,
      about: [...about],
      excerpt,
    })),
  }
  if (hits.length === 0) {
    const none = `No passage about ${quoted(wanted)} was found in ${places}.`
    return { text: paragraphs([title, none]), data, passages: [] }
  }
  const note = `_Searched for ${quoted(wanted)} in ${places}. Best match first._`
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

const quoted = (wanted: readonly string[]): string => wanted.map((word) => `“${word}”`).join(', ')

/** Passages for a summary, in the order of their source. Data and code count only without prose. */
export function listReadable(hits: readonly Hit[]): Passage[] {
  const origins = hits.map(({ origin }) => origin)
  const prose = hits.filter(({ kind, origin }) => kind === 'memory' || isProse(origin))
  return (prose.length > 0 ? prose : hits)
    .toSorted((a, b) => origins.indexOf(a.origin) - origins.indexOf(b.origin) || a.line - b.line)
    .map(({ source, text }) => ({ source, text }))
}
