import type { Clause } from './clause.ts'
import { slot } from './distribution.ts'
import { kindOfObject } from './kinds/kind-of-noun.ts'

const itemPattern = String.raw`(?:(?:the|a|an|my|our|her|his)\s)?[\p{L}\p{N}][^,;:]*?`
const listPattern = String.raw`(?<list>${itemPattern}(?:,\s+${itemPattern})*,?\s+and\s+${itemPattern})`
const listForms = [
  // `separate invitations to Tom, Ana and Yusuf`
  new RegExp(
    String.raw`^(?<head>(?:.*\s)?(?:separate|individual|personali[sz]ed)\s.*?\s(?:to|for|about|on|of|in)\s)${listPattern}(?<tail>(?:\s(?:by|before|about|saying|asking|with)\s.*)?)$`,
    'iu',
  ),
  // `one page each on Kant, Hume and Locke`
  new RegExp(
    String.raw`^(?<head>.*?\seach\s(?:on|about|for|to)\s)${listPattern}(?<tail>(?:\s(?:by|before|saying|asking|with)\s.*)?)$`,
    'iu',
  ),
  // `the menu, the wine list and the flyer, each in its own file`
  new RegExp(
    String.raw`^(?<head>(?:.*\s)?)${listPattern}(?<tail>,?\seach\sin\s(?:their|its|his|her)\sown\s.*)$`,
    'iu',
  ),
]
/** `a poem about autumn and another about spring` */
const anotherOne =
  /^(?<first>.*?\S),?\s+and\s+(?:one|another|another one|a second one)\s+(?<rest>(?:for|about|on|to|in|of|with|from)\s.+)$/iu
/** `the roof and separately the cellar` */
const separateObject = /^(?<first>.*?\S),?\s+and\s+separately\s+(?<rest>.+)$/iu
/** `two versions: one formal and one casual` */
const variants =
  /^(?<head>.*?):\s*one\s+(?<one>[^,;]+?)(?:,\s*|,?\s+and\s+)(?:and\s+)?one\s+(?<two>[^,;]+)$/iu

/** Longer objects stay one step, because the patterns of lists backtrack. */
const maxObject = 500

/** Splits a clause whose object names several steps. */
export function splitClause(clause: Clause): Clause[] {
  if (clause.distribution !== null || clause.object.length > maxObject) return [clause]
  if (clause.action === 'need') return splitNeeds(clause)
  return (
    distributeList(clause) ??
    splitOnes(clause) ??
    splitAnother(clause) ??
    splitSeparate(clause) ??
    splitVariants(clause) ?? [clause]
  )
}

/** `separate invitations to Tom, Ana and Yusuf`: a single clause with a distribution. */
function distributeList(clause: Clause): Clause[] | null {
  const { object, action } = clause
  for (const form of listForms) {
    const { head = '', list, tail = '' } = form.exec(object)?.groups ?? {}
    if (list === undefined) continue
    const distribution = { items: splitItems(list), words: list, isPrefix: false }
    const words = `${head}${slot}${tail}`
    return [{ ...clause, object: words, text: `${action} ${words}`.trim(), distribution }]
  }
  return null
}

/** `three posts, one on lighting, one on rugs and one on paint`. */
function splitOnes(clause: Clause): Clause[] | null {
  const [head = '', ...ones] = clause.object.split(
    /\s*[,:;–-]?\s+(?:and\s+)?(?:the\s+)?one\s+(?=(?:on|for|about|to|in|of|with|from)\s)/i,
  )
  return ones.length < 2
    ? null
    : withObjects(
        clause,
        ones.map((each) => `${head}, ${each}`),
      )
}

function splitAnother(clause: Clause): Clause[] | null {
  const { first, rest } = anotherOne.exec(clause.object)?.groups ?? {}
  if (first === undefined || rest === undefined) return null
  const noun = first.split(/\s(?:for|about|on|to|in|of|with|from)\s/)[0] ?? ''
  return withObjects(clause, [first, `${noun} ${rest}`])
}

function splitSeparate(clause: Clause): Clause[] | null {
  const { first, rest } = separateObject.exec(clause.object)?.groups ?? {}
  return first === undefined || rest === undefined ? null : withObjects(clause, [first, rest])
}

function splitVariants(clause: Clause): Clause[] | null {
  const { head = '', one, two } = variants.exec(clause.object)?.groups ?? {}
  return one === undefined || two === undefined
    ? null
    : withObjects(clause, [`${head} (${one})`, `${head} (${two})`])
}

/** `I need a packing list and the bus times`: objects of different kinds are separate steps. */
function splitNeeds(clause: Clause): Clause[] {
  const objects = clause.object.split(
    /,?\s+and\s+(?=(?:an?|the|some|two|three)\s)|,\s+(?=(?:an?|the|some|two|three)\s)/i,
  )
  const clauses = withObjects(clause, objects).map((each) => ({
    ...each,
    text: each.object,
    kind: kindOfObject(each.object),
  }))
  return new Set(clauses.map(({ kind }) => kind)).size > 1 ? clauses : [{ ...clause, text: clause.object }]
}

/** A clause for each object. The later clauses are independent of the first. */
const withObjects = (clause: Clause, objects: readonly string[]): Clause[] =>
  objects.map((object, index) => ({
    ...clause,
    ...(index > 0 && { isIndependent: true, isSequel: false }),
    object,
    text: `${clause.action} ${object}`.trim(),
  }))

const splitItems = (words: string): string[] =>
  words
    .split(/,\s+and\s+|,\s+|\s+and\s+/i)
    .map((each) => each.trim())
    .filter((each) => each !== '')
