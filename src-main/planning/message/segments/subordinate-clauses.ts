import { skipLeadIn } from '../connectors.ts'
import { type FoundVerb, findStepVerb } from '../imperative.ts'
import { baseOf } from '../lexicon.ts'
import { setOf, type Token, wordAt, wordsFrom } from '../tokens.ts'
import { asksPerson, hasContent, tokensSoFar } from './open-segment.ts'
import type { Cursor, Segment } from './segment.ts'
import { endsWithQuestionMark } from './sentence-forms.ts'

/** `if`, `once`, `as soon as`, `otherwise` */
const conjunction =
  /^(?:if|unless|once|when|whenever|after|before|until|while|otherwise|else|as soon as|as long as|in case|provided|assuming|depending)\b/

type Subordinate = Pick<Segment, 'role' | 'start' | 'verbAt' | 'verb' | 'order' | 'isElse'>

/** Reads `if it rains`, `otherwise …` or `before you order the toner`; null if no subordinate clause starts here. */
export function readSubordinate(tokens: readonly Token[], cursor: Cursor): Subordinate | null {
  const { at, connector } = cursor
  const starts = connector === null ? [at] : [connector.end, connector.next]
  const start = starts.find((each) => conjunction.test(wordsFrom(tokens, each)))
  if (start === undefined) return null
  const length = lengthOfElse(tokens, start, connector !== null)
  if (length > 0) return readAlternative(tokens, start + length)
  if (connector === null && isPartOfOpen(tokens, cursor)) return null
  const isLeading = connector?.position === 'opening'
  const work = readWork(tokens, start, isLeading)
  if (work !== null) return work
  return isCondition(tokens, start, isLeading)
    ? { role: 'condition', start, verbAt: start, verb: null, order: null, isElse: false }
    : null
}

/** Tokens of `otherwise`, `else` or `if not`; 0 for other words. */
function lengthOfElse(tokens: readonly Token[], at: number, isConnected: boolean): number {
  const [word, second] = [wordAt(tokens, at), wordAt(tokens, at + 1)]
  if (word === 'otherwise' || (word === 'else' && isConnected)) return 1
  return word === 'if' && second === 'not' ? 2 : 0
}

function readAlternative(tokens: readonly Token[], after: number): Subordinate | null {
  const start = skipLeadIn(tokens, after)
  const verb = findStepVerb(tokens, start, 'opening')
  return verb === null ? null : { role: 'step', start, verbAt: start, verb, order: null, isElse: true }
}

/** Without a connector, the words can belong to a condition or to the content of a message. */
const isPartOfOpen = (tokens: readonly Token[], { open, at }: Cursor): boolean =>
  open !== null &&
  (open.role === 'condition' ||
    hasContent(tokens, { open, at }) ||
    (open.verb?.kind === 'communication' && asksPerson(tokensSoFar(tokens, { open, at }))))

function isCondition(tokens: readonly Token[], start: number, isLeading: boolean): boolean {
  const word = wordAt(tokens, start)
  if (/^(?:before|after|until|while)$/.test(word)) return isLeading && hasVerbOrPronoun(tokens, start + 1)
  if (/^(?:when|whenever)$/.test(word)) return isLeading && !endsWithQuestionMark(tokens, start)
  if (word === 'once' && !hasVerbOrPronoun(tokens, start + 1)) return false
  return !isFixedPhrase(tokens, start) && start + 2 < tokens.length
}

/** `if possible`, `as usual` and `provided` without `that` start no condition. */
function isFixedPhrase(tokens: readonly Token[], start: number): boolean {
  const [word, second] = [wordAt(tokens, start), wordAt(tokens, start + 1)]
  if (word === 'if') return /^(?:possible|necessary|needed|you can|available)$/.test(second)
  return /^(?:in|as|provided|assuming|depending)$/.test(word) && !/^(?:case|soon|long|that|on)$/.test(second)
}

/** `answers` in `once the bank answers`, `I` in `before I leave` */
const verbOrPronoun =
  /^(?:is|are|was|were|has|have|had|'s|will|can|could|do|does|did|know|knows|agree|agrees|answer|answers|arrive|arrives|reply|replies|finish|finishes|get|gets|got|come|comes|say|says|confirm|confirms|close|closes|start|starts|end|ends|i|you|they|we|he|she)$/

/** True if the words up to the next mark or `and` contain a verb or pronoun after their first word. */
function hasVerbOrPronoun(tokens: readonly Token[], at: number): boolean {
  const end = tokens.findIndex(
    (token, index) => index > at && (token.kind === 'mark' || token.lower === 'and'),
  )
  return tokens.slice(at + 1, end === -1 ? undefined : end).some(({ lower }) => verbOrPronoun.test(lower))
}

/** Reads work in a subordinate clause: `before you order the toner`, `after comparing the quotes`. */
function readWork(tokens: readonly Token[], start: number, isLeading: boolean): Subordinate | null {
  const verbAt = findWorkVerb(tokens, start, isLeading)
  const base = verbAt === null ? null : baseOf(wordAt(tokens, verbAt))
  if (verbAt === null || base === null) return null
  const verb = findVerbByBase(tokens, verbAt, base)
  const order = wordAt(tokens, start) === 'before' ? 'before' : 'after'
  return verb === null ? null : { role: 'step', start: verbAt, verbAt, verb, order, isElse: false }
}

/** Verbs of events that need no work: `once you know the dates`. */
const passiveVerbs = setOf(
  'know have get receive are hear see got finish finished need want agree feel can done ready',
)

/** Token index of the verb in `once you have checked it` or `after comparing the quotes`; null without work. */
function findWorkVerb(tokens: readonly Token[], start: number, isLeading: boolean): number | null {
  const conjunctionWord = wordAt(tokens, start)
  if (!/^(?:before|after|once|when|as)$/.test(conjunctionWord)) return null
  if (conjunctionWord === 'when' && !isPerfect(tokens, start + 1)) return null
  let at = conjunctionWord === 'as' ? start + 3 : start + 1
  const hasSubject = /^(?:you|you've|you're|you'll)$/.test(wordAt(tokens, at))
  if (hasSubject) at += 1
  while (hasSubject && /^(?:have|are|can|do|then|also|will)$/.test(wordAt(tokens, at))) at += 1
  while (/^(?:actually|finally|first|carefully|already)$/.test(wordAt(tokens, at))) at += 1
  if (hasSubject) return passiveVerbs.has(wordAt(tokens, at)) ? null : at
  return isGerundWithObject(tokens, at, isLeading) ? at : null
}

/** `when you have` and `when you've`: other clauses with `when` describe a time. */
const isPerfect = (tokens: readonly Token[], at: number): boolean =>
  wordAt(tokens, at) === "you've" || wordAt(tokens, at + 1) === 'have'

/** `after comparing the quotes`. At the start of a sentence, the gerund needs no object. */
const isGerundWithObject = (tokens: readonly Token[], at: number, isLeading: boolean): boolean =>
  /ing$/.test(wordAt(tokens, at)) &&
  (isLeading || /^(?:it|them|the|this|that|these|those|your|my|our)$/.test(wordAt(tokens, at + 1)))

/** Finds the verb as if the message contained its base form. */
const findVerbByBase = (tokens: readonly Token[], at: number, base: string): FoundVerb | null =>
  findStepVerb(
    tokens.map((token, index) =>
      index === at ? { ...token, lower: base, text: base, isBaseVerb: true } : token,
    ),
    at,
    'opening',
  )
