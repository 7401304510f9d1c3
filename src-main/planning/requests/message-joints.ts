import { setOf, type Token } from './message-tokens.ts'
import { findStepVerb, type Position } from './step-verbs.ts'

/** Words and marks that may part two clauses. */
export interface Joint {
  /** Place of the first token after it and after the words that only ask politely. */
  readonly next: number
  /** Place of the first token after it; polite words still stand there. */
  readonly bare: number
  readonly isSequel: boolean
  /** `opening`: a sentence ended, so that what follows is read like a message of its own. */
  readonly position: Position
}

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
export function skipLeadIn(tokens: readonly Token[], start = 0): number {
  let at = start
  for (;;) {
    const phrase = leadIns.find((words) => words.every((word, index) => tokens[at + index]?.lower === word))
    if (phrase !== undefined) at += phrase.length
    else if (at < tokens.length && tokens[at]?.kind === 'mark') at += 1
    else return at
  }
}

const enders: ReadonlySet<string> = new Set('.!?;\n')
const sequels = setOf('then afterwards')

export const isEnder = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'mark' && enders.has(token.lower))

/** `and`, `, then`, `. After that`; null where there is nothing of the kind. */
export function readJoint(tokens: readonly Token[], at: number): Joint | null {
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
  return { next: start, bare: next, isSequel, position }
}

/** Two joints that follow each other, with nothing between them that asks for a step. */
export const joinJoints = (first: Joint | null, second: Joint | null): Joint | null =>
  first === null || second === null
    ? (second ?? first)
    : {
        ...second,
        isSequel: first.isSequel || second.isSequel,
        position: first.position === 'opening' ? 'opening' : second.position,
      }

/** Where what is said at this place ends: at a mark, or at a joint after which a verb asks for a step. */
export function findClauseEnd(tokens: readonly Token[], at: number): number {
  for (let end = at; end < tokens.length; end += 1) {
    const token = tokens[end]
    if (isEnder(token) || (token?.kind === 'mark' && /[,:]/.test(token.lower) && !token.isAside)) return end
    const joint = readJoint(tokens, end)
    if (joint !== null && findStepVerb(tokens, joint.next, 'sequel') !== null) return end
  }
  return tokens.length
}
