/** Words that point at what came before: `it`, `the results`, `the cheapest one`. */
export const refersBack = (object: string): boolean =>
  /(?<![\p{L}\p{N}'’-])(?:it|them|this|those|these|(?:the|your) (?:\p{L}+ )?(?:results?|findings?|summary|comparison|research|answers?|report)|(?:the )?(?:cheapest|best) (?:one|of them))(?![\p{L}\p{N}'’-])/iu.test(
    object,
  )

/** It tells something, and asks for nothing. */
export const isStatement = (text: string): boolean =>
  /^(?:i|i'm|i've|we|we're|my|our|he|she|they|it|it's|there|this|if|because|since|as|when|don't|do not|never)(?![\p{L}\p{N}])/iu.test(
    text,
  )

const fillers: ReadonlySet<string> = new Set(
  'the and for with from this that these those about you your his her its our their any one are was has have'.split(
    ' ',
  ),
)

const wordsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
    .filter((word) => !fillers.has(word))
    .map((word) => word.replace(/s$/, ''))

/** Two texts name the same thing, as far as their words say. */
export function sharesWord(a: string, b: string): boolean {
  const words = new Set(wordsOf(b))
  return wordsOf(a).some((word) => words.has(word))
}
