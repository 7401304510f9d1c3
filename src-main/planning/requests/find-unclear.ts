import type { Clause } from '../message/clause.ts'
import { setOf } from '../message/tokens.ts'

/** The missing detail of a request that needs an answer before work can start. */
export interface Unclear {
  /** Quote from the message. */
  readonly quote: string
  readonly missing: 'thing' | 'content'
}

/** Words without an object: pronouns, fillers and words of time. */
const empty = setOf(
  `it them that this these those they thing things stuff one ones same other others usual people person two both good better
  best nice right the a an some something anything everything matter situation problem issue task job work part rest lot what
  which we you i me us him her he she his their my your our for to of from with about on out up off in at by and or as so like
  talked talk spoke discussed mentioned agreed said asked wanted want need needed started start did do done doing know before
  yesterday today tomorrow earlier last time now soon again already please too also just all each way always usually guys guy
  asap urgently no yes more less few couple extra additional remaining bigger smaller larger shorter longer cheaper faster
  nicer quicker simpler different bit little version way previous earlier mentioned next time further once whatever necessary tonight nope okay ok you'd again later quickly finally still back over there here is was be been were have has had will would can could`,
)

/** Checks whether the first step names an object or refers to one; null if the request is clear. */
export function findUnclear(clauses: readonly Clause[], hasData: boolean): Unclear | null {
  const [first] = clauses
  if (first === undefined || hasData || first.context !== '' || first.distribution !== null) return null
  if (first.kind !== null && first.action !== '' && clauses.every(({ object }) => isEmpty(object))) {
    return { quote: first.text, missing: 'thing' }
  }
  if (clauses.length === 1 && (hasNoValue(first) || refersToUnknown(first) || pointsAtNothing(first)))
    return { quote: first.text, missing: 'thing' }
  return clauses.length === 1 && hasNoContent(first) ? { quote: first.text, missing: 'content' } : null
}

const isEmpty = (object: string): boolean =>
  (object.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []).every((word) =>
    empty.has(word.replace(/['’]s$/, '')),
  )

/** `Move the meeting.`: a change without its new value. */
const hasNoValue = ({ action, object, condition }: Clause): boolean =>
  condition === null &&
  /^(?:move|change|update|switch|replace|reschedule|postpone|adjust)$/.test(action) &&
  /^(?:the|my|our|that|this)\s\p{L}+(?:\s\p{L}+)?$/u.test(object)

/** `the list` */
const genericNoun =
  /\b(?:the|that|this) (?:list|meeting|number|file|document|team|group|folder|call|right one|other one)\b/gi

/** `Add her to the list.`: a pronoun and a noun without a reference. */
function refersToUnknown({ object }: Clause): boolean {
  const others = object.replaceAll(genericNoun, ' ')
  return others !== object && isEmpty(others)
}

/** `it` as a complete object, before a recipient, a date or a comparative. */
const barePronoun =
  /^(?:it|them|these|those|this|that)(?=$|\s(?:to|for|into|in|on|by|at|with|from|of|as|and|again|now|please|back|up|out|over|off|down|today|tomorrow|tonight|later|first|next|before|after|until|through|asap|shorter|longer|bigger|smaller|cheaper|better|nicer|simpler|a bit|a little|more|less)(?![\p{L}]))/iu

/** `Send it to Ann by Friday.`: the object is a pronoun, and the message has no noun for it. */
const pointsAtNothing = ({ kind, object, condition }: Clause): boolean =>
  kind !== null && condition === null && barePronoun.test(object)

/** `Email Bob.`: a recipient without content. */
const hasNoContent = ({ action, object, condition }: Clause): boolean =>
  /^(?:email|e-mail|mail|text|message|write to)$/.test(action) &&
  condition === null &&
  /^(?:(?:the|my|our)\s)?[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)?(?:\s(?:again|back|please|now|today|tomorrow))?$/u.test(
    object,
  )
