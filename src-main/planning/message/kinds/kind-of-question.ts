import type { StepKind } from '../lexicon.ts'
import { namesDataFile, refersToOwnData } from './data-references.ts'

/** `cheaper`, `compared`, `vs.` */
const comparing =
  /\b(?:cheaper|better|faster|worse|best|compares?d?|differences? between|difference|versus|vs\.?|rather than|more expensive|stronger|safer|lower|higher)\b/i
/** `whether … or` */
const ofTwo = /\b(?:which|whether|or|than|between|both|either|two|compared?)\b/i

/** True for words that compare options: `which is cheaper, the train or the bus`. */
export const comparesOptions = (text: string): boolean => comparing.test(text) && ofTwo.test(text)

/** A question asks for research, for a comparison, or for an analysis of the user's data. */
export function kindOfQuestion(text: string): StepKind {
  if (hasFigures(text)) return 'analysis'
  if (isComparison(text)) return 'comparison'
  return ownFigures.some((form) => form.test(text)) ? 'analysis' : 'research'
}

/** More numbers than this are figures to analyse. */
const maxNumbers = 3

const hasFigures = (text: string): boolean =>
  namesDataFile(text) || refersToOwnData(text) || (text.match(/\d+(?:[.,]\d+)?/g) ?? []).length > maxNumbers

const isComparison = (text: string): boolean =>
  comparisonForms.some((form) => form.test(text)) ||
  (choice.test(text) && ofTwo.test(text.replace(/^which/i, ''))) ||
  (comparing.test(text) && /\b(?:or|than|versus|vs\.?)\b/i.test(text))

const comparisonForms = [
  // `How does the train compare with the bus?`
  /^(?:how (?:does|do|did)|in what way)\b.*\b(?:compares?|stack up|differ|fare against)\b/i,
  // `Which phone is cheaper?`
  /^which\b.*\b(?:cheaper|better|faster|safer)\b/i,
  // `Should we lease or buy?`
  /\b(?:should) (?:we|i) .* or\b/i,
]

/** `which one of the two is stronger` */
const choice =
  /\b(?:which|what)(?: one)?(?: of)? .*\b(?:better|cheaper|best|faster|more|less|safer|stronger|worse)\b/i

const ownFigures = [
  // `How much did we spend on travel?`
  /^(?:how much|how many|what|which)\b.*\b(?:we|our)\b.*\b(?:spend|spent|sell|sold|earn|earned|lose|lost|have|had|make|made|brought|grew|grow)\b/i,
  // `Which of our shops is the smallest?`
  /^which of our\b/i,
  // `Which product line grew?`
  /^which (?:\p{L}+ ){1,2}(?:brought|sold|grew|lost|earned|generated|caused)\b/iu,
]
