import type { Clause } from './clause.ts'
import { type Gap, readSeparate, slot } from './distribution.ts'
import { givesData } from './kinds/data-references.ts'
import { kindOfClause } from './kinds/step-kind.ts'
import type { Segment } from './segments/segment.ts'
import { type Range, type Source, wordAt, wordsBetween } from './tokens.ts'

export function createClause(source: Source, segment: Segment): Clause {
  const { start, verb, list: ownList, isNeed, isPrefix } = segment
  const { isSequel, isIndependent, isSentenceStart, isElse } = segment
  const end = trimEnd(source, segment)
  const objectAt = startOfObject(segment)
  const canSeparate = ownList === null && verb !== null && verb.kind !== 'comparison'
  const separate = canSeparate ? readSeparate(source, [objectAt, end]) : null
  const list = ownList ?? separate?.list ?? null
  const gaps = [...segment.gaps, ...(separate?.gaps ?? [])]
  const action = actionOf(source, segment)
  const object = objectAt < end ? textWithout(source, [objectAt, end], gaps) : ''
  const text = textWithout(source, [start, end], gaps)
  const hasData = givesData(source.text)
  return {
    kind: kindOfClause({ verbKind: verb?.kind ?? null, action, object, text, isNeed, hasData }),
    ...{ action, object, text, context: '', condition: null, approvalConditions: [] },
    ...{ isSequel, isIndependent, isSentenceStart, isElse },
    distribution: list === null ? null : { ...list, isPrefix },
  }
}

/** The text of a segment without its gaps and trailing connectors. */
export const textOfSegment = (source: Source, segment: Segment): string =>
  textWithout(source, [segment.start, trimEnd(source, segment)], segment.gaps)

export const joinTexts = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('; ')

function startOfObject({ start, verbAt, verb, isNeed }: Segment): number {
  if (verb !== null) return verbAt + verb.length
  return isNeed ? verbAt : start
}

/** The verb as typed, in lower case. */
function actionOf({ text, tokens }: Source, { verbAt, verb, isNeed }: Segment): string {
  if (isNeed) return 'need'
  if (verb === null || verb.length === 0) return ''
  return text.slice(tokens[verbAt]?.start, tokens[verbAt + verb.length - 1]?.end).toLowerCase()
}

/** The end of a segment without trailing marks and connectors. */
function trimEnd({ tokens }: Source, { start, end }: Segment): number {
  const isTrailing = (at: number) =>
    tokens[at]?.kind === 'mark' || /^(?:and|but|then)$/.test(wordAt(tokens, at))
  let last = end
  while (last > start + 1 && isTrailing(last - 1)) last -= 1
  return last
}

/** The text of a token range without its gaps. The slot replaces a list of items. */
function textWithout({ text, tokens }: Source, [start, end]: Range, gaps: readonly Gap[]): string {
  const sorted = [...gaps].sort((a, b) => a.range[0] - b.range[0])
  let words = ''
  let at = start
  for (const { range, isSlot } of sorted) {
    const [from, to] = range
    if (to <= at || from >= end) continue
    if (from > at) words = appendText(words, wordsBetween(text, tokens, [at, from]))
    if (isSlot) words = appendText(words, slot)
    at = to
  }
  return at < end ? appendText(words, wordsBetween(text, tokens, [at, end])) : words
}

/** Appends a text with a space, except before punctuation. */
const appendText = (text: string, more: string): string =>
  text === '' || more === '' || /^[,;.!?:]/.test(more) ? text + more : `${text} ${more}`
