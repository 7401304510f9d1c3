import {
  codeNouns,
  comparisonNouns,
  factNouns,
  messageNouns,
  programNouns,
  type StepKind,
  summaryNouns,
  textNouns,
} from '../lexicon.ts'
import { endsWithNoun, hasNoun, headOf } from './object-head.ts'

/** `for our newsletter`: texts for many readers are writing, even announcements. */
const forPage =
  /\b(?:for|on) (?:our|the|my) (?:\p{L}+ )?(?:page|site|website|blog|newsletter|board|wiki|intranet|magazine|homepage)\b/iu

/** The kind of work that produces an object: `a packing list` is writing, `the opening hours` are research. */
export function kindOfObject(object: string): StepKind {
  const head = headOf(object)
  if (forPage.test(object)) return 'writing'
  if (hasNoun(head, programNouns)) return 'other'
  if (hasNoun(head, comparisonNouns)) return 'comparison'
  if (hasNoun(head, summaryNouns)) return 'summary'
  if (hasNoun(head, messageNouns) && !endsWithNoun(head, textNouns)) return 'communication'
  if (endsWithNoun(head, factNouns)) return 'research'
  if (endsWithNoun(head, textNouns)) return 'writing'
  return endsWithNoun(head, codeNouns) ? 'other' : 'research'
}

const fragmentForms: readonly (readonly [StepKind, RegExp])[] = [
  // `an email to the landlord`
  [
    'communication',
    /(?<![\p{L}\p{N}])(?:an?|the) (?:e-?mail|letter|message|reply|invitation) (?:to|for)(?![\p{L}\p{N}])/iu,
  ],
  // `buying toner`
  [
    'purchase',
    /(?<![\p{L}\p{N}])(?:(?:an?|the) (?:purchase|order) (?:of|for)|(?:to|must) buy|buying|purchasing)(?![\p{L}\p{N}])/iu,
  ],
  // `differences between the two plans`
  ['comparison', /(?<![\p{L}\p{N}])(?:comparison of|differences? between|versus|vs\.?)(?![\p{L}\p{N}])/iu],
  // `recap of the meeting`
  ['summary', /(?<![\p{L}\p{N}])(?:summary|digest|recap) of(?![\p{L}\p{N}])/iu],
  // `information about visas`
  [
    'research',
    /(?<![\p{L}\p{N}])(?:research(?:ing)?|information (?:about|on)|(?:to|must) (?:find|investigate|look up))(?![\p{L}\p{N}])/iu,
  ],
  // `lunch with Ann in my calendar`
  ['other', /\b(?:in|into|on|to) (?:the|my|our) (?:calendar|diary)\b/i],
  // `which laptop is better`
  ['comparison', /\bwhich\b.*\b(?:better|best|cheaper|faster)\b/i],
]

/** Limit on the head of a fragment, in words. A longer head is a sentence. */
const maxHead = 6

/** The kind of a clause without a known verb; null if its words do not show the kind. */
export function kindOfFragment(text: string): StepKind | null {
  const found = fragmentForms.find(([, form]) => form.test(text))?.[0]
  if (found !== undefined) return found
  const head = headOf(text)
  if (head.length > maxHead) return null
  if (hasNoun(head, comparisonNouns)) return 'comparison'
  if (hasNoun(head, summaryNouns)) return 'summary'
  if (hasNoun(head, programNouns)) return 'other'
  if (endsWithNoun(head, messageNouns) && /\s(?:to|for)\s/.test(text)) return 'communication'
  return endsWithNoun(head, textNouns) && /\s(?:for|about|on|of|to)\s/.test(text) ? 'writing' : null
}
