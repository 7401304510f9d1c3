import { listApprovals, otherWork } from './goal-demands.ts'

/** A message whose words beside its steps were set apart. */
export interface MessageParts {
  /** The steps. */
  readonly text: string
  /** Words that ask for the look of somebody else: the result of the last step waits for it. */
  readonly reviews: readonly string[]
  /** Parts that no step covers. */
  readonly uncoveredParts: readonly string[]
}

/** Titles of the steps of a text, in their order. */
type TitlesOf = (text: string) => readonly string[]

/** `titlesOf` reads the steps of a text; what a step swallowed has no step of its own. */
export function readMessageParts(message: string, titlesOf: TitlesOf): MessageParts {
  const reviews = listApprovals(message).filter(isOfOthers)
  const rest = reviews.reduce(without, addHeldPurchase(addHeldAction(message, titlesOf), titlesOf))
  const isAlone = !/[\p{L}\p{N}]/u.test(rest)
  const text = isAlone ? message : rest
  const uncoveredParts = isAlone ? [] : [...new Set(titlesOf(text).flatMap(listUncovered))]
  return { text: uncoveredParts.reduce(without, text), reviews: isAlone ? [] : reviews, uncoveredParts }
}

/** Words for a review by another person. The steps themselves cover a question to the user. */
const ofOthers =
  /^(?:(?:have|let|get|make sure)\s+(?!me\b|us\b)|(?:reviewed|checked|approved|proof-?read|signed off|inspected|verified|read)\s+by\s+(?!me\b|us\b))/iu

const isOfOthers = (words: string): boolean => ofOthers.test(words) && !/\bwith (?:me|us)\b/i.test(words)

/** Verbs of steps that messages have: where one of these made no step, it was read as part of another. */
const known =
  /^(?:research|investigate|find|look|search|compare|evaluate|summari|book|reserve|ask|tell|inform|notify|remind|contact|invite|analy)/i

/** The whole message asks for a look: that is work for a person, and no search for its words. */
export const isReviewOnly = (message: string): boolean => {
  const [words] = listApprovals(message)
  return words !== undefined && isOfOthers(words) && !/[\p{L}\p{N}]/u.test(without(message, words))
}

const separator = String.raw`(?:[\s,;]*\b(?:and|then|but|also|plus)\b)*[\s,;]*`

function without(text: string, words: string): string {
  const pattern = words
    .split(/\s+/)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`\s+`)
  return text.replace(new RegExp(`${separator}${pattern}`, 'iu'), ' ').trim()
}

const heldAction = new RegExp(
  String.raw`${separator}\b(?:ask|check with|consult)\s+(?:me|us)(?:\s+first)?\s+before\s+(?:you\s+)?(?<action>(?:e-?mail|mail|send|buy|order|book|purchase|reserve|message|invite)\s+(?!(?:it|them|this|that|anything|anyone|the)\b)[^.;!?\n]*(?:\.\w[^.;!?\n]*)*)`,
  'iu',
)

const heldPurchase =
  /\b(?:ask|show|check with|tell|consult|ping)\s+(?:it to )?(?:me|us)\b[^.!?;\n]{0,60}?\bbefore\s+(?:you\s+)?(?<verb>buy|order|book|purchase|reserve)(?:ing)?\b(?:\s+(?:it|them|one|anything|that))?(?=\s*(?:$|[.,;!?\n]))/iu
const purchases = /^(?:re)?(?:buy|order|book|purchase|pay|reserve|get|rent|subscribe)/i

/** `show me before you buy` asks for the purchase, too, if no other words do. */
function addHeldPurchase(message: string, titlesOf: TitlesOf): string {
  const verb = heldPurchase.exec(message)?.groups?.verb
  const before = message.slice(0, heldPurchase.exec(message)?.index ?? 0)
  if (/\b(?:saying|tell|ask|that|who)\b/i.test(before)) return message
  if (verb === undefined || /\b(?:do not|don't|never)\b/i.test(message)) return message
  if (titlesOf(message).some((title) => purchases.test(title))) return message
  return message.replace(heldPurchase, `then ${verb.toLowerCase()} it only with my approval`)
}

/** `ask me before you email Bob` asks for the mail, too, where no other words do. */
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

/** "Research how to plan and book trips" is about planning; "Research trips and paint the fence" is not about paint. */
const listUncovered = (title: string): string[] => {
  // The step's own verb comes first.
  const rest = title.replace(/^\S+\s*/, '')
  return [...rest.matchAll(otherWork)].flatMap(({ index, 0: found, groups }) => {
    const clause = groups?.clause?.trim() ?? ''
    const at = index + found.length - (groups?.clause ?? '').length
    const isInside =
      at > 0 && !/\b(?:how|to|that|which|who|of|about|between|saying|with)\b/i.test(rest.slice(0, at))
    return isInside && clause.includes(' ') && !known.test(clause) ? [clause] : []
  })
}
