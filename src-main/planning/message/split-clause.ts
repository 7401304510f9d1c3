import type { Clause } from './clause.ts'
import { slot } from './distribution.ts'
import { kindOfThing } from './step-kind.ts'

const itemPattern = String.raw`(?:(?:the|a|an|my|our|her|his)\s)?[\p{L}\p{N}][^,;:]*?`
const itemList = String.raw`(?<list>${itemPattern}(?:,\s+${itemPattern})*,?\s+and\s+${itemPattern})`
/** `separate invitations to Tom, Ana and Yusuf`, `one page each on Kant, Hume and Locke`. */
const forms = [
  new RegExp(
    String.raw`^(?<head>(?:.*\s)?(?:separate|individual|personali[sz]ed)\s.*?\s(?:to|for|about|on|of|in)\s)${itemList}(?<tail>(?:\s(?:by|before|about|saying|asking|with)\s.*)?)$`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?<head>.*?\seach\s(?:on|about|for|to)\s)${itemList}(?<tail>(?:\s(?:by|before|saying|asking|with)\s.*)?)$`,
    'iu',
  ),
  new RegExp(
    String.raw`^(?<head>(?:.*\s)?)${itemList}(?<tail>,?\seach\sin\s(?:their|its|his|her)\sown\s.*)$`,
    'iu',
  ),
]
const second =
  /^(?<first>.*?\S),?\s+and\s+(?:one|another|another one|a second one)\s+(?<rest>(?:for|about|on|to|in|of|with|from)\s.+)$/iu
const apart = /^(?<first>.*?\S),?\s+and\s+separately\s+(?<rest>.+)$/iu
const variants =
  /^(?<head>.*?):\s*one\s+(?<one>[^,;]+?)(?:,\s*|,?\s+and\s+)(?:and\s+)?one\s+(?<two>[^,;]+)$/iu

/** The steps of a clause that names several things to be done one by one. */
export function splitClause(clause: Clause): Clause[] {
  if (clause.distribution !== null) return [clause]
  const { object, action } = clause
  if (action === 'need') return splitNeeds(clause)
  for (const form of forms) {
    const { head = '', list: items, tail = '' } = form.exec(object)?.groups ?? {}
    if (items === undefined) continue
    const distribution = { items: splitItems(items), words: items, isPrefix: false }
    return [
      {
        ...clause,
        object: `${head}${slot}${tail}`,
        text: `${action} ${head}${slot}${tail}`.trim(),
        distribution,
      },
    ]
  }
  const several = splitOnes(clause)
  if (several.length > 1) return several
  const other = second.exec(object)?.groups
  if (other?.first !== undefined && other.rest !== undefined) {
    const made = other.first.split(/\s(?:for|about|on|to|in|of|with|from)\s/)[0] ?? ''
    return [
      withObject(clause, other.first),
      withObject({ ...clause, isIndependent: true, isSequel: false }, `${made} ${other.rest}`),
    ]
  }
  const parted = apart.exec(object)?.groups
  if (parted?.first !== undefined && parted.rest !== undefined) {
    return [
      withObject(clause, parted.first),
      withObject({ ...clause, isIndependent: true, isSequel: false }, parted.rest),
    ]
  }
  const kinds = variants.exec(object)?.groups
  if (kinds !== undefined) {
    return [kinds.one, kinds.two].map((each, index) =>
      withObject(
        index === 0 ? clause : { ...clause, isIndependent: true, isSequel: false },
        `${kinds.head ?? ''} (${each ?? ''})`,
      ),
    )
  }
  return [clause]
}

/** `three posts, one on lighting, one on rugs and one on paint`. */
function splitOnes(clause: Clause): Clause[] {
  const [head = '', ...ones] = clause.object.split(
    /\s*[,:;–-]?\s+(?:and\s+)?(?:the\s+)?one\s+(?=(?:on|for|about|to|in|of|with|from)\s)/i,
  )
  if (ones.length < 2) return []
  return ones.map((each, index) =>
    withObject(
      index === 0 ? clause : { ...clause, isIndependent: true, isSequel: false },
      `${head}, ${each}`,
    ),
  )
}

/** `I need a packing list and the bus times`: different kinds of work are different steps. */
function splitNeeds(clause: Clause): Clause[] {
  const items = clause.object.split(
    /,?\s+and\s+(?=(?:an?|the|some|two|three)\s)|,\s+(?=(?:an?|the|some|two|three)\s)/i,
  )
  const clauses = items.map((object, index) => ({
    ...withObject(index === 0 ? clause : { ...clause, isIndependent: true, isSequel: false }, object),
    text: object,
    kind: kindOfThing(object),
  }))
  return new Set(clauses.map(({ kind }) => kind)).size > 1 ? clauses : [{ ...clause, text: clause.object }]
}

const withObject = (clause: Clause, object: string): Clause => ({
  ...clause,
  object,
  text: `${clause.action} ${object}`.trim(),
})

const splitItems = (words: string): string[] =>
  words
    .split(/,\s+and\s+|,\s+|\s+and\s+/i)
    .map((each) => each.trim())
    .filter((each) => each !== '')
