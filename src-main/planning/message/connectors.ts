import { findStepVerb, type Position } from './imperative.ts'
import { type Token, wordAt } from './tokens.ts'

/** Words and marks between two clauses, such as `, and then`. */
export interface Connector {
  /** Index of the first token after the connector and after polite words. */
  readonly next: number
  /** Index of the first token after the connector. Polite words may follow. */
  readonly end: number
  /** A word such as `then` makes the second step come after the first. */
  readonly isSequel: boolean
  /** A word such as `also` makes the second step independent of the first. */
  readonly isIndependent: boolean
  /** `opening`: a sentence ended, so the next clause follows the rules for the start of a message. */
  readonly position: Position
}

/** Words of order and fillers: `first of all`. */
const orderWords = `
  please|pls|plz|kindly|some time|sometime|at some point|no rush|hi|hello|hey|hi there|hello there|ok|
  okay|first|firstly|first of all|just|now|maybe|perhaps|also|then|finally|next|lastly|last|instead|
  afterwards|after that|later|second|secondly|third|thirdly|so|simply|quickly|go and|go ahead and|
  additionally|in addition|furthermore|besides|moreover|only|rather|once done|when done|when finished|
  from there|based on that|with that|in the end|at the end|to start|to begin with|start by|begin by|
  separately|in parallel|at the same time|meanwhile|in the meantime|independently|as well|too|still|again`
/** Requests to the reader: `would you be able to`. */
const requestPhrases = `
  can you|could you|would you|will you|can you please|could you please|would you please|please could you|
  please can you|can i get you to|help me to|help me|help us|help us to|let us|make sure to|make sure you|
  be sure to|try to|be so kind to|be so kind as to|would you be able to|are you able to|
  do you think you could|i was hoping you could|any chance you could|do me a favour and|do me a favor and|
  if you could|if you can|if you have time|when you have time|when you have a moment|
  when you get a chance|when you have a minute|if you do not mind|if you don't mind|would you mind|
  could i ask you to|may i ask you to|i ask you to|i was wondering if you could|i wonder if you could|
  it would be great if you could|it would be nice if you could|i would appreciate it if you could|
  would it be possible to|is it possible to|remember to|do remember to|don't forget to|do not forget to|
  please don't forget to|you can|you need to|you should|you could|you have to|you must|your task is to|
  your job is to|the task is to|the goal is to|feel free to`
/** Needs of the user: `I would like you to`. */
const needPhrases = `
  let's|i want to|i need to|i would like to|i'd like to|i'd love to|we'd like to|we want to|we need to|
  we should|i should|we must|i must|we have to|i want you to|i need you to|we need you to|we want you to|
  i'd like you to|i would like you to|i'd need you to|i'm looking to|we're looking to|we would like to|
  we would like you to`
const leadIns = [orderWords, requestPhrases, needPhrases]
  .flatMap((phrases) => phrases.split('|'))
  .map((phrase) => phrase.trim().split(' '))
  .sort((a, b) => b.length - a.length)

/** Index of the first token after polite words, such as `could you please`, and words of order, such as `first`. */
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
const sequels = /^(?:then|afterwards|finally|lastly|next|later)$/
const independence =
  /^(?:also|separately|parallel|meanwhile|independently|additionally|addition|besides|furthermore|moreover|meantime)$/

export const isEnder = (token: Token | undefined): boolean =>
  token === undefined || (token.kind === 'mark' && enders.has(token.lower))

/** Reads a connector such as `and`, `, then` or `. After that`; null at other tokens. */
export function readConnector(tokens: readonly Token[], at: number): Connector | null {
  let next = at
  let isSequel = false
  let isIndependent = false
  let position: Position = 'joined'
  for (; next < tokens.length; next += 1) {
    const { lower = '', kind = 'word' } = tokens[next] ?? {}
    const follower = wordAt(tokens, next + 1)
    if (sequels.test(lower) && (next > at || lower === 'then' || lower === 'afterwards')) isSequel = true
    else if (lower === 'after' && /^(?:that|this|which)$/.test(follower)) {
      isSequel = true
      next += 1
    } else if (kind === 'mark' && lower !== ':') position = enders.has(lower) ? 'opening' : position
    else if (lower !== 'and' && lower !== 'but' && lower !== 'plus' && lower !== '&') break
  }
  if (next === at) return null
  const start = skipLeadIn(tokens, next)
  const leadIn = tokens.slice(at, start)
  isSequel ||= leadIn.some(({ lower }) => sequels.test(lower)) || isDoneBefore(leadIn)
  isIndependent ||= leadIn.some(({ lower }) => independence.test(lower))
  return { next: start, end: next, isSequel, isIndependent, position }
}

/** `after that`, `once done`, `based on that`, `from there`. */
const isDoneBefore = (leadIn: readonly Token[]): boolean =>
  /\b(?:after that|when done|once done|when finished|based on that|with that|from there)$/.test(
    leadIn.map(({ lower }) => lower).join(' '),
  )

/** Index of the end of a statement: a mark, or a connector before the verb of a step. */
export function findClauseEnd(tokens: readonly Token[], at: number): number {
  for (let end = at; end < tokens.length; end += 1) {
    const token = tokens[end]
    if (isEnder(token) || (token?.kind === 'mark' && /[,:]/.test(token.lower) && !token.isInBrackets))
      return end
    const connector = readConnector(tokens, end)
    if (connector !== null && findStepVerb(tokens, connector.next, 'sequel') !== null) return end
  }
  return tokens.length
}
