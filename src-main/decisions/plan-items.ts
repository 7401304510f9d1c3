import { findSection, looksLevel, type PlanLine, readLines, withoutMarks } from './plan-section.ts'

export interface PlanItem {
  /** Text of the item in the plan, without number and marks. */
  readonly text: string
  /** Owner from a column or an "Owner: …" line; null if there is none. */
  readonly owner: string | null
  /** For example `D2`; null if the item has none. */
  readonly id: string | null
  readonly state: ItemState
}

/** Items below a "Deliverables" heading in any form, of a table with such a column, or of a `Deliverables:` line. */
export function readItems(plan: string): PlanItem[] {
  const lines = readLines(plan)
  const section = findSection(lines)
  const items = section === null ? tableItems(lines, /deliverable/i) : itemsOfSection(section)
  return items.length > 0 ? items : itemsOfLine(lines)
}

/**
 * Same as `readItems`. If no heading names deliverables, the items of the list, table or headings that most likely
 * list the work.
 */
export function readWorkItems(plan: string): PlanItem[] {
  const items = readItems(plan)
  const lines = readLines(plan)
  if (items.length > 0 || findSection(lines) !== null) return items
  return findWorkSections(lines).flatMap(itemsOfSection)
}

/**
 * Lines that name an agent, in a plan without lists, such as `D2  test report  tester  needs D1`. Sentences and a single
 * line do not count.
 */
export function readOwnedLines(plan: string, isOwned: (text: string) => boolean): PlanItem[] {
  const items = readLines(plan)
    .map(({ text }) => text.trim())
    .filter(
      (text) =>
        text.length < maxOwnedLine && isOwned(text) && !/^#/.test(text) && !/[.!?]\s+\p{Lu}/u.test(text),
    )
    .map(ownedLine)
  return items.length > 1 ? items : []
}

const maxOwnedLine = 300

function ownedLine(line: string): PlanItem {
  const isDone = /^(?:[-*|]\s*)?(?:✅|✔|☑|\[x\])|~~|\b(?:done|finished|complete)\b\W*$/iu.test(line)
  const bare = line
    .replace(/^(?:[-*|]\s*)?(?:✅|✔|☑|☐|⬜|\[[ x]?\])\s*/iu, '')
    .replaceAll(/\s*\|\s*/g, ' · ')
    .replaceAll(/\.{3,}/g, ' · ')
    .replace(/^[\s·]+|[\s·]+$/g, '')
  const id = /^(?<id>[A-Za-z]{0,4}-?\d{1,3})(?=[\s.):·|])/.exec(bare)?.groups?.id ?? null
  return { text: bare, owner: bare, id, state: isDone ? 'done' : 'open' }
}

function itemsOfSection(section: readonly PlanLine[]): PlanItem[] {
  const table = tableItems(section, /./)
  if (table.length > 0) return table
  const list = listItems(section)
  const first = section.find(isHeading)
  const blocks =
    first === undefined
      ? blockItems(section, ({ text }) => /^ {0,3}(?:\*\*|__)\S/.test(text))
      : blockItems(section, ({ level }) => level === first.level)
  return list.length > 0 && (first === undefined || isGrouped(blocks, list)) ? list : blocks
}

const isHeading = ({ level }: PlanLine): boolean => level !== null && level < looksLevel

const brackets = /[([][^()[\]]*[)\]]/
const group = /^\W*\d*\W*(?:phase|milestone|sprint|stage|iteration|week|release|part)\b/i

/**
 * True if the headings only group the list items below them and are not deliverables themselves. Owners given in the
 * list indicate this.
 */
function isGrouped(blocks: readonly PlanItem[], list: readonly PlanItem[]): boolean {
  if (blocks.every(({ text }) => group.test(text))) return true
  const isOwned = ({ text, owner }: PlanItem) => owner !== null && !ownerLine.test(text)
  if (list.some(isOwned)) return true
  if (blocks.some(({ text, owner }) => owner !== null || brackets.test(text))) return false
  return list.some(({ text }) => brackets.test(text))
}

