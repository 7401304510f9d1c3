import { cleanMessage, type Token, tokenize } from './message-tokens.ts'
import { type FoundVerb, findStepVerb, hasEvidence, type Position, type StepKind } from './step-verbs.ts'

/** A part of a message that asks for one thing. */
export interface Clause {
  /** Null: no verb of it is known, so that it only says what the message is about. */
  readonly kind: StepKind | null
  /** The verb as it was typed, in lower case; empty where none is known. */
  readonly action: string
  /** What follows the verb. */
  readonly object: string
  /** The whole clause from its verb, as it was typed. */
  readonly text: string
  /** What the message says before it without asking for anything: `I have 900 euros`. */
  readonly context: string
  /** A word such as `then` puts it after what came before. */
  readonly isSequel: boolean
}

/** More steps than a person types: what comes after stays in the last clause. */
const maxClauses = 50

/** The clauses of a message in their order; at least one, unless the message has no words. */
export function readClauses(message: string): Clause[] {
  const text = cleanMessage(message)
  const tokens = tokenize(text)
  const spans = findSpans(tokens)
  return withContext(spans.map((span) => clauseOf(text, tokens, span)))
}

interface Span {
  /** Places of tokens; `end` is the one after the last. */
  readonly start: number
  readonly end: number
  readonly verb: FoundVerb | null
  readonly isSequel: boolean
}

function findSpans(tokens: readonly Token[]): Span[] {
  if (tokens.every(({ kind }) => kind === 'mark')) return []
  const lead = skipLeadIn(tokens)
  const first = lead < tokens.length ? lead : 0
  const spans: Span[] = []
  let open = { start: first, verb: findStepVerb(tokens, first, 'opening'), isSequel: false }
  for (let at = first + 1; at < tokens.length && spans.length < maxClauses - 1; at += 1) {
    const joint = readJoint(tokens, at)
    if (joint === null) continue
    const verb = findStepVerb(tokens, joint.next, joint.isSequel ? 'sequel' : joint.position)
    if (verb === null || !mayPart({ tokens, open, at, joint, verb })) continue
    spans.push({ ...open, end: at })
    open = { start: joint.next, verb, isSequel: joint.isSequel }
    at = joint.next
  }
  return [...spans, { ...open, end: tokens.length }]
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/))
const leadIns = [
  'please|kindly|hi|hello|hey|ok|okay|first|firstly|just|now|maybe|also|then|finally|next|lastly|instead|afterwards',
  'can you|could you|would you|will you|help me to|help me|let us|go and|go ahead and|make sure to|try to|be so kind to',
  "let's|i want to|i need to|i would like to|i'd like to|we want to|we need to|we should|i want you to|i need you to",
  "i'd like you to|i would like you to|you should|your task is to",
]
  .flatMap((line) => line.split('|'))
  .map((phrase) => phrase.split(' '))
  .sort((a, b) => b.length - a.length)

/** The place after words that ask politely or only order steps. */
function skipLeadIn(tokens: readonly Token[], start = 0): number {
  let at = start
  for (;;) {
    const phrase = leadIns.find((words) => words.every((word, index) => tokens[at + index]?.lower === word))
    if (phrase !== undefined) at += phrase.length
    else if (at < tokens.length && tokens[at]?.kind === 'mark') at += 1
    else return at
  }
}

interface Joint {
  /** Place of the first token after it. */
  readonly next: number
  readonly isSequel: boolean
  /** `opening`: a sentence ended, so that what follows is read like a message of its own. */
  readonly position: Position
}

const enders = setOf('. ! ? ; \n')
const sequels = setOf('then afterwards')

/** Words and marks that may part two clauses at this place: `and`, `, then`, `. After that`; null where there are none. */
function readJoint(tokens: readonly Token[], at: number): Joint | null {
  let next = at
  let isSequel = false
  let position: Position = 'joined'
  for (; next < tokens.length; next += 1) {
    const { lower = '', kind = 'word' } = tokens[next] ?? {}
    const follower = tokens[next + 1]?.lower ?? ''
    if (sequels.has(lower)) isSequel = true
    else if (lower === 'after' && /^(?:that|this|which)$/.test(follower)) {
      isSequel = true
      next += 1
    } else if (kind === 'mark' && lower !== ':') position = enders.has(lower) ? 'opening' : position
    else if (lower !== 'and' && lower !== 'but' && lower !== 'plus') break
  }
  if (next === at) return null
  const start = skipLeadIn(tokens, next)
  isSequel ||= tokens
    .slice(next, start)
    .some(({ lower }) => /^(?:then|finally|lastly|next|afterwards)$/.test(lower))
  return { next: start, isSequel, position }
}

