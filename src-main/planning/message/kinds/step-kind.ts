import { isQuestion } from '../imperative.ts'
import { codeNouns, freeBookings, type StepKind, textNouns } from '../lexicon.ts'
import { namesDataFile, refersToOwnData } from './data-references.ts'
import { isMaking, kindOfMade } from './kind-of-made.ts'
import { kindOfFragment, kindOfObject } from './kind-of-noun.ts'
import { comparesOptions, kindOfQuestion } from './kind-of-question.ts'
import { endsWithNoun, hasNoun, headOf, toUser } from './object-head.ts'

/** The words of a clause. */
export interface ClauseWords {
  /** Kind of the verb in the lexicon; null without a verb. */
  readonly verbKind: StepKind | null
  /** The verb as typed, in lower case; empty without a verb. */
  readonly action: string
  /** The text after the verb. */
  readonly object: string
  readonly text: string
  /** A request for an object without a verb of work, such as `I need a packing list`. */
  readonly isNeed: boolean
  /** The message contains data, such as a file or a row of figures. */
  readonly hasData: boolean
}

/** The kind of a step, from its verb, its object and its recipient. Null if none of them shows the kind. */
export function kindOfClause(words: ClauseWords): StepKind | null {
  const { verbKind, action, object } = words
  if (verbKind === null) return kindWithoutVerb(words)
  if (isMaking(action)) return kindOfMade(action, object) ?? verbKind
  switch (verbKind) {
    case 'communication':
      return kindOfMessage(action, object)
    case 'purchase':
      return kindOfPurchase(action, object)
    case 'research':
      return kindOfSearch(action, object)
    case 'analysis':
      return kindOfAnalysis(action, object)
    case 'other':
      return kindOfWork(action, object)
    case 'comparison':
    case 'summary':
    case 'writing':
      return verbKind
  }
}

function kindWithoutVerb({ object, text, isNeed, hasData }: ClauseWords): StepKind | null {
  if (isQuestion(text)) return hasData ? 'analysis' : kindOfQuestion(text)
  return isNeed ? kindOfObject(object) : kindOfFragment(text)
}

/** A message to the user is the answer to a question. */
function kindOfMessage(action: string, object: string): StepKind {
  const isToUser = toUser.test(object)
  if (action === 'remind' && isToUser) return 'other'
  if (/^(?:tell|inform|notify|answer|ask)$/.test(action) && isToUser)
    return kindOfQuestion(object.replace(/^(?:me|us)\s+/i, ''))
  const isQuestionnaire = /\bquestions?\b/i.test(object) && !/\b(?:mail|email|letter)\b/i.test(object)
  return action === 'answer' && isQuestionnaire ? 'writing' : 'communication'
}

function kindOfPurchase(action: string, object: string): StepKind {
  if (/^(?:book|reserve)$/.test(action)) return isFreeBooking(object) ? 'other' : 'purchase'
  const isSorting = action === 'order' && sortOrder.test(object)
  return isSorting ? 'other' : 'purchase'
}

/** `book a meeting room`, `book an appointment` */
function isFreeBooking(object: string): boolean {
  const head = headOf(object)
  const isRoom = head.includes('room') && (head.includes('meeting') || head.includes('conference'))
  return hasNoun(head, freeBookings) || isRoom || /\b(?:calendar|appointment)\b/i.test(object)
}

/** `by date` in `order the files by date` */
const sortOrder = /\b(?:alphabetically|by (?:date|name|size|price|priority))\b/i

function kindOfSearch(action: string, object: string): StepKind {
  if (isComparing(action, object)) return 'comparison'
  return readsData(action, object) ? 'analysis' : 'research'
}

/** `look at which phone is cheaper`, `find out how the two plans compare` */
const isComparing = (action: string, object: string): boolean =>
  (/^(?:look at|have a look at|take a look at)$/.test(action) && comparesOptions(object)) ||
  (/^(?:see|find out|figure out|check|determine)\b/.test(action) && /\bcompares?\b/i.test(object))

/** `check prices.csv`, `find the best month in our sales data`, `read the contract` */
const readsData = (action: string, object: string): boolean =>
  (/^(?:check|read|study|verify)$/.test(action) && namesDataFile(object)) ||
  (/^(?:find out|figure out|determine|identify|find|check)$/.test(action) && refersToOwnData(object)) ||
  (/^(?:find out|figure out)$/.test(action) && ownCount.test(object)) ||
  (action === 'read' && !/\bup\b/.test(object))

/** `how many of our customers` */
const ownCount = /^how many (?:of )?(?:our|the|my|customers|users|orders)\b/i

function kindOfAnalysis(action: string, object: string): StepKind {
  if (action === 'list') return 'writing'
  if (/^(?:test|sort|model)$/.test(action)) return 'other'
  if (action === 'rank') return refersToOwnData(object) ? 'analysis' : 'comparison'
  const isChoice = /^(?:evaluate|assess|work out|evaluating)$/.test(action) && comparesOptions(object)
  return isChoice && !/\bour\b/i.test(object) ? 'comparison' : 'analysis'
}

/** Work on texts is writing; other work has the kind `other`. */
function kindOfWork(action: string, object: string): StepKind {
  if (/^(?:put|turn)$/.test(action) && intoMessage.test(object)) return 'communication'
  if (action === 'renew' && renewable.test(object)) return 'purchase'
  const isText =
    action === 'plan' ||
    (/^(?:merge|put|combine|turn|convert|join|organi[sz]e)$/.test(action) && intoText.test(object)) ||
    (/^(?:change|update|correct|fix|improve|adapt)$/.test(action) && isTextObject(object))
  return isText ? 'writing' : 'other'
}

/** `in a short email` in `put the prices in a short email` */
const intoMessage = /\b(?:in|into) (?:an?|the) (?:\p{L}+ )?(?:e-?mail|mail|letter|message|reply)\b/iu
/** `the domain` in `renew the domain` */
const renewable = /\b(?:domain|licen[cs]e|subscription|hosting|insurance|certificate|plan)\b/i
/** `into one table` in `merge the lists into one table` */
const intoText =
  /\b(?:in|into|to) (?:one|a|an|the|my) (?:\p{L}+ ){0,3}?(?:table|overview|report|list|document|note|page|summary|memo|brief|article|text|outline|slides?)\b/iu

/** `the speech` in `improve the speech` */
function isTextObject(object: string): boolean {
  const head = headOf(object)
  return endsWithNoun(head, textNouns) && !hasNoun(head, codeNouns)
}
