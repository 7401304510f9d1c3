import { isEnder } from '../connectors.ts'
import { isQuestion } from '../imperative.ts'
import { setOf, type Token, wordAt, wordsFrom } from '../tokens.ts'
import type { Role } from './segment.ts'

export const isQuestionAt = (tokens: readonly Token[], at: number): boolean =>
  isQuestion(wordsFrom(tokens, at))

/** True if the sentence ends with a question mark. */
export function endsWithQuestionMark(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex((token, index) => index > at && isEnder(token))
  return wordAt(tokens, end) === '?'
}

/** A request for the results, which the user gets anyway: `let me know`, `get back to me`. */
export const asksForAnswer = (tokens: readonly Token[], at: number): boolean =>
  /^(?:let (?:me|us) know|keep me (?:posted|informed|updated)|get back to me|report back)\b/.test(
    wordsFrom(tokens, at),
  )

/** `do not buy anything`, `don't email the client`, `no need to call`. */
export function startsBan(tokens: readonly Token[], at: number): boolean {
  const [first, second] = [wordAt(tokens, at), wordAt(tokens, at + 1)]
  if (/^(?:don't|dont|never|avoid|not)$/.test(first)) return true
  return (first === 'do' && second === 'not') || (first === 'no' && /^need\b/.test(second))
}

/** `After` in `After the workshop, summarise the forms`: the first word of a phrase before a request. */
const leadPhrase =
  /^(?:of|instead|apart|after|before|during|by|on|in|at|for|from|with|until|since|given|based|regarding|concerning|about|within|as|to|per|under|without|using)$/

/** `After the workshop, …`: a phrase of time, place or topic before the request. */
export const startsLeadPhrase = (tokens: readonly Token[], at: number): boolean =>
  leadPhrase.test(wordAt(tokens, at))

/** `I will` in `…, I will send it myself` */
const ownPlan = /^(?:i|we) (?:will|can|have|am|are|already|would|do|don't|know)\b/
/** `I've`, `it's for`, `this is` */
const ownRemark = /^(?:i'll|we'll|i'm|we're|i've|we've|you know|that's|it's for|this is)\b/

/** True for a remark about the user's own plans or situation. */
export function startsOwnRemark(tokens: readonly Token[], at: number): boolean {
  const words = wordsFrom(tokens, at)
  return ownPlan.test(words) || ownRemark.test(words)
}

const statementStarts = setOf(
  `i i'm i've i'd i'll we we're we've we'd he she they it it's there this that these those my our his her their the a an
  everyone everybody somebody someone people because since as when while although though thanks thank cheers regards best
  hope sorry good dear hi hello whatever whichever which who your unfortunately currently recently today yesterday last
  next this every some many most both all each no as`,
)

/** Role of a sentence without a verb of work at its start. */
export function roleOfSentence(tokens: readonly Token[], at: number): Role {
  if (isQuestionAt(tokens, at)) return 'step'
  return isStatementAt(tokens, at) || startsLeadPhrase(tokens, at) ? 'statement' : 'step'
}

/** `The report is late.`: a subject with a finite verb, or a word that starts statements. */
function isStatementAt(tokens: readonly Token[], at: number): boolean {
  const first = tokens[at]
  if (first === undefined || first.kind !== 'word') return first?.kind === 'quote'
  return statementStarts.has(first.lower) || hasFiniteVerb(tokens, at)
}

const finiteVerb =
  /^(?:is|are|was|were|has|have|had|will|would|says|said|wrote|writes|asks|wants|needs|did|does|reads)$/

function hasFiniteVerb(tokens: readonly Token[], at: number): boolean {
  const words = tokens.slice(at + 1, at + 8)
  const end = words.findIndex(({ kind }) => kind === 'mark')
  return words.slice(0, end === -1 ? undefined : end).some(({ lower }) => finiteVerb.test(lower))
}

/** `I need`, `I'd like`, `we would like`, word by word. */
const needForms = [
  [/^(?:i|we)$/, /^(?:need|want|require)$/],
  [/^(?:i'd|we'd)$/, /^like$/],
  [/^(?:i|we)$/, /^would$/, /^like$/],
]

/** Token index of the object in `I need a packing list`; null for other texts. */
export function findNeededObject(tokens: readonly Token[], at: number): number | null {
  const start = /^(?:please|also|and|then|,)$/.test(wordAt(tokens, at)) ? at + 1 : at
  const form = needForms.find((words) =>
    words.every((pattern, index) => pattern.test(wordAt(tokens, start + index))),
  )
  if (form === undefined) return null
  const object = tokens[start + form.length]
  if (object === undefined || object.kind === 'mark') return null
  return /^(?:to|you|him|her|them|it|that|this|someone|somebody)$/.test(object.lower)
    ? null
    : start + form.length
}

/** `buy stamps, and is the post office open?`: a question joined to a request. */
export const isJoinedQuestion = (tokens: readonly Token[], at: number): boolean =>
  /^(?:is|are|does|do|did|when|where|who|how|what|can)\b/.test(wordsFrom(tokens, at)) &&
  endsWithQuestionMark(tokens, at)
