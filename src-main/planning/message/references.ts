const bounds = String.raw`(?<![\p{L}\p{N}'’-])`
const results =
  'results?|findings?|summary|comparison|research|answers?|report|list|figures|numbers|data|outcome|analysis|draft|table|overview|outline|notes'
/** `the results`, `the cheapest one`, `what you found` */
const reference = new RegExp(
  `${bounds}(?:there|it|its|them|their|this|those|these|both|each of them|(?:the|your) (?:\\p{L}+ )?(?:${results})|(?:the )?(?:cheapest|best|strongest|cheaper|better|stronger|fastest|nearest|top|winning|chosen|selected|first|right) (?:one|ones|of them|option|firm|candidate|offer|supplier|choice|two|three)|the (?:cheapest|best|winner|others|rest|two|three|four|five|top|ones)|what you (?:found|find|learn|learned|know)|your (?:pick|choice|recommendation)|that (?:day|one|week|date|firm|shop|place)|everything|(?:all|any) of (?:it|them|this|that))(?![\\p{L}\\p{N}'’-])`,
  'iu',
)

/** True for words that refer to an earlier result: `it`, `the results`, `the cheapest one`. */
export const refersBack = (object: string): boolean => reference.test(object)

/** True for words that refer to all earlier results: `both`, `the three`, `everything`. */
export const refersToAll = (object: string): boolean =>
  new RegExp(
    `${bounds}(?:both|all (?:of )?(?:it|this|that|them|three|four)|it all|everything|the (?:two|three|four|five)|each other|combine|merge|together)(?![\\p{L}\\p{N}'’-])`,
    'iu',
  ).test(object)

/** True for a sentence that states a fact or a ban, and asks for no work. */
export const isStatement = (text: string): boolean =>
  /^(?:i|i'm|i've|we|we're|my|our|he|she|they|it|it's|there|this|if|because|since|as|when|don't|do not|never)(?![\p{L}\p{N}])/iu.test(
    text,
  )

const fillers: ReadonlySet<string> = new Set(
  'the and for with from this that these those about you your his her its our their any one are was has have new two three four five each all per out not'.split(
    ' ',
  ),
)

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
    .filter((word) => !fillers.has(word))
    .map((word) => word.replace(/(?:ies)$/, 'y').replace(/s$/, ''))

/** True if two texts share a content word. */
export function sharesWord(a: string, b: string): boolean {
  const words = new Set(wordsOf(b))
  return wordsOf(a).some((word) => words.has(word))
}

/** The definite noun phrases in a text, such as `the link` and `the outline`, joined with spaces. */
export const listDefinite = (text: string): string =>
  [...text.matchAll(/(?<![\p{L}\p{N}])(?:the|that|this|these|those)\s(?:\p{L}+\s)?\p{L}+/giu)]
    .map(([words]) => words)
    .join(' ')
