import type { Priority } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import type { Draft } from '../draft.ts'
import { keyOf, titleLine, uniqueKey } from '../names.ts'
import {
  type LostStatus,
  lostStatuses,
  noteLostStatus,
  quote,
  type Warnings,
  warningText,
} from '../warnings.ts'
import type { Checklist, Heading, Item, Numbering } from './checklist-items.ts'
import { readReferences } from './checklist-references.ts'

/** Drafts for the tasks and groups of a checklist, in file order. */
export function draftsOf(checklist: Checklist, numbering: Numbering, warnings: Warnings): Draft[] {
  const { items, headings } = checklist
  const { parents, groups } = treeOf(items, numbering)
  const keys = nameItems(items, warnings)
  const sections = sectionsOf(groups, keys)
  const references = numbering === 'labelled' ? readReferences(items, keys, warnings) : null
  const nodes = items.flatMap((item): Node[] => {
    const section = sections.get(groups.get(item))
    const part = keys.get(parents.get(item) ?? item) ?? null
    const parent = parents.has(item) ? part : (section?.key ?? null)
    const priority = section?.priority ?? 'medium'
    const draft = {
      ...draftOfItem(item, keys, warnings),
      parent,
      priority,
      dependsOn: references?.get(item) ?? [],
    }
    const node = { draft, isParallel: numbering === 'plain' || item.labels.includes('P') }
    return section?.first === item ? [nodeOfSection(section, numbering), node] : [node]
  })
  noteProse(headings, numbering, warnings)
  if (numbering === 'plain' && nodes.length > 1)
    warnings.add('no_order', 'file', warningText.checklist.noOrder)
  return inOrder(nodes)
}

interface Node {
  readonly draft: Draft
  readonly isParallel: boolean
}

/** Adds the dependencies that follow from the order of tasks to those that each task names. */
function inOrder(nodes: readonly Node[]): Draft[] {
  const rows = Map.groupBy(nodes, ({ draft }) => draft.parent)
  const orders = new Map(
    [...rows].map(([parent, row]) => [
      parent,
      orderOf(row.map(({ draft, isParallel }) => ({ key: draft.key, isParallel }))),
    ]),
  )
  return nodes.map(({ draft }) => {
    const before = orders.get(draft.parent)?.get(draft.key) ?? []
    return { ...draft, dependsOn: [...before, ...(draft.dependsOn ?? [])] }
  })
}

/** Gives each task a unique key, so that the order is correct even if an id appears twice. */
function nameItems(items: readonly Item[], warnings: Warnings): Map<Item, string> {
  const taken = new Set<string>()
  return new Map(
    items.map((item, index) => {
      const id = item.id ?? `task-${index + 1}`
      const key = uniqueKey(id, taken)
      if (key !== id) {
        warnings.add('duplicate_id', `line ${item.line}`, warningText.duplicateId(quote(id), key))
      }
      return [item, key]
    }),
  )
}

/** A heading that groups tasks. */
interface Section {
  readonly heading: Heading
  readonly key: string
  readonly first: Item
  readonly priority: Priority
  readonly isStory: boolean
}

function sectionsOf(
  groups: ReadonlyMap<Item, Heading>,
  keys: ReadonlyMap<Item, string>,
): Map<Heading | undefined, Section> {
  const taken = new Set(keys.values())
  const members = Map.groupBy(groups.keys(), (item) => groups.get(item))
  const sections = new Map<Heading | undefined, Section>()
  for (const [heading, [first, ...others]] of members) {
    if (heading === undefined || first === undefined) continue
    const isStory = storyPattern.test(heading.text) || [first, ...others].every(isOfStory)
    const key = uniqueKey(keyOfHeading(heading), taken)
    sections.set(heading, { heading, key, first, priority: priorityOf(heading.text), isStory })
  }
  return sections
}

const storyPattern = /\bUser Stor(?:y|ies)\b|\bUS-?\d/i

const isOfStory = ({ labels }: Item): boolean => labels.some((label) => /^US-?\d/.test(label))

function keyOfHeading({ text }: Heading): string {
  const phase = /^phase\s+([\p{L}\p{N}.]{1,20})/iu.exec(text)?.[1]
  if (phase !== undefined) return keyOf(`phase-${phase.toLowerCase()}`)
  const number = /^\d{1,9}(?:\.\d{1,9}){0,9}/.exec(text)?.[0]
  return number === undefined ? keyOf(text.toLowerCase()) : `group-${number}`
}

const storyPriorities: Record<string, Priority> = { P0: 'critical', P1: 'high', P2: 'medium', P3: 'low' }

function priorityOf(heading: string): Priority {
  const word = /\bPriority:?[ \t]*(P\d)\b/i.exec(heading)?.[1]?.toUpperCase()
  return word === undefined ? 'medium' : (storyPriorities[word] ?? 'low')
}

/**
 * Spec Kit: user stories may run in parallel; every other phase is a barrier. Kiro and OpenSpec: groups run in
 * sequence. Plain lists define no order.
 */
function nodeOfSection({ heading, key, priority, isStory }: Section, numbering: Numbering): Node {
  const { title } = titleLine(heading.text)
  const description = [heading.text, ...heading.notes].join('\n\n').trim()
  return {
    draft: { key, where: `line ${heading.line}`, title: title || key, description, parent: null, priority },
    isParallel: numbering === 'plain' || (numbering === 'labelled' && isStory),
  }
}