/** Items of a section: each line that begins an item, with the lines below it. */
function blockItems(section: readonly PlanLine[], begins: (line: PlanLine) => boolean): PlanItem[] {
  const starts = section.flatMap((line, index) => (begins(line) ? [index] : []))
  return starts.flatMap((start, at) => {
    const [first, ...below] = section.slice(start, starts[at + 1])
    return first === undefined ? [] : itemOf(first.title || first.text, below)
  })
}

const listMark =
  /^(?<indent>\s*)(?<mark>[-*+•–]|\d{1,3}[.)])(?<space>\s+)(?:\[(?<box>[ xX])\]\s+)?(?<text>\S.*)$/

/** Top-level items of the list. Lines that are indented below an item or follow it belong to that item. */
function listItems(section: readonly PlanLine[]): PlanItem[] {
  const starts: number[] = []
  let inside = Number.POSITIVE_INFINITY
  for (const [index, line] of section.entries()) {
    if (isHeading(line)) inside = Number.POSITIVE_INFINITY
    const { indent, mark, space } = listMark.exec(line.text.replaceAll('\t', '    '))?.groups ?? {}
    if (indent === undefined || mark === undefined || space === undefined || indent.length >= inside) continue
    starts.push(index)
    inside = indent.length + mark.length + space.length
  }
  return starts.flatMap((start, at) => {
    const { text = '', box = null } = listMark.exec(section[start]?.text ?? '')?.groups ?? {}
    const below = section.slice(start + 1, starts[at + 1])
    const end = below.findIndex(isHeading)
    return itemOf(text, end < 0 ? below : below.slice(0, end), box)
  })
}

const ownerLine =
  /^\W*(?:agent(?: type)?|owner|assignee|assigned to|responsible|role|specialist|who|by)\W{0,6}[:：]\W*(?<owner>\w[\w -]{0,99})/i

const stateLine = /^\W*(?:status|state|progress)\W{0,6}[:：]\s*(?<state>\S.*)$/i
const idMark = /^[([]?(?<id>[A-Z]{1,5}-?\d{1,3}(?:\.\d{1,3})?)[)\]]?(?=[\s:.)–—-]|$)/

function itemOf(raw: string, below: readonly PlanLine[], box: string | null = null): PlanItem[] {
  const text = withoutState(withoutMarks(raw)).replace(/^\d{1,3}[.)]\s+/, '')
  if (text === '') return []
  const owners = below.flatMap((line) => ownerLine.exec(withoutMarks(line.text))?.groups?.owner ?? [])
  const states = below.flatMap((line) => stateLine.exec(withoutMarks(line.text))?.groups?.state ?? [])
  const own = stateOfText(withoutMarks(raw), box)
  return [
    {
      text,
      owner: owners[0]?.trim() ?? null,
      id: idMark.exec(text)?.groups?.id ?? null,
      state: own === 'open' && states[0] !== undefined ? stateOfCell(states[0]) : own,
    },
  ]
}

