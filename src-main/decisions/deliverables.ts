/** One thing that a plan says will be made. */
export interface Deliverable {
  /** As it stands in the plan, without its number and marks. */
  readonly text: string
  /** Who makes it, among the types of agents that exist; null: the plan does not say, and its words do not tell. */
  readonly agentType: string | null
}

const maxDeliverables = 100

/**
 * The deliverables of a `plan.md`: the items below a heading "Deliverables", or of a line "Deliverables: 1. …, 2. …". An
 * item names its agent type in brackets, `Backend API (backend_developer)`, or in its words.
 */
export function readDeliverables(plan: string, agentTypes: readonly string[]): Deliverable[] {
  const items = itemsBelowHeading(plan) ?? itemsOfLine(plan) ?? []
  return items.slice(0, maxDeliverables).map((text) => ({ text, agentType: typeOf(text, agentTypes) }))
}

const heading = /^#{1,6}\s+(?<title>.*)$/
const item = /^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?<text>.*)$/

function itemsBelowHeading(plan: string): string[] | null {
  let items: string[] | null = null
  for (const line of plan.split(/\r?\n/)) {
    const title = heading.exec(line)?.groups?.title
    if (title !== undefined) {
      if (items !== null) break
      if (/^(?:\d+\.?\s+)?deliverables?\b/i.test(title.trim())) items = []
    } else if (items !== null) {
      const text = clean(item.exec(line)?.groups?.text ?? '')
      if (text !== '') items.push(text)
    }
  }
  return items
}

/** The short form of the document: `Deliverables: 1. Backend API, 2. Frontend HTML/JS, 3. Tests`. */
function itemsOfLine(plan: string): string[] | null {
  const line = plan.split(/\r?\n/).find((each) => /^\W*deliverables\W*:/i.test(each))
  if (line === undefined) return null
  const rest = line.slice(line.indexOf(':') + 1)
  const parts = /\d[.)]\s/.test(rest) ? rest.split(/[,;]?\s*\d{1,3}[.)]\s+/) : rest.split(/[,;]/)
  return parts.map(clean).filter((text) => text !== '')
}

const clean = (text: string): string => text.replaceAll(/[*_`]{2}|`/g, '').trim()

/** What a deliverable's words say of who makes it, the more telling first. */
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
export function typeOf(text: string, agentTypes: readonly string[]): string | null {
  const known = new Set(agentTypes)
  for (const [, bracketed = ''] of text.matchAll(/[([](?<type>[\w -]{1,100})[)\]]/g)) {
    const type = wordOf(bracketed)
    if (known.has(type)) return type
  }
  const words = ` ${wordOf(text).replaceAll('_', ' ')} `
  const named = agentTypes.find((type) => words.includes(` ${type.replaceAll('_', ' ')} `))
  if (named !== undefined) return named
  return tellingWords.find(([type, telling]) => known.has(type) && telling.test(text))?.[0] ?? null
}

const wordOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
