import type { Gap } from './for-each.ts'
import type { PlacedProviso } from './held-clauses.ts'
import { isEnder, type Joint, joinJoints, readJoint, skipLeadIn } from './message-joints.ts'
import { setOf, type Token } from './message-tokens.ts'
import { asks, isContent, mayPart, purposes, relatives } from './partings.ts'
import { type FoundProviso, type Proviso, readProviso, type Source } from './provisos.ts'
import { type FoundVerb, findStepVerb, type Position } from './step-verbs.ts'
import { type FoundList, readEach, readPrefix, type ThingList } from './things.ts'

/** Where a clause stands. All places are of tokens. */
export interface FoundSpan {
  readonly start: number
  /** The one after the last. */
  readonly end: number
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly isSequel: boolean
  /** A sentence begins with it. */
  readonly isOpening: boolean
  /** Things for each of which it is done; `isPrefix`: they stand before the clause, else in it. */
  readonly list: ThingList | null
  readonly isPrefix: boolean
  /** Provisos between that list and the verb. */
  readonly led: readonly Proviso[]
  readonly gaps: readonly Gap[]
}

type OpenSpan = Omit<FoundSpan, 'end'>

interface Found {
  readonly spans: readonly FoundSpan[]
  readonly provisos: readonly PlacedProviso[]
}

/** More clauses than a person types: what comes after stays in the last one. */
const maxClauses = 50
const maxProvisos = 50

/** Takes a message apart: into what it asks for, and what a person wants to be asked. */
export function findSpans(source: Source): Found {
  const { tokens } = source
  if (tokens.every(({ kind }) => kind === 'mark')) return { spans: [], provisos: [] }
  return readSpans(source, true) ?? readLone(source)
}

/** A message that is a proviso and nothing else is taken for the step that it speaks of. */
function readLone(source: Source): Found {
  const plain = readSpans(source, false)
  const [placed] = readBreak(source, 0, null)?.provisos ?? []
  const kind = placed?.proviso.kinds[0] ?? (placed?.proviso.limit ? 'purchase' : undefined)
  const [span] = plain?.spans ?? []
  if (placed === undefined || span === undefined || kind === undefined)
    return plain ?? { spans: [], provisos: [] }
  const whole = { ...span, end: source.tokens.length, verb: { kind, length: 0 } }
  return { spans: [whole], provisos: [{ ...placed, after: 0, isAhead: false }] }
}

/** Null: there is nothing but provisos. */
function readSpans(source: Source, hasProvisos: boolean): Found | null {
  const { tokens } = source
  const leading = hasProvisos ? readBreak(source, 0, null) : null
  const provisos = [...(leading?.provisos ?? [])]
  const from = provisos.length === 0 ? 0 : (leading?.end ?? 0)
  if (from >= tokens.length || tokens.slice(from).every(({ kind }) => kind === 'mark')) return null
  const lead = skipLeadIn(tokens, from)
  const spans: FoundSpan[] = []
  let open = openSpan(source, lead < tokens.length ? lead : from, { position: 'opening', isSequel: false })
  for (let at = open.verbAt + 1; at < tokens.length; at += 1) {
    const list = readListIn(source, open, at)
    if (list !== null) {
      open = { ...open, list, gaps: [...open.gaps, { range: [at, list.end], isSlot: true }] }
      at = list.end - 1
      continue
    }
    const isAsked = hasProvisos && provisos.length < maxProvisos
    const found = readBreak(source, at, isAsked ? { open, index: spans.length } : null)
    if (found === null) continue
    provisos.push(...found.provisos)
    const next = spans.length < maxClauses - 1 ? readNext(source, { open, at, found }) : null
    if (next !== null) {
      spans.push({ ...open, end: at })
      open = next
      at = open.verbAt
    } else if (found.provisos.length > 0) {
      open = { ...open, gaps: [...open.gaps, { range: [at, found.end], isSlot: false }] }
      at = found.end - 1
    }
  }
  const all = [...spans, { ...open, end: tokens.length }]
  return { spans: all, provisos: [...provisos, ...all.flatMap(placeLed)] }
}

const placeLed = ({ led }: FoundSpan, index: number): PlacedProviso[] =>
  led.map((proviso) => ({ proviso, after: index, isAhead: false }))

function readListIn(source: Source, open: OpenSpan, at: number): FoundList | null {
  const { tokens } = source
  if (open.verb === null || open.list !== null || !/^(?:each|every)$/.test(tokens[at]?.lower ?? ''))
    return null
  return isContent(open, insideOf(tokens, open, at), false) ? null : readEach(source, at)
}

interface Opening {
  readonly position: Position
  readonly isSequel: boolean
}

function openSpan(source: Source, at: number, { position, isSequel }: Opening): OpenSpan {
  const { tokens } = source
  const prefix = readPrefix(source, at)
  const isList = prefix !== null && prefix.things.length > 0
  const { verbAt, led } = isList ? readLed(source, prefix.body) : { verbAt: prefix?.body ?? at, led: [] }
  return {
    start: isList ? verbAt : at,
    verbAt,
    verb: findStepVerb(tokens, verbAt, prefix === null ? (isSequel ? 'sequel' : position) : 'opening'),
    isSequel,
    isOpening: position === 'opening',
    list: isList ? prefix : null,
    isPrefix: isList,
    led,
    gaps: [],
  }
}