const ruler = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
const whatColumn = /deliverable|what|item|task|output|result|name|title|description/i
const idColumn = /^(?:id|#|no\.?|nr\.?|key|ref(?:erence)?)$/i
const stateColumn = /^(?:status|state|done\??|progress|complete(?:d)?\??|ready\??|✓|✅)$/iu
const whoColumn = /agent|owner|who|assign|role|specialist|responsible|made by/i

/** Rows of the first table whose header matches `column`. */
function tableItems(lines: readonly PlanLine[], column: RegExp): PlanItem[] {
  const at = lines.findIndex(
    ({ text }, index) => text.includes('|') && ruler.test(lines[index + 1]?.text ?? '') && column.test(text),
  )
  if (at < 0) return []
  const head = cellsOf(lines[at]?.text ?? '')
  const what = columnOf(head, [/deliverable/i, whatColumn]) ?? (idColumn.test(head[0] ?? '') ? 1 : 0)
  const who = head.findIndex((title, index) => index !== what && whoColumn.test(title))
  const id = head.findIndex((title, index) => index !== what && idColumn.test(title))
  const state = head.findIndex((title, index) => index !== what && stateColumn.test(title))
  const rest = lines.slice(at + 2)
  const end = rest.findIndex(({ text }) => !text.includes('|'))
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(({ text }) => {
    const cells = cellsOf(text)
    return itemOf(cells[what] ?? '', []).map((item) => ({
      ...item,
      owner: cells[who] || null,
      id: item.id ?? idMark.exec(cells[id] ?? '')?.groups?.id ?? null,
      state: item.state === 'open' ? stateOfCell(cells[state] ?? '') : item.state,
    }))
  })
}

/** Index of the first column that matches a pattern. Patterns are tried in order, the most specific first. */
function columnOf(head: readonly string[], patterns: readonly RegExp[]): number | null {
  for (const pattern of patterns) {
    const found = head.findIndex((title) => pattern.test(title))
    if (found >= 0) return found
  }
  return null
}

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => withoutMarks(cell.replaceAll('\\|', '|')))

/** The inline form of document 002: `Deliverables: 1. Backend API, 2. Frontend HTML/JS, 3. Tests`. */
function itemsOfLine(lines: readonly PlanLine[]): PlanItem[] {
  const line = lines.find(({ text }) => /^\W*deliverables\W*:\W*\w/i.test(text))?.text
  if (line === undefined) return []
  const rest = line.slice(line.indexOf(':') + 1)
  const parts = /\d[.)]\s/.test(rest) ? rest.split(/[,;]?\s*\d{1,3}[.)]\s+/) : rest.split(/[,;]/)
  return parts.flatMap((part) => itemOf(part, []))
}

/** State of an item, from its marks: ticks, strike-through, or a status word at its end. */
type ItemState = 'open' | 'done' | 'dropped'

