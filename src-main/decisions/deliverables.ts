import { type PlanItem, readItems, readWorkItems } from './plan-items.ts'

/** A deliverable of a plan. */
export interface Deliverable {
  /** As it stands in the plan, without its number and marks. */
  readonly text: string
  /** The type of agent for it, among the existing types; null when the plan does not tell. */
  readonly agentType: string | null
  /** Whom the plan names, where nobody here is of that type. */
  readonly missingType: string | null
  /** Such as `D2`, where the plan gives one. */
  readonly id?: string
  /** Marked as done, or as left out, in the plan itself; absent: open. */
  readonly state?: 'done' | 'dropped'
}

/** Answers are found again by it: it is kept whole where it is asked about. */
const maxTextLength = 1000

/**
 * The deliverables of a `plan.md`, in its order. An item names its agent type in a place of its own, in brackets as in
 * `Backend API (backend_developer)`, or in its words.
 */
export const readDeliverables = (plan: string, agentTypes: readonly string[]): Deliverable[] =>
  readWorkItems(plan).map((item) => deliverableOf(item, agentTypes))

/** Those that a scope names: only what stands below such a heading, or in a table with such a column. */
export const readScopeDeliverables = (scope: string, agentTypes: readonly string[]): Deliverable[] =>
  readItems(scope).map((item) => deliverableOf(item, agentTypes))

function deliverableOf(
  { text: whole, owner, id, state }: PlanItem,
  agentTypes: readonly string[],
): Deliverable {
  const text = whole.slice(0, maxTextLength)
  const marks = { ...(id !== null && { id }), ...(state !== 'open' && { state }) }
  const type = (owner === null ? null : ownerIn(owner, agentTypes)) ?? bracketedIn(text, agentTypes)
  if (type !== null) return { text, agentType: type, missingType: null, ...marks }
  const missingType = missingIn(text, owner)
  const told = missingType === null ? typeOf(text, agentTypes) : null
  return { text, agentType: told, missingType, ...marks }
}

/** Words that indicate the type of agent; the more specific come first. */
const tellingWords: readonly (readonly [agentType: string, words: RegExp])[] = [
  ['tester', /\b(?:tests?|testing|qa|quality)\b/i],
  ['technical_writer', /\b(?:document(?:ation|s)?|docs?|readme|guide|manual|report|article|tutorial)\b/i],
  ['frontend_developer', /\b(?:front-?end|html|css|web ?pages?|pages?|ui|interface|web ?sites?|landing)\b/i],
  ['devops_engineer', /\b(?:deploy(?:ment)?|docker(?:file)?|container|ci|pipeline|infrastructure)\b/i],
  ['data_engineer', /\b(?:data ?sets?|etl|csv|spreadsheet)\b/i],
  [
    'backend_developer',
    /\b(?:back-?end|api|endpoints?|servers?|services?|database|scripts?|command|cli|tool|program)\b/i,
  ],
]

/** In brackets; else an agent type that the text names; else by what its words tell. Only types that exist. */
export const typeOf = (text: string, agentTypes: readonly string[]): string | null =>
  bracketedIn(text, agentTypes) ?? namedIn(text, agentTypes) ?? toldBy(text, agentTypes)

/** By what its words tell alone. */
export const toldBy = (text: string, agentTypes: readonly string[]): string | null =>
  tellingWords.find(([type, telling]) => agentTypes.includes(type) && telling.test(text))?.[0] ?? null

const bracketedIn = (text: string, agentTypes: readonly string[]): string | null =>
  listBracketed(text)
    .map(wordOf)
    .find((type) => agentTypes.includes(type)) ?? null

/** The longest: who asks for a senior tester does not mean just any. */
function namedIn(text: string, agentTypes: readonly string[]): string | null {
  const words = ` ${wordOf(text).replaceAll('_', ' ')} `
  const found = agentTypes.filter((type) => words.includes(` ${type.replaceAll('_', ' ')} `))
  return found.reduce<string | null>((best, type) => (type.length > (best?.length ?? 0) ? type : best), null)
}

/** "Backend" in the place for agents tells who is meant; "Report designer" is somebody of their own. */
const ownerIn = (owner: string, agentTypes: readonly string[]): string | null =>
  namedIn(owner, agentTypes) ?? (roleName.test(owner) ? null : toldBy(owner, agentTypes))

const listBracketed = (text: string): string[] =>
  [...text.matchAll(/[([](?<inside>[^()[\]]{1,100})[)\]]/g)].flatMap(({ groups }) =>
    (groups?.inside ?? '')
      .split(/[,;/&+]|\band\b/)
      .map((part) => part.replace(/^.*:/, '').trim())
      .filter((part) => part !== ''),
  )

/** A name such as `data_scientist`, or "Data scientist": a remark in brackets is no name of an agent. */
const roleName =
  /^[a-z]\w*(?:[ -]\w+){0,3}[ _-](?:developer|engineer|scientist|designer|writer|tester|manager|analyst|architect|specialist|researcher|editor|expert)$|^[a-z]+(?:_[a-z]+)+$/i

/** Placeholders for an owner who is not chosen yet. */
const nobody = new Set(['', 'tbd', 'tba', 'n_a', 'none', 'nobody', 'anyone', 'any', 'unknown', 'open'])

function missingIn(text: string, owner: string | null): string | null {
  const atItsEnd = /(?:[—–:@→]|\s-|->)\s*(?<name>[a-z]+(?:_[a-z]+)+)[.\s]*$/i.exec(text)?.groups?.name
  const named = [...listBracketed(text), ...(atItsEnd === undefined ? [] : [atItsEnd])]
  const name = wordOf(owner ?? named.find((each) => roleName.test(each)) ?? '')
  return nobody.has(name) ? null : name
}

const wordOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
