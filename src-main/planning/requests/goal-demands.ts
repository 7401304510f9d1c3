import { contentStems } from '#shared/text/content-words.ts'
import type { GoalScope } from '../scope/scope.ts'
import { bareOf, making, splitGoal } from './goal-parts.ts'

/** Parts of a goal that are not in its scope. */
export interface GoalRemainder {
  /** Words that ask for a review or an approval. Each becomes a gate. */
  readonly approvals: readonly string[]
  /** Instructions on how to do the work. Every task gets these instructions with the goal. */
  readonly constraints: readonly string[]
  /** Parts without a task, gate or question. */
  readonly notUnderstood: readonly string[]
}

/** `Anna`, `a lawyer`, `our legal team` */
const someone = String.raw`(?:me|us|him|her|them|somebody|someone|anyone|everyone|an? (?:\p{L}+ )?\p{L}+|(?:my|our|the) (?:\p{L}+ )?\p{L}+|\p{Lu}\p{L}+)`
/** `proof-read`, `sign off on` */
const look =
  '(?:review|check|proof-?read|look (?:at|over|through)|read|approve|sign off(?: on)?|inspect|verify|confirm)'
/** The rest of a clause, up to `and` with a new item: `and then build …`. */
const rest = String.raw`(?:(?!\band\s+(?:then\s+)?(?:build|make|create|write|draft|design|send|publish)\b)[^.!?;,\n])*`

const approvalForms = [
  // `have somebody review it`, `let Anna check the page`
  String.raw`\b(?:have|let|get|ask|make sure)\s+${someone}\s+(?:to\s+)?${look}\b${rest}`,
  // `reviewed by a lawyer`, `checked by me`
  String.raw`\b(?:reviewed|checked|approved|proof-?read|signed off|inspected|verified|read)\s+by\s+${someone}\b${rest}`,
  // `ask me before you publish it`, `show me first`
  String.raw`\b(?:ask|check with|consult|show|wait for|tell|inform)\s+(?:it to |them to )?(?:me|us|my|our|someone|somebody)\b[^.!?;,\n]{0,200}?\b(?:before|first)\b${rest}`,
  // `before you publish it, ask me`
  String.raw`\bbefore\s+(?:you|anything|it|they|that|this)\b[^.!?;\n]{0,80}?\b(?:ask|check with|consult|show|wait for)\s+(?:it to |them to )?(?:me|us|my|our)\b${rest}`,
  // `only with my approval`, `once I have approved`
  String.raw`\b(?:only\s+)?(?:with|after|upon|subject to|pending|once|when|not without|never without|wait for|needs?|get)\s+(?:my|our|the owner['’]s)\s+(?:approval|permission|ok|okay|consent|confirmation|go-ahead|sign-?off)\b`,
  String.raw`\b(?:only\s+)?(?:after|once|when|if)\s+(?:i|we)\s+(?:have\s+)?(?:approved?|confirmed?|agreed?|checked|seen|reviewed|read|signed off)\b${rest}`,
  String.raw`\b(?:i|we)\s+(?:want|would like|need)\s+to\s+(?:see|${look})\b${rest}`,
]
const approval = new RegExp(approvalForms.join('|'), 'giu')

/** Quotes from a goal that ask for a review or an approval. */
export const listApprovals = (goal: string): string[] => [
  ...new Set([...goal.matchAll(approval)].map(([text]) => text.replaceAll(/\s+/g, ' ').trim())),
]

/** Verbs of work that creates no file. Such a clause next to an item is a step of its own. */
export const otherWork =
  /(?:^|\b(?:and|then|also|plus)\s+|[,;.!?]\s*(?:and\s+|then\s+)*)(?<clause>(?:research|investigate|find(?: out)?|look up|look for|search for|compare|evaluate|summari[sz]e|translate|analy[sz]e|calculate|count|estimate|measure|monitor|watch|remind|schedule|plan|arrange|organi[sz]e|invite|contact|call|phone|meet|visit|interview|negotiate|train|teach|record|film|draw|paint|photograph|collect|gather|book|reserve|ask|tell|inform|notify|remember)\b[^.,;!?\n]*)/giu

/** Words that only introduce a request. */
const framing = contentStems(
  'one two three four five six seven eight nine ten build make create write design develop set implement draft prepare code produce add generate compose put give do need want like help please thing things item items following goal project new first finally afterwards kindly hello hi hey thanks file files',
)

/** Parts of a goal that its scope does not cover. Each content word is in the scope or in one of the lists. */
export function readRemainder(goal: string, scope: GoalScope): GoalRemainder {
  const approvals = listApprovals(goal)
  const withoutApprovals = approvals.reduce(
    (text, each) => text.replace(each, ' . '),
    goal.replaceAll(/[^\S\n]+/g, ' '),
  )
  const asked = [...scope.unclear, ...scope.unsupportedActions]
  const covered = [...scope.items.map(({ part }) => part), ...asked]
  const others = [...withoutApprovals.matchAll(otherWork)]
    .map(({ groups }) => groups?.clause?.trim() ?? '')
    .filter((clause) => clause !== '' && !asked.some((part) => sharesAll(clause, part)))
    .filter((clause) => !scope.items.some(({ matchedText, part }) => isPartOfName(clause, part, matchedText)))
  const parts = splitGoal(withoutApprovals)
    .map(bareOf)
    .filter((part) => contentStems(part).size > 0)
  const constraints = parts.filter(
    (part) =>
      ![...covered, ...approvals].some((each) => sharesAll(part, each)) &&
      !others.some((each) => sharesAll(part, each) || sharesAll(each, part)),
  )
  const known = contentStems([...covered, ...approvals, ...others, ...constraints].join('\n'))
  const unmatched = [...contentStems(goal)].filter((stem) => !known.has(stem) && !framing.has(stem))
  const words = unmatched.length === 0 ? [] : linesWith(goal, unmatched)
  return { approvals, constraints, notUnderstood: [...new Set([...others, ...words])] }
}

/** In "a find-and-replace script", `find` is part of the item's name and not a step. */
const isPartOfName = (clause: string, part: string, matchedText: string): boolean =>
  part.toLowerCase().startsWith(clause.toLowerCase().slice(0, 12)) &&
  clause.toLowerCase().includes(matchedText.toLowerCase()) &&
  making.test(part)

function sharesAll(text: string, whole: string): boolean {
  const stems = contentStems(whole)
  return [...contentStems(text)].every((stem) => stems.has(stem))
}

/** The lines of the goal that contain any of these stems. */
const linesWith = (goal: string, stems: readonly string[]): string[] =>
  goal
    .split(/\r?\n|(?<=[.!?;])\s+/)
    .map((line) => line.trim())
    .filter((line) => [...contentStems(line)].some((stem) => stems.includes(stem)))