interface Parting {
  readonly tokens: readonly Token[]
  readonly open: { readonly start: number; readonly verb: FoundVerb | null }
  readonly at: number
  readonly joint: Joint
  readonly verb: FoundVerb
}

const negations = setOf("don't dont not never without avoid")
const contentWords = setOf('saying asking telling says')
const relatives = setOf('that which who what')
const purposes = setOf('how ways whether why')

/** Whether the verb after the joint asks for a step of its own, and does not belong to what the open clause says. */
function mayPart({ tokens, open, at, joint, verb }: Parting): boolean {
  const inside = tokens.slice(open.start, at)
  if (joint.position === 'opening') return !isContent(open, inside, true)
  if (isContent(open, inside, false)) return false
  if (joint.isSequel) return true
  // "do not buy anything and email nobody": what is forbidden goes on until a word or mark that ends it.
  if (inside.some(({ lower }) => negations.has(lower)) && tokens[at]?.lower === 'and') return false
  if (relatives.has(inside.find(({ lower }) => relatives.has(lower))?.lower ?? '')) {
    return findStepVerb([...inside.slice(-1), ...tokens.slice(joint.next)], 0, 'sequel') === null
  }
  const isPurpose =
    inside.some(({ lower }) => purposes.has(lower)) ||
    (open.verb?.kind === 'communication' &&
      inside.some(({ lower }) => /^(?:to|that)$/.test(lower)) &&
      asks(inside))
  return !isPurpose || isAddressed(tokens, joint.next, verb)
}

const asks = (inside: readonly Token[]): boolean =>
  /^(?:ask|tell|remind|invite)$/.test(inside[0]?.lower ?? '')

/** The open clause has begun to quote a message; that goes on to the end of the sentence, after a colon to the end. */
function isContent(open: Parting['open'], inside: readonly Token[], isEnd: boolean): boolean {
  if (open.verb?.kind !== 'communication') return false
  return inside.some(({ lower }) => lower === ':' || (!isEnd && contentWords.has(lower)))
}

/** `send me ...`, `email bob@example.com`, `draft an email`, `summarise the findings`: said by who wrote the message. */
function isAddressed(tokens: readonly Token[], at: number, { kind, length }: FoundVerb): boolean {
  const next = tokens[at + length]
  if (next === undefined || kind === 'research' || kind === 'purchase') return false
  const ahead = tokens.slice(at + length, at + length + 3)
  if (kind === 'communication') {
    return ahead.some(
      (token) =>
        /^(?:me|us|an|a|email|mail|letter)$/.test(token.lower) ||
        (token.kind === 'address' && hasEvidence(token)),
    )
  }
  return ahead.some(({ lower }) => /^(?:it|them|results?|findings?|options?|answers?|prices?)$/.test(lower))
}

function clauseOf(text: string, tokens: readonly Token[], { start, end, verb, isSequel }: Span): Clause {
  const last = trimEnd(tokens, start, end)
  const from = tokens[start]?.start ?? 0
  const ended = tokens[last - 1]?.end ?? from
  const until = ended + (/^[)\]>}”’]*/u.exec(text.slice(ended, ended + 10))?.[0].length ?? 0)
  const isForbidden = verb === null && negations.has(tokens[start]?.lower ?? '')
  const begins = verb === null ? from : (tokens[start + verb.length]?.start ?? until)
  return {
    kind: verb?.kind ?? null,
    action:
      verb === null || isForbidden
        ? ''
        : text.slice(from, tokens[start + verb.length - 1]?.end).toLowerCase(),
    object: text.slice(Math.min(begins, until), until).trim(),
    text: text.slice(from, until).trim(),
    context: '',
    isSequel,
  }
}

/** Without the marks at its end. */
function trimEnd(tokens: readonly Token[], start: number, end: number): number {
  let last = end
  while (last > start + 1 && tokens[last - 1]?.kind === 'mark') last -= 1
  return last
}

const statements =
  /^(?:i|i'm|i've|we|we're|my|our|he|she|they|it|it's|there|this|if|because|since|as|when|don't|do not|never)(?![\p{L}\p{N}])/iu

/** A clause that only tells something is the context of the next one that asks for something. */
function withContext(clauses: readonly Clause[]): Clause[] {
  const kept: Clause[] = []
  let context: string[] = []
  for (const [index, clause] of clauses.entries()) {
    const isLast = index === clauses.length - 1
    if (clause.kind === null && !isLast && statements.test(clause.text)) {
      context.push(clause.text)
      continue
    }
    kept.push({ ...clause, context: context.join('; ') })
    context = []
  }
  return kept
}
