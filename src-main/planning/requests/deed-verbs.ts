import { setOf, type Token } from './message-tokens.ts'

/** Verbs of what no agent does that takes messages, by what tells them from nouns (see `step-verbs.ts`). */
export const deedVerbs = [
  [
    'command',
    'delete remove erase wipe destroy fix repair deploy install uninstall hack translate refactor steal rm sudo',
  ],
  ['object', 'build run execute publish download upload kill format implement'],
  [
    'evidence',
    'rename move copy clean transfer print call post cancel restart update change start stop sell drop',
  ],
  ['maker', 'make create develop generate produce'],
] as const

/**
 * `feed the cat`, `sell my car`: a word before a determiner or a pronoun, where a step opens, asks for something, and nobody
 * here knows for what. Words that only tell, or ask for an answer, do not.
 */
export function isUnknownVerb([first, second]: readonly Token[]): boolean {
  if (first === undefined || second === undefined) return false
  const { lower } = first
  return (
    pointers.has(second.lower) && /^\p{L}{3,}$/u.test(lower) && !tellers.has(lower) && !inflected.test(lower)
  )
}

const inflected = /(?:[aeiouy].*ing|[^s]s|ly|[aeiouy][^aeiouy]+ed)$/
const pointers = setOf(
  'a an the my our your his her their this these those all every me us him it them everything',
)
const tellers = setOf(
  `show give get need want like suggest recommend list explain describe name teach read review choose pick fetch think
  help know understand see watch have has had are was were will would can could should may might must let here there
  thanks thank and but not nor for from with without into onto about above after against all among around before behind
  below beneath beside between beyond during except near off out over past since than through till toward under until upon
  via what when where which who whom whose why how you she they now then once only even just also both some any each every
  another because while if unless though although whether per plus versus hello dear hey yes please sorry`,
)

/** `write a handbook`: a text that is sent to nobody, and so no message. */
export function isTextMade([first, second, ...rest]: readonly Token[]): boolean {
  if (!/^(?:write|compose|draft)$/.test(first?.lower ?? '')) return false
  if (!/^(?:an?|the|our|my)$/.test(second?.lower ?? '')) return false
  const end = rest.findIndex(({ kind }) => kind === 'mark')
  const words = (end === -1 ? rest : rest.slice(0, end)).map(({ lower }) => lower)
  return words.some((word) => texts.has(word)) && !words.some((word) => sent.has(word))
}

const texts = setOf(
  `handbook guide report manual article document documentation policy proposal tutorial specification story poem song book
  essay script program app website page plan test tests speech flyer`,
)
const sent = setOf('to email e-mail mail letter message reply response note memo invitation announcement')
