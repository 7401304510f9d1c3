import { type PlanItem, readItems, readOwnedLines, readWorkItems } from './plan-items.ts'

export interface Deliverable {
  /** Text of the item in the plan, without number and marks. */
  readonly text: string
  /** Agent type for the deliverable, among the existing types; null if the plan does not give one. */
  readonly agentType: string | null
  /** Agent type named in the plan that no agent here has; null if there is none. */
  readonly missingType: string | null
  /** For example `D2`; absent if the plan gives none. */
  readonly id?: string
  /** Marked as done or left out in the plan; absent: open. */
  readonly state?: 'done' | 'dropped'
}

/** Characters. Answers are matched by this text, so a question must contain all of it. */
const maxTextLength = 1000

/**
 * The deliverables of a `plan.md`, in its order. The agent type comes from an owner field, from brackets as in
 * `Backend API (backend_developer)`, or from the words of the item.
 */
export function readDeliverables(plan: string, agentTypes: readonly string[]): Deliverable[] {
  const items = readWorkItems(plan)
  const found = items.length > 0 ? items : readOwnedLines(plan, (text) => namedIn(text, agentTypes) !== null)
  return found.map((item) => deliverableOf(item, agentTypes))
}

/**
 * The deliverables that a scope names: only below a heading for deliverables, in a table with such a column, or in a
 * `Deliverables:` line.
 */
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

/** Words that indicate the agent type; more specific types come first. */
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

/**
 * Agent type from brackets, or else from a type named in the text, or else from indicative words. Only existing types.
 */
export const typeOf = (text: string, agentTypes: readonly string[]): string | null =>
  bracketedIn(text, agentTypes) ?? namedIn(text, agentTypes) ?? toldBy(text, agentTypes)

/** Agent type from indicative words only. */
export const toldBy = (text: string, agentTypes: readonly string[]): string | null =>
  tellingWords.find(([type, telling]) => agentTypes.includes(type) && telling.test(text))?.[0] ?? null

const bracketedIn = (text: string, agentTypes: readonly string[]): string | null =>
  listBracketed(text)
    .map(wordOf)
    .find((type) => agentTypes.includes(type)) ?? null

/** The longest agent type named in the text: "senior tester" must not match "tester". */
function namedIn(text: string, agentTypes: readonly string[]): string | null {
  const words = ` ${wordOf(text).replaceAll('_', ' ')} `
  const found = agentTypes.filter((type) => words.includes(` ${type.replaceAll('_', ' ')} `))
  return found.reduce<string | null>((best, type) => (type.length > (best?.length ?? 0) ? type : best), null)
}

/** In an owner field, "Backend" indicates an existing type, but "Report designer" is a type of its own. */
const ownerIn = (owner: string, agentTypes: readonly string[]): string | null =>
  namedIn(owner, agentTypes) ?? (roleName.test(owner) ? null : toldBy(owner, agentTypes))

const listBracketed = (text: string): string[] =>
  [...text.matchAll(/[([](?<inside>[^()[\]]{1,100})[)\]]/g)].flatMap(({ groups }) =>
    (groups?.inside ?? '')
      .split(/[,;/&+]|\band\b/)
      .map((part) => part.replace(/^.*:/, '').trim())
      .filter((part) => part !== ''),
  )

/** Matches a role such as `data_scientist` or "Data scientist". Other remarks in brackets name no agent. */
const roleName =
  /^[a-z]\w*(?:[ -]\w+){0,3}[ _-](?:developer|engineer|scientist|designer|writer|tester|manager|analyst|architect|specialist|researcher|editor|expert)$|^[a-z]+(?:_[a-z]+)+$/i

/** Placeholders for an undecided owner. */
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