/** `for each of A and B, if it is over 5 EUR ask me, otherwise buy it`. */
function readLed(source: Source, body: number): Pick<OpenSpan, 'verbAt' | 'led'> {
  const led: Proviso[] = []
  for (let verbAt = body; verbAt < source.tokens.length; ) {
    const found = readProviso(source, verbAt)
    if (found === null) return { verbAt, led }
    const { end, ...proviso } = found
    led.push(proviso)
    verbAt = skipLeadIn(source.tokens, readJoint(source.tokens, end)?.next ?? end)
  }
  return { verbAt: body, led: [] }
}

/** A joint, with the provisos that stand there. */
interface Break {
  readonly joint: Joint | null
  readonly provisos: readonly PlacedProviso[]
  /** The place after its provisos, if it has any. */
  readonly end: number
}

interface Scene {
  readonly open: OpenSpan
  readonly index: number
}

/** Null where nothing parts two clauses and no proviso stands. */
function readBreak(source: Source, at: number, scene: Scene | null): Break | null {
  const { tokens } = source
  const first = readJoint(tokens, at)
  let joint = first
  let end = at
  const provisos: PlacedProviso[] = []
  const isRead = scene !== null || at === 0
  for (let place = first?.bare ?? at; isRead; place = joint?.bare ?? end) {
    const found = readProviso(source, place) ?? readAfterLeadIn(source, place, joint !== null || at === 0)
    if (found === null || (scene !== null && isPartOfText(tokens, { ...scene, at, joint, found }))) break
    const after = readJoint(tokens, found.end)
    const isFree = at === 0 || joint?.position === 'opening'
    provisos.push(placeOf(tokens, found, { after, isFree, index: scene?.index ?? -1 }))
    end = found.end
    joint = joinJoints(joint, after ?? { ...noJoint, bare: end, next: skipLeadIn(tokens, end) })
    if (first === null && after === null && !/^(?:otherwise|else)$/.test(tokens[end - 1]?.lower ?? ''))
      joint = null
  }
  return joint === null && provisos.length === 0 ? null : { joint, provisos, end }
}

const noJoint = { isSequel: false, position: 'joined' } as const

function readAfterLeadIn(source: Source, place: number, isAllowed: boolean): FoundProviso | null {
  const next = isAllowed ? skipLeadIn(source.tokens, place) : place
  return next === place ? null : readProviso(source, next)
}

interface Place {
  readonly after: Joint | null
  /** It opens a sentence. */
  readonly isFree: boolean
  readonly index: number
}

function placeOf(
  tokens: readonly Token[],
  found: FoundProviso,
  { after, isFree, index }: Place,
): PlacedProviso {
  const { end, ...proviso } = found
  const goesOn = end < tokens.length && !isEnder(tokens[end])
  const isBare = /^(?:\p{L}+ )?ask (?:me|us)$/iu.test(proviso.text)
  return { proviso, after: index, isAhead: goesOn && (isFree || (isBare && after?.isSequel === true)) }
}

const helpers = setOf(
  "to should must can will would could may might i you he she they we who not don't never people without",
)

interface Standing {
  readonly at: number
  readonly joint: Joint | null
  readonly found: FoundProviso
}

/** The words belong to what a message says or what is looked for: `tell Bob to ask me first`. */
function isPartOfText(tokens: readonly Token[], { open, at, joint, found }: Scene & Standing): boolean {
  const inside = insideOf(tokens, open, at)
  const isEnd = joint?.position === 'opening'
  if (isContent(open, inside, isEnd)) return true
  if (isEnd) return false
  const isTold = asks(inside) && inside.some(({ lower }) => /^(?:to|that)$/.test(lower))
  const isMere = joint === null || tokens[at]?.lower === 'and'
  if (open.verb?.kind === 'communication' && isTold && isMere) return true
  if (joint !== null) return false
  if (/^ask(?:ing)? (?!me|us)/iu.test(found.text)) return true
  return (
    helpers.has(tokens[at - 1]?.lower ?? '') ||
    inside.some(({ lower }) => purposes.has(lower) || relatives.has(lower))
  )
}

/** The words of the open clause from its verb on, without what is cut out of it. */
const insideOf = (tokens: readonly Token[], { verbAt, gaps }: OpenSpan, at: number): Token[] =>
  tokens
    .slice(verbAt, at)
    .filter((_, index) =>
      gaps.every(({ range: [from, to] }) => verbAt + index < from || verbAt + index >= to),
    )

interface Parting {
  readonly open: OpenSpan
  readonly at: number
  readonly found: Break
}

function readNext(source: Source, { open, at, found: { joint } }: Parting): OpenSpan | null {
  if (joint === null) return null
  const next = openSpan(source, joint.next, joint)
  const { verb } = next
  if (verb === null) return next.list === null ? null : next
  const { tokens } = source
  const inside = insideOf(tokens, open, at)
  return mayPart({
    tokens,
    open,
    inside,
    joint,
    isMere: tokens[at]?.lower === 'and',
    verb,
    verbAt: next.verbAt,
  })
    ? next
    : null
}
