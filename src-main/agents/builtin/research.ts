import { words } from '#shared/words/words.ts'
import { type Ability, type Findings, nothingToDo } from './ability.ts'
import { listReadable } from './memory-search.ts'
import { requestOf, subjectOf } from './request.ts'
import { type Hit, search } from './search.ts'
import { clip, code, flat, heading, paragraphs, plural } from './text/phrases.ts'
import { splitSentences } from './text/sentences.ts'
import { listQueryWords, listTerms, stem } from './text/words.ts'

const maxWords = 24
const maxQuery = 200
const maxText = 600
const maxContext = 4000
/** Share of the query's words that a hit must contain to be on topic. */
const enoughWords = 1 / 3

/** Searches memory and the project's files for a topic. It has no network. */
export const research: Ability = {
  skill: 'research',
  async run(work) {
    const topic = listTopicWords(`${work.task.title}\n${requestOf(work.task)}`).slice(0, maxWords)
    if (topic.length === 0) return nothingToDo(words.builtinFailures.noTopic)
    const query = clip(subjectOf(work.task), maxQuery)
    // Build logs contain the question itself and never its answer.
    const { hits, places } = await search(work, { words: topic, leaveOut: ['build_log'] })
    const found = hits.filter((hit) => isAbout(hit, topic))
    work.log(words.builtinLogs.researched(topic.join(', '), places, found.length))
    return report({ query, places, topic }, found)
  },
}

const topicless: ReadonlySet<string> = new Set(
  `research investigate explore discover look latest newest new best better good great top popular cheap cheapest
  information details facts online internet web`.split(/\s+/),
)

/** Without words of quality or recency, which match any text. */
function listTopicWords(text: string): string[] {
  const all = listQueryWords(text)
  const topic = all.filter((word) => !topicless.has(word))
  return topic.length > 0 ? topic : all.filter((word) => word !== 'research')
}

function isAbout({ origin, about, text, kind }: Hit, topic: readonly string[]): boolean {
  const terms = new Set(listTerms([...(kind === 'file' ? [origin, ...about] : []), text].join('\n')))
  const wanted = [...new Set(topic.map(stem))]
  return wanted.filter((word) => terms.has(word)).length >= wanted.length * enoughWords
}

interface Question {
  readonly query: string
  readonly topic: readonly string[]
  readonly places: string
}

function report({ query, topic, places }: Question, hits: readonly Hit[]): Findings {
  const title = heading(2, `Research: ${query === '' ? 'no topic' : query}`)
  const findings = hits.map(findingOf)
  const data = { query, words: [...topic], lookedIn: places, findings }
  if (hits.length === 0) {
    const none = `${nothingFound(query)}. Searched in ${places}.`
    return { text: paragraphs([title, none, limits]), data, passages: [] }
  }
  const items = findings.map(({ text, source, about }, index) => {
    const place = about.length === 0 ? '' : ` · ${flat(about.join(' › '))}`
    return `${index + 1}. ${text}\n   — ${code(source)}${place}`
  })
  const note = `_${plural(hits.length, 'finding')} in ${places}, quoted verbatim. Best match first._`
  return { text: paragraphs([title, note, items.join('\n'), limits]), data, passages: listReadable(hits) }
}

/** `context` is the passage with its lines; `text` is its sentences and rows, if they are short. */
function findingOf({ kind, origin, line, about, text, excerpt }: Hit) {
  const sentences = splitSentences(text).map((each) => (each.isFragment ? `${each.text};` : each.text))
  const said = sentences.join(' ').replace(/;$/, '')
  return {
    text: said === '' ? excerpt : clip(said, maxText),
    source: kind === 'file' ? `${origin}:${line}` : origin,
    about: [...about],
    context: clip(text, maxContext),
  }
}

export const nothingFound = (query: string): string =>
  `Nothing found in memory and project files about “${flat(query)}”`

const limits = '_This agent searches only memory and the project’s files, not the internet._'
