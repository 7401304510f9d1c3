import { words } from '#shared/words/words.ts'
import { type Ability, type Failed, type Findings, nothingToDo, type Passage, type Work } from './ability.ts'
import { findGivenText, instructionOf } from './text/given-text.ts'
import { isProse, listIntroductions } from './text/passages.ts'
import { clip, code, flat, heading, list, paragraphs, plural } from './text/phrases.ts'
import { splitSentences } from './text/sentences.ts'
import { listQueryWords, listTerms, stem } from './text/words.ts'

/** Condenses gathered material, handed-over text or project documents, in the words of the sources. */
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
    work.log(words.builtinLogs.condensed(summary.picked.length, summary.total, sources.length))
    const given = findGivenText(description)
    if (summary.total === 0 && given !== null) return reportShort(given)
    return report(summary, sources)
  },
}

/** Characters read per source; a longer source is condensed from its beginning. */
const maxSource = 100_000

/** Sources in the task itself, as shown to people. */
const ownText = 'text in the task'
const ownDescription = 'task description'

async function listSources(work: Work): Promise<Passage[]> {
  const given = findGivenText(work.task.description)
  const results = work.task.dependencies.flatMap(({ key, result }) =>
    result === null ? [] : [{ source: `result of ${key}`, text: result.text }],
  )
  const atHand = [...(given === null ? [] : [{ source: ownText, text: given }]), ...results, ...work.gathered]
  const found = atHand.some(hasSentences) ? atHand : await listFallback(work)
  return found.filter(hasSentences).map(({ source, text }) => ({ source, text: text.slice(0, maxSource) }))
}

const hasSentences = ({ text }: Passage): boolean => splitSentences(text.slice(0, maxSource)).length > 0

/** Without handed-over text: a long description, else the project's documents. */
async function listFallback(work: Work): Promise<Passage[]> {
  const { description } = work.task
  if (splitSentences(description).length >= 3) return [{ source: ownDescription, text: description }]
  const folder = await work.readFolder()
  if (folder.state !== 'read') return []
  const documents = folder.files.filter(({ path }) => isProse(path))
  if (documents.length === 1) return documents.map(({ path, text }) => ({ source: `file ${path}`, text }))
  return listIntroductions(documents)
}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const asked =
  /\b(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+)?(?:sentences?|bullets?|bullet points?|points?|lines?)\b/i

/** The number of sentences that the task asks for; by default a quarter of the text, between 3 and 8. */
export function budgetOf(instruction: string, count: number): SummaryBudget {
  const word = asked.exec(instruction)?.[1]?.toLowerCase()
  const wanted = word === undefined ? 0 : numbers.includes(word) ? numbers.indexOf(word) + 1 : Number(word)
  if (wanted > 0) return { sentences: wanted, characters: Math.max(2000, wanted * 300) }
  return { sentences: Math.min(8, Math.max(3, Math.ceil(count / 4))), characters: 2000 }
}

const maxShort = 2000

/** A text without complete sentences cannot be condensed and is reported unchanged. */
const reportShort = (given: string): Findings => ({
  text: paragraphs([
    heading(2, 'Summary'),
    '_The text has no complete sentences, so it is quoted verbatim._',
    clip(flat(given), maxShort),
  ]),
  data: {
    sentences: [{ text: clip(flat(given), maxShort), source: ownText }],
    sources: [ownText],
    of: 1,
  },
  passages: [],
})

