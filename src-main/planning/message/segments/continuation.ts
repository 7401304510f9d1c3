import type { Connector } from '../connectors.ts'
import { type FoundVerb, hasEvidence } from '../imperative.ts'
import { verbs } from '../lexicon.ts'
import { type Token, wordAt } from '../tokens.ts'
import { asksPerson, hasContent, isPlainAnd, tokensSoFar } from './open-segment.ts'
import type { OpenCursor } from './segment.ts'
import { startsOwnRemark } from './sentence-forms.ts'

/** A verb after a connector, with the open segment before it. */
interface NextVerb extends OpenCursor {
  readonly connector: Connector
  readonly verb: FoundVerb
  readonly verbAt: number
}

/** True if the verb belongs to the open segment: to a message's content, a purpose, a question or a relative clause. */
export function isContinuation(tokens: readonly Token[], next: NextVerb): boolean {
  const { open, connector } = next
  if (connector.position === 'opening') return false
  if (hasContent(tokens, next)) return true
  if (connector.isSequel || connector.isIndependent) return false
  if (open.role === 'ban') return continuesBan(tokens, next)
  if (open.role === 'statement') return continuesStatement(tokens, next)
  if (!isPlain(tokens, next)) return false
  return continuesMessage(tokens, next) ?? (isPlainAnd(tokens, next.at) && continuesObject(tokens, next))
}

/** True for a connector that is only `and` or only a comma. */
const isPlain = (tokens: readonly Token[], { at, connector }: NextVerb): boolean =>
  isPlainAnd(tokens, at) || (wordAt(tokens, at) === ',' && connector.end === at + 1)

/** `do not buy or order anything and email nobody`: the ban covers verbs after `and`. */
const continuesBan = (tokens: readonly Token[], next: NextVerb): boolean =>
  isPlainAnd(tokens, next.at) ||
  (isPlain(tokens, next) && canBeNoun(tokens, next) && next.connector.next === next.connector.end)

/** `I will call and order it`, `we have a report, plan and budget`. */
const continuesStatement = (tokens: readonly Token[], next: NextVerb): boolean =>
  (startsOwnRemark(tokens, next.open.start) && isPlainAnd(tokens, next.at)) ||
  (isPlain(tokens, next) && canBeNoun(tokens, next) && !hasOwnObject(tokens, next))

/** Verbs about the content of a message: `call the hotel and ask for a room`. */
const contentVerb =
  /^(?:ask|cancel|confirm|accept|decline|complain|reschedule|explain|negotiate|apologise|apologize|thank|say|check|see|offer|request|cc|bcc|propose|suggest|agree|wish|congratulate)$/

/** Whether the verb belongs to the message that the open segment sends; null if these rules do not decide. */
function continuesMessage(tokens: readonly Token[], next: NextVerb): boolean | null {
  if (next.open.verb?.kind !== 'communication') return null
  const isAnd = isPlainAnd(tokens, next.at)
  if (isAnd && contentVerb.test(wordAt(tokens, next.verbAt)) && !hasNewRecipient(tokens, next)) return true
  const words = tokensSoFar(tokens, next)
  if (!asksPerson(words)) return null
  if (findInfinitive(words, 1) !== -1) return !isForUser(tokens, next)
  return isAnd && hasReportedClause(words) ? !hasOwnObject(tokens, next) : null
}

/** `call the hotel and thank Ann`: a name after the verb, except for copies (`cc Ann`). */
const hasNewRecipient = (tokens: readonly Token[], { verbAt }: NextVerb): boolean =>
  !/^(?:cc|bcc)$/.test(wordAt(tokens, verbAt)) && /^\p{Lu}\p{Ll}/u.test(tokens[verbAt + 1]?.text ?? '')

/** `tell Bob that …`, `ask Ann whether …`. */
const hasReportedClause = (words: readonly Token[]): boolean =>
  words.slice(1).some(({ lower }) => /^(?:that|whether|if|how|why|when|what|where)$/.test(lower))

/** Index of the first `to` with an infinitive, from an index on; -1 without an infinitive. */
const findInfinitive = (words: readonly Token[], from: number): number =>
  words.findIndex(
    ({ lower }, index) => index >= from && lower === 'to' && words[index + 1]?.isBaseVerb === true,
  )

/** `how to` in `research how to plan and book trips` */
const instruction = /\b(?:how|ways?|where|whether|order|able|what) to\b(?!.*,)/
/** `why` in `find out why customers call and complain` */
const indirectQuestion = /\b(?:how|why|ways|whether)\b/

/** Whether the verb belongs to the object of the open segment. */
function continuesObject(tokens: readonly Token[], next: NextVerb): boolean {
  const tokensOfOpen = tokensSoFar(tokens, next)
  const words = tokensOfOpen.map(({ lower }) => lower).join(' ')
  const isStrong = hasOwnObject(tokens, next)
  if (instruction.test(words)) return !isForUser(tokens, next)
  if (indirectQuestion.test(words) && !isStrong) return !isForUser(tokens, next)
  const relative = next.open.verb?.kind === 'communication' ? -1 : findRelative(tokensOfOpen)
  if (relative !== -1) return tokensOfOpen[relative + 1]?.isBaseVerb === true && !isStrong
  return endsWithPurpose(tokensOfOpen) && !isStrong
}

/** Index of the pronoun in `companies that buy and sell books`; -1 without a relative clause. */
const findRelative = (words: readonly Token[]): number =>
  words.findIndex(({ lower }, index) => index > 0 && /^(?:that|which|who)$/.test(lower))

/** Limit on the words of a purpose, in tokens. */
const maxPurpose = 4

/** `find a tool to record and edit videos`. */
function endsWithPurpose(words: readonly Token[]): boolean {
  const start = findInfinitive(words, 2)
  return start !== -1 && words.length - start <= maxPurpose
}

/** True for words that can be a noun here, such as `order` or an unknown word. */
const canBeNoun = (tokens: readonly Token[], { verbAt }: NextVerb): boolean =>
  verbs.get(wordAt(tokens, verbAt))?.isNoun !== false

/** True if a determiner, pronoun, number or name follows the verb, so the verb asks for work of its own. */
function hasOwnObject(tokens: readonly Token[], { verbAt, verb }: NextVerb): boolean {
  const object = tokens[verbAt + verb.length]
  return object !== undefined && object.kind !== 'mark' && hasEvidence(object)
}

/** True if the result is for the user: `send me …`, `email bob@example.com`, `draft an email`, `summarise the findings`. */
function isForUser(tokens: readonly Token[], { verbAt, verb: { kind, length } }: NextVerb): boolean {
  const objects = tokens.slice(verbAt + length, verbAt + length + 3)
  if (objects.length === 0 || kind === 'research' || kind === 'purchase') return false
  return kind === 'communication' || kind === 'writing'
    ? objects.some(isMessageOrRecipient)
    : objects.some(({ lower }) => /^(?:it|them|results?|findings?|options?|answers?|prices?)$/.test(lower))
}

const isMessageOrRecipient = ({ lower, kind }: Token): boolean =>
  kind === 'address' || /^(?:me|us|an|a|email|mail|letter)$/.test(lower)
