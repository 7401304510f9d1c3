import { type Ability, type Failed, type Findings, nothingToDo, type Passage, type Work } from './ability.ts'
import { findGivenText, instructionOf } from './text/given-text.ts'
import { isProse, listIntroductions } from './text/passages.ts'
import { clip, code, flat, heading, list, paragraphs, plural } from './text/phrases.ts'
import { splitSentences } from './text/sentences.ts'
import { type Summary, type SummaryBudget, summarize } from './text/summarize.ts'
import { listQueryWords, stem } from './text/words.ts'

/** Condenses what was gathered, handed over, or found in the project's documents, in the words of its sources. */
export const summarization: Ability = {
  skill: 'summarization',
  async run(work) {
    const { title, description } = work.task
    const sources = await listSources(work)
    await work.breathe()
    const instruction = `${title}\n${instructionOf(description)}`
    const summary = summarize(sources, {
      topic: listQueryWords(instruction.replace(asked, '')).map(stem),
      budgetOf: (count) => budgetOf(instruction, count),
    })
    const from = plural(sources.length, 'source')
    work.log(`Condensed ${plural(summary.total, 'sentence')} from ${from} to ${summary.picked.length}.`)
    const given = findGivenText(description)
    if (summary.total === 0 && given !== null) return reportShort(given)
    return report(summary, sources)
  },
}

/** Characters of one source that are read. A longer one is condensed from its beginning. */
const maxSource = 100_000

async function listSources(work: Work): Promise<Passage[]> {
  const given = findGivenText(work.task.description)
  const results = work.task.dependencies.flatMap(({ key, result }) =>
    result === null ? [] : [{ source: `result of ${key}`, text: result.text }],
  )
  const atHand = [
    ...(given === null ? [] : [{ source: 'the text given', text: given }]),
    ...results,
    ...work.gathered,
  ]
  const found = atHand.some(hasSentences) ? atHand : await listFallback(work)
  return found.filter(hasSentences).map(({ source, text }) => ({ source, text: text.slice(0, maxSource) }))
}

const hasSentences = ({ text }: Passage): boolean => splitSentences(text.slice(0, maxSource)).length > 0

/** With nothing handed over: a description that is long enough to be a text, else the project's documents. */
async function listFallback(work: Work): Promise<Passage[]> {
  const { description } = work.task
  if (splitSentences(description).length >= 3)
    return [{ source: 'the description of the task', text: description }]
  const folder = await work.readFolder()
  if (folder.state !== 'read') return []
  const documents = folder.files.filter(({ path }) => isProse(path))
  if (documents.length === 1) return documents.map(({ path, text }) => ({ source: `file ${path}`, text }))
  return listIntroductions(documents)
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const asked =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+)?(?:sentences?|bullets?|bullet points?|points?|lines?)\b/i

/** As many sentences as the task asks for, else a quarter of what there is, between 3 and 8. */
export function budgetOf(instruction: string, count: number): SummaryBudget {
  const word = asked.exec(instruction)?.[1]?.toLowerCase()
  const wanted = word === undefined ? 0 : numbers.includes(word) ? numbers.indexOf(word) + 1 : Number(word)
  if (wanted > 0) return { sentences: wanted, characters: Math.max(2000, wanted * 300) }
  return { sentences: Math.min(8, Math.max(3, Math.ceil(count / 4))), characters: 2000 }
}

const maxShort = 2000

const needsText =
  'Text to summarize is missing. Add text to the description, depend on a task with a result, or set a project folder with documents.'
const needsLength = 'Sentences of the length asked for are missing. Ask for a longer summary.'

/** A text without whole sentences cannot be condensed, and stands for itself. */
const reportShort = (given: string): Findings => ({
  text: paragraphs([
    heading(2, 'Summary'),
    '_The text given, quoted as it stands._',
    clip(flat(given), maxShort),
  ]),
  data: {
    sentences: [{ text: clip(flat(given), maxShort), source: 'the text given' }],
    sources: ['the text given'],
    of: 1,
  },
  passages: [],
})

function report(summary: Summary, sources: readonly Passage[]): Findings | Failed {
  const title = heading(2, 'Summary')
  if (summary.picked.length === 0) return nothingToDo(summary.total === 0 ? needsText : needsLength)
  const used = [...new Set(summary.picked.map(({ source }) => source))]
  const isWhole = summary.picked.length === summary.total
  const part = isWhole ? 'All' : `${summary.picked.length} of`
  const note = `_${part} ${plural(summary.total, 'sentence')}, quoted as they stand, from ${plural(sources.length, 'source')}._`
  const mark = (source: string) => (used.length === 1 ? '' : ` [${used.indexOf(source) + 1}]`)
  const text = paragraphs([
    title,
    note,
    list(summary.picked.map((each) => `${each.text}${mark(each.source)}`)),
    used.length === 1
      ? `_Source: ${code(used[0] ?? '')}_`
      : `_Sources:_\n\n${used.map((source, index) => `${index + 1}. ${code(source)}`).join('\n')}`,
  ])
  const sentences = summary.picked.map((each) => ({ text: each.text, source: each.source }))
  return {
    text,
    data: { sentences, sources: sources.map(({ source }) => source), of: summary.total },
    passages: [],
  }
}
