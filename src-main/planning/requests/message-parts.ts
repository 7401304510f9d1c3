import { listApprovals, otherWork } from './goal-demands.ts'

/** The steps of a message, separated from reviews and uncovered parts. */
export interface MessageParts {
  /** Text with the steps only. */
  readonly text: string
  /** Words that ask for a review by another person. The last step's result needs this review. */
  readonly reviews: readonly string[]
  /** Parts without a step. */
  readonly uncoveredParts: readonly string[]
}

/** Returns the titles of the steps in a text, in order. */
type TitlesOf = (text: string) => readonly string[]

/** Separates reviews and uncovered parts from the steps. `titlesOf` parses the steps of a text. */
export function readMessageParts(message: string, titlesOf: TitlesOf): MessageParts {
  const reviews = listApprovals(message).filter(isReviewByOthers)
  const rest = reviews.reduce(without, addHeldPurchase(addHeldAction(message, titlesOf), titlesOf))
  const hasOnlyReviews = !/[\p{L}\p{N}]/u.test(rest)
  const text = hasOnlyReviews ? message : rest
  const uncoveredParts = hasOnlyReviews ? [] : [...new Set(titlesOf(text).flatMap(listUncovered))]
  return {
    text: uncoveredParts.reduce(without, text),
    reviews: hasOnlyReviews ? [] : reviews,
    uncoveredParts,
  }
}

/** Words for a review by another person. The steps themselves cover a review by the user. */
const reviewByOthers =
  /^(?:(?:have|let|get|make sure)\s+(?!me\b|us\b)|(?:reviewed|checked|approved|proof-?read|signed off|inspected|verified|read)\s+by\s+(?!me\b|us\b))/iu

const isReviewByOthers = (words: string): boolean =>
  reviewByOthers.test(words) && !/\bwith (?:me|us)\b/i.test(words)

/** Verbs with a step of their own. A clause with such a verb is part of another step, not an uncovered part. */
const stepVerbs =
  /^(?:research|investigate|find|look|search|compare|evaluate|summari|book|reserve|ask|tell|inform|notify|remind|contact|invite|analy)/i

/** True if the message only asks for a review. A person then does the work. */
export const isReviewOnly = (message: string): boolean => {
  const [words] = listApprovals(message)
  return words !== undefined && isReviewByOthers(words) && !/[\p{L}\p{N}]/u.test(without(message, words))
}

/** `, and then` */
const separator = String.raw`(?:[\s,;]*\b(?:and|then|but|also|plus)\b)*[\s,;]*`

/** Removes words and the separator before them. */
function without(text: string, words: string): string {
  const pattern = words
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`\s+`)
  return text.replace(new RegExp(`${separator}${pattern}`, 'iu'), ' ').trim()
}

/** `ask me before you email bob@example.com` */
const heldAction = new RegExp(
  String.raw`${separator}\b(?:ask|check with|consult)\s+(?:me|us)(?:\s+first)?\s+before\s+(?:you\s+)?(?<action>(?:e-?mail|mail|send|buy|order|book|purchase|reserve|message|invite)\s+(?!(?:it|them|this|that|anything|anyone|the)\b)[^.;!?\n]*(?:\.\w[^.;!?\n]*)*)`,
  'iu',
)

/** `show me the offer before you buy it` */
const heldPurchase =
  /\b(?:ask|show|check with|tell|consult|ping)\s+(?:it to )?(?:me|us)\b[^.!?;\n]{0,60}?\bbefore\s+(?:you\s+)?(?<verb>buy|order|book|purchase|reserve)(?:ing)?\b(?:\s+(?:it|them|one|anything|that))?(?=\s*(?:$|[.,;!?\n]))/iu
/** Titles of purchases: `Order toner`. */
const purchases = /^(?:re)?(?:buy|order|book|purchase|pay|reserve|get|rent|subscribe)/i

/** `show me before you buy` also asks for the purchase, unless another step does. */
function addHeldPurchase(message: string, titlesOf: TitlesOf): string {
  const verb = heldPurchase.exec(message)?.groups?.verb
  const before = message.slice(0, heldPurchase.exec(message)?.index ?? 0)
  if (/\b(?:saying|tell|ask|that|who)\b/i.test(before)) return message
  if (verb === undefined || /\b(?:do not|don't|never)\b/i.test(message)) return message
  if (titlesOf(message).some((title) => purchases.test(title))) return message
  return message.replace(heldPurchase, `then ${verb.toLowerCase()} it only with my approval`)
}

/** `ask me before you email Bob` also asks for the email, unless another step does. */
function addHeldAction(message: string, titlesOf: TitlesOf): string {
  const action = heldAction.exec(message)?.groups?.action
  if (action === undefined) return message
  const [verb = ''] = action.toLowerCase().split(/\s/, 1)
  if (titlesOf(message).some((title) => title.toLowerCase().startsWith(verb))) return message
  return message.replace(
    heldAction,
    (_, ...[, at]) => `${at === 0 ? '' : ', then '}${action.trim()} only with my approval`,
  )
}

/**
 * "Research how to plan and book trips" is one step. "Research trips and paint the fence" has an uncovered part:
 * "paint the fence".
 */
const listUncovered = (title: string): string[] => {
  // The first word is the verb of the step.
  const rest = title.replace(/^\S+\s*/, '')
  return [...rest.matchAll(otherWork)].flatMap(({ index, 0: found, groups }) => {
    const clause = groups?.clause?.trim() ?? ''
    const at = index + found.length - (groups?.clause ?? '').length
    const isInside =
      at > 0 && !/\b(?:how|to|that|which|who|of|about|between|saying|with)\b/i.test(rest.slice(0, at))
    return isInside && clause.includes(' ') && !stepVerbs.test(clause) ? [clause] : []
  })
}
