import { findRecipients } from '#shared/text/recipients.ts'
import {
  analysisNouns,
  codeNouns,
  comparisonNouns,
  factNouns,
  messageNouns,
  type StepKind,
  summaryNouns,
  textNouns,
} from '../lexicon.ts'
import { endsWithNoun, hasNoun, headOf, toUser } from './object-head.ts'

/** Verbs that create or deliver an object, so the object decides the kind. */
const makingVerbs =
  /^(?:write|draft|compose|make|create|prepare|produce|do|give|get|generate|design|develop|build|outline|put together|draw up|come up with|send|show|document|sketch|edit|finish)$/

export const isMaking = (action: string): boolean => makingVerbs.test(action)

/** The kind of a step that makes an object; null if neither the object nor the verb shows the kind. */
export function kindOfMade(action: string, object: string): StepKind | null {
  if (action === 'send' && !toUser.test(object)) return 'communication'
  const head = headOf(object)
  return kindByNoun(action, head) ?? kindByVerb(action, object, head)
}

function kindByNoun(action: string, head: readonly string[]): StepKind | null {
  const isText = endsWithNoun(head, textNouns)
  const isDelivered = /^(?:get|give|show|send)$/.test(action)
  const isOverview = head.includes('overview') && (isDelivered || action === 'do')
  if (hasNoun(head, comparisonNouns)) return 'comparison'
  if (hasNoun(head, summaryNouns) || isOverview) return 'summary'
  if (head.includes('research')) return 'research'
  if (hasNoun(head, analysisNouns)) return 'analysis'
  if (endsWithNoun(head, codeNouns) && !isText && !isDelivered) return 'other'
  return hasNoun(head, messageNouns) && !isText ? 'communication' : null
}

function kindByVerb(action: string, object: string, head: readonly string[]): StepKind | null {
  if (/^(?:give|show|send)$/.test(action) && toUser.test(object))
    return endsWithNoun(head, textNouns) ? 'writing' : 'research'
  if (action === 'get') return kindOfGot(object, head)
  if (/^(?:give|show)$/.test(action)) return 'other'
  if (/^(?:write|compose|draft)$/.test(action)) return kindOfWritten(object, head)
  if (hasNoun(head, textNouns)) return isAddressed(object) ? 'communication' : 'writing'
  return /^(?:prepare|outline|document|sketch|edit|finish|put together|draw up|come up with)$/.test(action)
    ? 'writing'
    : null
}

/** `get a quote` is research, `get two tickets` is a purchase. */
function kindOfGot(object: string, head: readonly string[]): StepKind {
  if (/\b(?:price|prices|quote|quotes|offer|offers|estimate|estimates)\b/i.test(object)) return 'research'
  if (hasNoun(head, factNouns) || toUser.test(object)) return 'research'
  return goods.test(object) ? 'purchase' : 'research'
}

/** `two tickets` */
const goods =
  /\b(?:ticket|tickets|present|presents|gift|gifts|flowers|groceries|insurance|subscription|licen[cs]e)\b/i

/** A text for a person is communication; a text for the user or for readers is writing. */
function kindOfWritten(object: string, head: readonly string[]): StepKind {
  if (toUser.test(object)) return 'writing'
  if (/^to\s/i.test(object) || startsWithPerson.test(object)) return 'communication'
  if (hasNoun(head, textNouns)) return isAddressed(object) ? 'communication' : 'writing'
  return hasPerson.test(` ${object}`) || findRecipients(object).length > 0 ? 'communication' : 'writing'
}

/** `a note to bob@example.com`: a short text with a recipient. */
const isAddressed = (object: string): boolean =>
  findRecipients(object).length > 0 &&
  /\b(?:note|memo|notice|answer|update|statement|offer|reply)\b/i.test(object)

const personNouns =
  'boss|manager|team|landlord|landlady|customers?|clients?|guests?|members?|people|participants|suppliers?|owner|accountant|sister|brother|mother|father|mom|mum|dad|parents|family|friends?|neighbou?rs?|colleagues?|staff|firm|teacher|doctor'
/** `my old landlord` in `write my old landlord a letter`, `Ann` in `write Ann a letter` */
const startsWithPerson = new RegExp(
  String.raw`^(?:him|her|them|everyone|everybody|(?:my|our|the|his|her|their|each|every|all)\s(?:\p{L}+\s){0,2}?(?:${personNouns}|board|plumber|speakers|attendees|applicants|candidates|volunteers|press)|\p{Lu}\p{Ll}+)\b`,
  'u',
)
/** `to the owner` in `a complaint to the owner`; a language such as `to Polish` is not a person. */
const hasPerson = new RegExp(
  String.raw`\s(?:to|for)\s(?:him|her|them|everyone|everybody|(?:my|our|the|a|an|his|their|all|each|every)\s(?:\p{L}+\s){0,3}?(?:${personNouns}|council|office|company|insurer|insurance|bank|school|ministry|editor|vendor|employees?|residents|tenants?|sponsors?|donors?|investors?)|(?!Polish|German|French|Spanish|English|Italian|Dutch)\p{Lu}\p{Ll}+)(?![\p{L}])`,
  'u',
)