function report(summary: Summary, sources: readonly Passage[]): Findings | Failed {
  const title = heading(2, 'Summary')
  if (summary.picked.length === 0) {
    const { noText, noShortSentences } = words.builtinFailures
    return nothingToDo(summary.total === 0 ? noText : noShortSentences)
  }
  const used = [...new Set(summary.picked.map(({ source }) => source))]
  const isWhole = summary.picked.length === summary.total
  const part = isWhole ? 'All' : `${summary.picked.length} of`
  const note = `_${part} ${plural(summary.total, 'sentence')} from ${plural(sources.length, 'source')}, quoted verbatim._`
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

type Summary = ReturnType<typeof summarize>

interface SummaryBudget {
  readonly sentences: number
  readonly characters: number
}

interface Candidate {
  readonly text: string
  readonly source: string
  readonly terms: readonly string[]
  readonly place: number
  readonly isFirst: boolean
  readonly isFragment: boolean
}

/** Limit for a book-sized text; only the first sentences are condensed. */
const maxSentences = 5000
/** Minimum length for a sentence's weight, in terms: otherwise two frequent words would outrank any sentence. */
const fewTerms = 8
/** First sentences weigh more, following Edmundson, "New methods in automatic extracting" (1969). */
const firstWeight = 1.2
const fragmentWeight = 0.6
/** Share of a term's weight that comes from the topic; the rest comes from its frequency. */
const topicShare = 0.1
const tooSimilar = 0.6

/**
 * The most representative sentences, in their original order and words. The score of a sentence is the mean
 * probability of its terms; the probability of terms already used is squared: SumBasic, Nenkova and Vanderwende, "The impact
 * of frequency on summarization" (2005), after Luhn, "The automatic creation of literature abstracts" (1958).
 * Terms of the topic weigh more: SumFocus, Vanderwende and others, "Beyond SumBasic" (2007).
 */
export function summarize(
  sources: readonly Passage[],
  options: { readonly topic: readonly string[]; budgetOf(sentences: number): SummaryBudget },
) {
  const candidates = listCandidates(sources)
  const budget = options.budgetOf(candidates.length)
  const chances = chancesOf(candidates, new Set(options.topic))
  const picked: Candidate[] = []
  let left = candidates
  let room = budget.characters
  while (picked.length < budget.sentences) {
    left = left.filter(({ text }) => text.length <= room)
    const best = findBest(left, chances)
    if (best === null) break
    picked.push(best)
    room -= best.text.length
    left = left.filter((each) => each !== best && similarity(each, best) <= tooSimilar)
    for (const term of best.terms) chances.set(term, (chances.get(term) ?? 0) ** 2)
  }
  return {
    picked: picked.sort((a, b) => a.place - b.place).map(({ text, source }) => ({ text, source })),
    /** Distinct sentences. */
    total: candidates.length,
  }
}

function listCandidates(sources: readonly Passage[]): Candidate[] {
  const seen = new Set<string>()
  const candidates: Candidate[] = []
  for (const { source, text } of sources) {
    for (const sentence of splitSentences(text)) {
      if (candidates.length === maxSentences) return candidates
      const likeness = sentence.text.toLowerCase()
      if (seen.has(likeness)) continue
      seen.add(likeness)
      const terms = [...new Set(listTerms(sentence.text).filter((term) => !/^\d+$/.test(term)))]
      candidates.push({ ...sentence, source, terms, place: candidates.length })
    }
  }
  return candidates
}

/** Probability of each term in the summary. */
function chancesOf(candidates: readonly Candidate[], topic: ReadonlySet<string>): Map<string, number> {
  const counts = new Map<string, number>()
  let total = 0
  for (const { terms } of candidates) {
    total += terms.length
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  }
  return new Map(
    [...counts].map(([term, count]) => {
      const ofTopic = topic.has(term) ? topicShare / topic.size : 0
      return [term, ofTopic + (1 - topicShare) * (count / total)]
    }),
  )
}

function findBest(left: readonly Candidate[], chances: ReadonlyMap<string, number>): Candidate | null {
  let best: Candidate | null = null
  let bestWorth = -1
  for (const candidate of left) {
    const sum = candidate.terms.reduce((total, term) => total + (chances.get(term) ?? 0), 0)
    const mean = sum / Math.max(fewTerms, candidate.terms.length)
    const worth = mean * (candidate.isFirst ? firstWeight : 1) * (candidate.isFragment ? fragmentWeight : 1)
    if (worth > bestWorth) [best, bestWorth] = [candidate, worth]
  }
  return best
}

/** Shared terms divided by all terms (Jaccard): 1 for two sentences of the same words. */
function similarity(a: Candidate, b: Candidate): number {
  const shared = a.terms.filter((term) => b.terms.includes(term)).length
  return shared / Math.max(1, a.terms.length + b.terms.length - shared)
}