const tick = /[✅✔☑🗸]|:white_check_mark:|:heavy_check_mark:/u
const doneWord = /(?:done|completed?|finished|shipped|delivered|merged|closed|100 ?%)/iu
const droppedWord =
  /(?:cut|dropped|cancell?ed|deferred|postponed|descoped|removed|out of scope|not needed|won['’]t (?:do|fix)|optional|later)/iu

const anyOf = (word: RegExp): RegExp =>
  new RegExp(
    `[([]\\s*${word.source}\\b[^()[\\]]{0,60}[)\\]]|(?:\\s[—–-]+|:|→|=>|,)\\s*(?:status:?\\s*)?${word.source}[.!]?\\s*$`,
    'iu',
  )
const saysDone = anyOf(doneWord)
const saysDropped = anyOf(droppedWord)

/**
 * State from a checkbox or from marks in the item's text. A word such as "done" counts only at the end or in brackets.
 */
function stateOfText(text: string, checkbox: string | null = null): ItemState {
  if (checkbox?.toLowerCase() === 'x') return 'done'
  if (/^\s*~~.*~~[\s.]*$/u.test(text.replace(/^\W*?(?=~~)/u, ''))) return 'done'
  if (saysDropped.test(text)) return 'dropped'
  return tick.test(text) || saysDone.test(text) ? 'done' : 'open'
}

/** State from the cell of a status column. */
function stateOfCell(cell: string): ItemState {
  const text = cell.trim()
  if (tick.test(text) || /^(?:\[x\]|x|yes)$/iu.test(text)) return 'done'
  if (new RegExp(`^${droppedWord.source}\\b`, 'iu').test(text)) return 'dropped'
  return new RegExp(`^${doneWord.source}(?![\\p{L}])`, 'iu').test(text) ? 'done' : 'open'
}

/** Text without strike-through and tick marks. */
const withoutState = (text: string): string =>
  text.replaceAll(/~~/g, '').replaceAll(new RegExp(tick.source, 'gu'), '').replaceAll(/\s+/g, ' ').trim()

/** For a plan without a "Deliverables" heading: the sections that most likely list the work. */
function findWorkSections(lines: readonly PlanLine[]): PlanLine[][] {
  const scored = listSections(lines)
    .map((section) => ({ ...section, score: scoreOf(section) }))
    .filter(({ score }) => score >= enough)
  const best = Math.max(...scored.map(({ score }) => score))
  const level = scored.find(({ score }) => score === best)?.level
  // Include all sections of the same level: a list in phases has one section per phase.
  return scored.filter((section) => section.level === level).map(({ body }) => body)
}

interface Section {
  /** Level of the section's heading; 0: above the first heading; -1: a run of headings with ids. */
  readonly level: number
  readonly title: string
  readonly body: PlanLine[]
}

const enough = 3

/**
 * Each heading with the lines below it, up to the next heading. If several headings have ids, the run of these
 * headings is the only section.
 */
function listSections(lines: readonly PlanLine[]): Section[] {
  const sections: Section[] = [{ level: 0, title: '', body: [] }]
  for (const line of lines) {
    if (isHeading(line)) sections.push({ level: line.level ?? 1, title: line.title, body: [] })
    else sections.at(-1)?.body.push(line)
  }
  const marked = lines.flatMap((line, index) => (isHeading(line) && id.test(line.title) ? [index] : []))
  if (marked.length < 2) return sections
  const end = lines.findIndex(
    (line, index) => index > (marked.at(-1) ?? 0) && isHeading(line) && !id.test(line.title),
  )
  const run = lines.slice(marked[0], end < 0 ? lines.length : end)
  return [{ level: -1, title: 'Work items', body: run }]
}

const id = /^[([]?[A-Z]{1,5}-?\d{1,3}(?:\.\d{1,3})?[)\]]?(?=[\s:.)–—-]|$)/
const work =
  /\b(?:tasks?|work|to-?dos?|milestones?|steps|outputs?|outcomes|artifacts|backlog|phases?|sprints?|components?|features?|build|products?|parts|roadmap|plan|items|checklist)\b/i
const other =
  /\b(?:risks?|assumptions?|constraints?|non-?goals|out of scope|excluded|questions?|notes?|background|context|references?|glossary|team|roles|agents?|budget|timeline|dates|schedule|criteria|definition of done|stakeholders?|history|decisions?|goals?|purpose|overview|summary|principles|dependencies)\b/i

const listLine = /^\s*(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[(?<box>[ xX])\]\s+)?(?<text>\S.*)$/
const telling = /owner|agent|who|assign|role|status|state|done|deliver|task|output|result|component|work/i

function scoreOf({ title, body, level }: Section): number {
  if (level > 0 && other.test(title)) return 0
  const items = body.flatMap(({ text }) => {
    const { groups } = listLine.exec(text) ?? {}
    return groups === undefined ? [] : [{ box: groups.box, text: groups.text ?? '' }]
  })
  const table = body.findIndex(({ text }, at) => text.includes('|') && ruler.test(body[at + 1]?.text ?? ''))
  if (level < 0) return enough + 5
  if (items.length === 0 && table < 0) return 0
  const texts = items.map(({ text }) => text)
  const head = table < 0 ? '' : (body[table]?.text ?? '')
  return [
    work.test(title) ? 3 : 0,
    items.some(({ box }) => box !== undefined) ? 3 : 0,
    texts.some((text) => id.test(text)) ? 3 : 0,
    texts.some((text) => /\([a-z]+(?:_[a-z]+)+\)|@\w+|\bowner:/i.test(text)) ? 3 : 0,
    telling.test(head) ? 4 : 0,
    level <= 1 && items.length > 1 ? 1 : 0,
  ].reduce((sum, points) => sum + points, 0)
}
