import type { Joint } from './message-joints.ts'
import { setOf, type Token } from './message-tokens.ts'
import { type FoundVerb, findStepVerb, hasEvidence, negations } from './step-verbs.ts'

export interface OpenClause {
  readonly verb: FoundVerb | null
}

/** An open clause, and a verb after a joint that may begin the next one. */
export interface Joined {
  readonly tokens: readonly Token[]
  readonly open: OpenClause
  readonly inside: readonly Token[]
  readonly joint: Joint
  readonly isMere: boolean
  readonly verb: FoundVerb
  readonly verbAt: number
}

const contentWords = setOf('saying asking telling says')
export const relatives = setOf('that which who what')
export const purposes = setOf('how ways whether why')

/** Whether the verb after the joint asks for a step of its own, and does not belong to what the open clause says. */
export function mayPart({ tokens, open, inside, joint, isMere, verb, verbAt }: Joined): boolean {
  if (joint.position === 'opening') return !isContent(open, inside, true)
  if (isContent(open, inside, false)) return false
  if (joint.isSequel) return true
  // "do not buy anything and email nobody": what is forbidden goes on until a word or mark that ends it.
  if (inside.some(({ lower }) => negations.has(lower)) && isMere) return false
  if (relatives.has(inside.find(({ lower }) => relatives.has(lower))?.lower ?? '')) {
    return findStepVerb([...inside.slice(-1), ...tokens.slice(verbAt)], 0, 'sequel') === null
  }
  const isPurpose =
    inside.some(({ lower }) => purposes.has(lower)) ||
    (open.verb?.kind === 'communication' &&
      inside.some(({ lower }) => /^(?:to|that)$/.test(lower)) &&
      asks(inside))
  return !isPurpose || isAddressed(tokens, verbAt, verb)
}

export const asks = (inside: readonly Token[]): boolean =>
  /^(?:ask|tell|remind|invite)$/.test(inside[0]?.lower ?? '')

/** The open clause has begun to quote a message; that goes on to the end of the sentence, after a colon to the end. */
export function isContent(open: OpenClause, inside: readonly Token[], isEnd: boolean): boolean {
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
