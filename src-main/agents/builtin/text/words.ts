import { once } from '#shared/once.ts'

/**
 * English stop words, shortened from the Snowball project's list. Words of other languages that are English
 * content words are excluded.
 */
const stopWords: ReadonlySet<string> = new Set(
  `a about above after again against all also am an and any are as at be because been before being below between both
  but by can cannot could did do does doing don down during each few for from further had has have having he her here
  hers herself him himself his how i if in into is it its itself just may me might more most must my myself no nor not
  now of off on once one only or other our ours ourselves out over own per same shall she should so some such than that the
  their theirs them themselves then there these they this those through to too under until up upon us use used using very via was we
  were what when where which while who whom whose why will with within without would you your yours yourself
  isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't shouldn't it's
  that's there's i'm i've you're we're they're let's s t re ve ll d m`.split(/\s+/),
)

/** Words for the action of a task, which say nothing about its topic. */
const taskWords: ReadonlySet<string> = new Set(
  `analyse analysis analyze answer check collect compare condense context describe explain extract find findings gather
  get give identify list look make note outline please produce provide read recall recent reflect report review
  search sentence show summarise summary summarize summaries task tell text use write memory everything anything
  something done one two three four five six seven eight nine ten`.split(/\s+/),
)

/** Scripts without spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u
const segmenter = once(() => new Intl.Segmenter('und', { granularity: 'word' }))

/** Lower-case words in order, without accents on Latin letters. */
export function listWords(text: string): string[] {
  // Fast path: ASCII text needs no Unicode normalisation, which takes ten times as long.
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)*/g) ?? []
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('’', "'")
    .toLowerCase()
  const runs = folded.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}]+)*/gu) ?? []
  return runs.flatMap((run) => (unspaced.test(run) ? segment(run) : [run]))
}

const segment = (run: string): string[] => [...segmenter().segment(run)].map((part) => part.segment)

export const isStopWord = (word: string): boolean => stopWords.has(word)

/**
 * The singular of an English word: the S-stemmer of Harman, "How effective is suffixing?" (1991). It makes few errors
 * and
 * barely changes other languages.
 */
export function stem(word: string): string {
  if (word.endsWith("'s")) return word.slice(0, -2)
  if (word.length < 4) return word
  if (/[^ea]ies$/.test(word)) return `${word.slice(0, -3)}y`
  if (/[^aeo]es$/.test(word)) return word.slice(0, -1)
  return /[^us]s$/.test(word) ? word.slice(0, -1) : word
}

/** Stems of the content words, in order, with repetitions. */
export const listTerms = (text: string): string[] =>
  listWords(text).flatMap((word) => (stopWords.has(word) ? [] : [stem(word)]))

/** The distinct content words of a task in order, without verbs of instruction. */
export function listQueryWords(text: string): string[] {
  const words = listWords(text).filter((word) => !stopWords.has(word))
  const subject = words.filter((word) => !taskWords.has(word) && !taskWords.has(stem(word)))
  return [...new Set(subject.length > 0 ? subject : words)]
}
