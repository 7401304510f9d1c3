import { type Token, wordAt } from '../tokens.ts'
import type { OpenCursor, Segment } from './segment.ts'

/** The tokens of the open segment from its verb on, without its gaps. */
export const tokensSoFar = (
  tokens: readonly Token[],
  { open: { verbAt, gaps }, at }: Pick<OpenCursor, 'open' | 'at'>,
): Token[] =>
  tokens
    .slice(verbAt, at)
    .filter((_, index) =>
      gaps.every(({ range: [from, to] }) => verbAt + index < from || verbAt + index >= to),
    )

/** True after the start of a message's content: `email Bob saying …`, `tell Ann: …`. */
export const hasContent = (
  tokens: readonly Token[],
  { open, at }: { readonly open: Segment | null; readonly at: number },
): boolean =>
  open?.verb?.kind === 'communication' &&
  tokensSoFar(tokens, { open, at }).some(
    ({ lower }) => lower === ':' || /^(?:saying|says|asking|telling)$/.test(lower),
  )

/** True for words that start with a request to a person: `ask Bob to …`, `tell Ann that …`. */
export const asksPerson = ([first]: readonly Token[]): boolean =>
  /^(?:ask|tell|remind|invite|advise|persuade|beg|instruct|want|get|let)$/.test(first?.lower ?? '')

/** True for `and` without a comma or a word of order. */
export const isPlainAnd = (tokens: readonly Token[], at: number): boolean =>
  /^(?:and|&|plus)$/.test(wordAt(tokens, at))
