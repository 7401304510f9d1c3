import type { Passage } from '../ability.ts'
import { splitSentences } from './sentences.ts'
import { listTerms } from './words.ts'

export interface Summary {
  readonly picked: readonly { readonly text: string; readonly source: string }[]
  /** Sentences looked at, repetitions left out. */
  readonly total: number
}

export interface SummaryBudget {
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

/** More than this is a book: the first ones are condensed. */
const maxSentences = 5000
/** A sentence is weighed as if it had at least so many terms, or two frequent words would beat any sentence. */
const fewTerms = 8
/** First sentences weigh more, as Edmundson found in "New methods in automatic extracting" (1969). */
const firstWeight = 1.2
const fragmentWeight = 0.6
/** How much of a term's weight comes from the topic; the rest from its frequency. */
const topicShare = 0.1
const tooSimilar = 0.6

/**
 * The sentences that stand for the whole, in their original order and words. A sentence is worth the mean probability
 * of its terms, and the probability of what is already said is squared: SumBasic, Nenkova and Vanderwende, "The impact
 * of frequency on summarization" (2005), on the idea of Luhn, "The automatic creation of literature abstracts" (1958).
 * Terms of the topic weigh more: SumFocus, Vanderwende and others, "Beyond SumBasic" (2007).
 */
export function summarize(
  sources: readonly Passage[],
  options: { readonly topic: readonly string[]; budgetOf(sentences: number): SummaryBudget },
): Summary {
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

/** Of each term, that a word of the summary is that one. */
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

/** Shared terms of all terms: 1 for two sentences of the same words. */
function similarity(a: Candidate, b: Candidate): number {
  const shared = a.terms.filter((term) => b.terms.includes(term)).length
  return shared / Math.max(1, a.terms.length + b.terms.length - shared)
}
