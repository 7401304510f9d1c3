import type { Agent } from '#shared/model/agents/agent.ts'
import { createBm25 } from '#shared/text/bm25.ts'
import { contentStems, isContentWord, listTextWords, wordStem } from '#shared/text/content-words.ts'
import { fieldsOfWork } from './fields-of-work.ts'

/** Relevance of a task's text to agents, from 0 to 1, by agent id. Agents without any common word are absent. */
export type Relevance = ReadonlyMap<string, number>

/** Words of an agent. `against` are the words of what the agent does not do. */
interface Profile {
  readonly words: readonly string[]
  readonly against: ReadonlySet<string>
}

/** Clauses such as `Never writes manuals or other technical documents.` */
const negation =
  /(?<![\p{L}])(?:does not|do not|doesn['’]t|don['’]t|never|not for|except)(?![\p{L}])(?<what>[^.;!?]*)/giu
/** Scores below this level have little evidence, so that a single common word cannot decide. */
const enoughScore = 1.5
/** Share of the score that each word of a negated clause takes away. */
const againstShare = 0.35

const profiles = new WeakMap<Agent, Profile>()

/**
 * Relevance by BM25 over the agents' names (counted twice), skills and descriptions. The best agent has 1 if its
 * evidence is strong. Empty if no agent has a word of the text.
 */
export function relevanceOf(agents: readonly Agent[], text: string): Relevance {
  const query = stemsOf(text)
  const index = createBm25(query)
  const known = agents.map(profileOf)
  for (const { words } of known) index.add(words)
  const scores = index.rank().map(({ document, score }) => {
    const against = known[document]?.against ?? new Set()
    const hits = new Set(query.filter((stem) => against.has(stem))).size
    return { id: agents[document]?.id ?? '', score: score * Math.max(0, 1 - hits * againstShare) }
  })
  const best = Math.max(enoughScore, ...scores.map(({ score }) => score))
  return new Map(scores.flatMap(({ id, score }) => (score > 0 ? [[id, score / best] as const] : [])))
}

function profileOf(agent: Agent): Profile {
  const known = profiles.get(agent)
  if (known !== undefined) return known
  const { name, role = name, discipline = '', description, skills, capabilities = [] } = agent
  const against = contentStems(
    [...description.matchAll(negation)].map(({ groups }) => groups?.what ?? '').join(' '),
  )
  const does = description.replaceAll(negation, ' ')
  const profile = {
    words: stemsOf(
      [name, role, discipline, ...capabilities, skills.join(' ').replaceAll('_', ' '), does].join('\n'),
    ),
    against,
  }
  profiles.set(agent, profile)
  return profile
}

const stem = (word: string): string => wordStem(wordStem(word))

/** Fields of work by the stem of a word. */
const fieldsByStem: ReadonlyMap<string, readonly string[]> = Object.entries(fieldsOfWork).reduce(
  (fields, [field, words]) => {
    for (const each of new Set(words.trim().split(/\s+/).map(stem)))
      fields.set(each, [...(fields.get(each) ?? []), field])
    return fields
  },
  new Map<string, string[]>(),
)

/** Stems of the content words with repetitions, and the fields of work that they belong to. */
function stemsOf(text: string): string[] {
  const stems = listTextWords(text).filter(isContentWord).map(stem)
  return [...stems, ...stems.flatMap((each) => (fieldsByStem.get(each) ?? []).map((field) => `#${field}`))]
}