function draftOfItem(item: Item, keys: ReadonlyMap<Item, string>, warnings: Warnings): Draft {
  const { line, text, details, labels, isStarred, mark } = item
  const key = keys.get(item) ?? ''
  const about = { key, where: `line ${line}` }
  const { title, isCut } = titleLine(text)
  if (title === '') {
    warnings.sum({ code: 'missing_title', ...about, describe: warningText.missingTitle })
  }
  if (isCut) {
    warnings.sum({ code: 'long_title', ...about, describe: warningText.longTitleOf })
  }
  const lost = findLostStatus(mark)
  if (lost !== null) noteLostStatus(lost, about, warnings)
  else if (mark !== ' ') {
    const describe = (who: string) => warningText.checklist.unknownMark(who, quote(mark))
    warnings.sum({ code: 'unknown_status', about: mark, ...about, describe })
  }
  if (isStarred) noteLostStatus(lostStatuses.optional, about, warnings)
  const tags = labels.map((label) => (label === 'P' ? 'parallel' : label))
  return {
    ...about,
    isDone: lost === lostStatuses.done,
    title: title || words.importedTexts.task(key),
    description: [text, ...(details.length > 0 ? ['', ...details] : [])].join('\n').trim(),
    tags: [...new Set(isStarred ? [...tags, 'optional'] : tags)],
  }
}

/** Status of a box mark. Kiro marks a task in progress with `-` or `~`. */
function findLostStatus(mark: string): LostStatus | null {
  if (mark === 'x' || mark === 'X') return lostStatuses.done
  return mark === '-' || mark === '~' ? lostStatuses.started : null
}

/** An order described only in prose is not read. The warning says that the plan may have too few dependencies. */
function noteProse(headings: readonly Heading[], numbering: Numbering, warnings: Warnings): void {
  if (numbering !== 'labelled') return
  const prose = headings.find(({ text, tasks }) => tasks === 0 && /\bdependenc(?:y|ies)\b/i.test(text))
  if (prose === undefined) return
  warnings.add('prose_not_read', `line ${prose.line}`, warningText.checklist.proseNotRead(quote(prose.text)))
}

interface Ordered {
  readonly key: string
  /** Whether the task may run in parallel with adjacent parallel tasks. */
  readonly isParallel: boolean
}

/**
 * Dependencies between siblings. A sequential task is a barrier: it waits for the parallel tasks since the previous
 * barrier, or for that barrier if there are none. A parallel task waits for the previous barrier only.
 */
function orderOf(siblings: readonly Ordered[]): Map<string, readonly string[]> {
  const order = new Map<string, readonly string[]>()
  let barrier: readonly string[] = []
  let beside: string[] = []
  for (const { key, isParallel } of siblings) {
    order.set(key, isParallel || beside.length === 0 ? barrier : beside)
    if (isParallel) beside.push(key)
    else {
      barrier = [key]
      beside = []
    }
  }
  return order
}

/** Group structure of a checklist. */
interface ChecklistTree {
  /** By subtask: its parent task. */
  readonly parents: ReadonlyMap<Item, Item>
  /** By task: the heading that becomes its group. Subtasks have no entry. */
  readonly groups: ReadonlyMap<Item, Heading>
}

/** Derives the structure from indentation, from numbers (`1.2` below `1`) and from headings. */
function treeOf(items: readonly Item[], numbering: Numbering): ChecklistTree {
  const headings = new Map(items.map((item) => [item, groupHeadingOf(item, items.length)]))
  const parents = withoutOptional(items, parentsOf(items, numbering, headings))
  const groups = new Map<Item, Heading>()
  for (const item of items) {
    const heading = headings.get(item) ?? null
    if (heading !== null && !parents.has(item)) groups.set(item, heading)
  }
  return { parents, groups }
}

const phasePattern = /^phase\b/i
const numberedPattern = /^\d+(?:\.\d+)*[.):]?\s/

/**
 * The phase heading above the task. Otherwise the outermost heading that does not contain all tasks, or a numbered
 * heading below level 1.
 */
function groupHeadingOf({ headings }: Item, total: number): Heading | null {
  const phase = headings.find(({ text }) => phasePattern.test(text))
  if (phase !== undefined) return phase
  const apart = headings.find(({ tasks }) => tasks < total)
  return apart ?? headings.find(({ level, text }) => level > 1 && numberedPattern.test(text)) ?? null
}

function parentsOf(
  items: readonly Item[],
  numbering: Numbering,
  headings: ReadonlyMap<Item, Heading | null>,
): Map<Item, Item> {
  const parents = new Map<Item, Item>()
  const byId = new Map<string, Item>()
  for (const item of items) {
    const id = item.id ?? ''
    const dot = id.lastIndexOf('.')
    const numbered = numbering === 'numbered' && dot > 0 ? byId.get(id.slice(0, dot)) : undefined
    const isNear = numbered !== undefined && headings.get(numbered) === headings.get(item)
    const parent = item.above ?? (isNear ? numbered : undefined)
    if (parent !== undefined) parents.set(item, parent)
    byId.set(id, item)
  }
  return parents
}

/**
 * A task whose parts are all optional (`- [ ]*`) has work of its own, which a group would not do. The task stays a
 * task, and its parts become siblings after it.
 */
function withoutOptional(items: readonly Item[], parents: ReadonlyMap<Item, Item>): Map<Item, Item> {
  const real = new Set(items.filter(({ isStarred }) => !isStarred).map((item) => parents.get(item)))
  const kept = new Map<Item, Item>()
  for (const item of items) {
    const parent = parents.get(item)
    if (parent === undefined) continue
    // A parent precedes its parts, so `kept` already has the parent's own entry.
    const above = real.has(parent) ? parent : kept.get(parent)
    if (above !== undefined) kept.set(item, above)
  }
  return kept
}
