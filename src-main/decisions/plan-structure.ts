import { looksLevel, type PlanLine } from './plan-section.ts'

/** Sections of a plan without a heading "Deliverables" that most likely list the work, best kind only. */
export function findWorkSections(lines: readonly PlanLine[]): PlanLine[][] {
  const scored = listSections(lines)
    .map((section) => ({ ...section, score: scoreOf(section) }))
    .filter(({ score }) => score >= enough)
  const best = Math.max(...scored.map(({ score }) => score))
  const level = scored.find(({ score }) => score === best)?.level
  // A list in phases has one section for each of them.
  return scored.filter((section) => section.level === level).map(({ body }) => body)
}

interface Section {
  /** Level of its heading; 0: the section stands above the first heading. */
  readonly level: number
  readonly title: string
  readonly body: PlanLine[]
}

const enough = 3

const isHeading = ({ level }: PlanLine): boolean => level !== null && level < looksLevel

/** Each heading with the lines below it, up to the next heading. A run of headings with ids is a section of its own. */
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
const ruler = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/
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
