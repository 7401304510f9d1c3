/** Words that carry no content of their own: articles, pronouns, prepositions, auxiliaries and polite words. */
const functionWords: ReadonlySet<string> = new Set(
  `a about above after again all also although am an and any are as at be because been before being below between
  both but by can cannot could did do does doing done during each either else every few for from further get had has
  have having he her here hers him his how however i if in into is it its itself just let may me might mine more most
  much must my myself no nor not now of off on once one only or other our ours out over own per please quite rather
  same shall she should since so some such than thank thanks that the their them then there these they this those
  though through to too under until unless up upon us very via was we well were what when where whether which while
  who whom whose why will with within without would yes yet you your yours isn't aren't don't doesn't won't can't
  it's i'm we're let's i'd we'd i'll we'll`.split(/\s+/),
)

/** The words of a text in lower case, in order, with repetitions. */
export const listTextWords = (text: string): string[] =>
  text
    .replaceAll('’', "'")
    .toLowerCase()
    .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'\p{L}+)*/gu) ?? []

/** A form shared by inflections of an English word: "bookings" and "booking", "tested" and "testing". */
export function wordStem(word: string): string {
  const plain = word.replace(/'s?$/, '')
  if (plain.length < 4 || /\d/.test(plain)) return plain
  for (const [ending, replacement] of endings) {
    if (ending.test(plain)) return plain.replace(ending, replacement)
  }
  return plain
}

const endings: readonly (readonly [RegExp, string])[] = [
  [/(?<=[^ea])ies$/, 'y'],
  [/(?<=(?:ss|x|ch|sh|zz))es$/, ''],
  [/(?<=[a-z]{3}[^us])s$/, ''],
  [/(?<=[a-z]{3})(?:ing|ed)$/, ''],
  [/(?<=[a-z]{4})e$/, ''],
]

export const isContentWord = (word: string): boolean => !functionWords.has(word) && word !== 's'

/** The distinct stems of the content words of a text. */
export const contentStems = (text: string): Set<string> =>
  new Set(listTextWords(text).filter(isContentWord).map(stemFully))

/** Applied twice, so that "settings" and "setting" have the same stem. */
const stemFully = (word: string): string => wordStem(wordStem(word))
