import { type Fields, type FileRecord, idOf, isFields, readList } from '../fields.ts'
import { boundedKey, uniqueKey } from '../names.ts'
import { nameKind, quote, type Warnings, warningText } from '../warnings.ts'

/** A task or subtask record, with the key it has in the plan. */
export interface Entry extends FileRecord {
  /** Id that references from other tasks use: `6.2`. Differs from the key if that key was already taken. */
  readonly fullId: string
  readonly parent: Entry | null
  /** Path in the file: `master.tasks[5].subtasks[1]`. `where` adds the key: `master.tasks[5].subtasks[1] (6.2)`. */
  readonly place: string
  readonly children: Entry[]
  /** Subtasks that consist of a text only. */
  readonly texts: string[]
  /** Keys of the children, by id as written and by id without the parent's id. */
  readonly childKeys: Map<string, string>
}

/** All records of a tag. Keys follow the ids of the file: top-level ids as written, subtasks as `3.2`. */
export interface EntryTree {
  readonly tops: readonly Entry[]
  /** Parents precede their children. */
  readonly all: readonly Entry[]
  /** Keys by full id as written. A duplicate id means its first record. */
  readonly keyOf: ReadonlyMap<string, string>
}

/** Reads the records of a list. `root` is the path of the list: `master.tasks`. */
export function readEntries(items: readonly unknown[], root: string, warnings: Warnings): EntryTree {
  const book: Book = { warnings, claimed: new Set(), keyOf: new Map() }
  const tops = createEntries(book, { items, root, parent: null })
  const open = tops.toReversed()
  const all: Entry[] = []
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    all.push(entry)
    const children = readChildren(book, entry)
    for (const child of children) entry.children.push(child)
    for (const child of children.toReversed()) open.push(child)
  }
  return { tops, all, keyOf: book.keyOf }
}

interface Book {
  readonly warnings: Warnings
  readonly claimed: Set<string>
  readonly keyOf: Map<string, string>
}

interface Siblings {
  readonly items: readonly unknown[]
  readonly root: string
  readonly parent: Entry | null
}

function readChildren(book: Book, entry: Entry): Entry[] {
  const items = readList(entry, 'subtasks', book.warnings)
  const children = createEntries(book, { items, root: `${entry.place}.subtasks`, parent: entry })
  for (const item of items) if (typeof item === 'string') entry.texts.push(item)
  if (entry.texts.length > 0) {
    const { textSubtasks, textSubtasksOfGroup } = warningText.taskMaster
    const describe = children.length === 0 ? textSubtasks : textSubtasksOfGroup
    book.warnings.add('text_subtask', entry.where, describe(entry.texts.length))
  }
  if (entry.parent !== null && children.length > 0) {
    book.warnings.add('nested_subtask', entry.where, warningText.taskMaster.nestedSubtask(children.length))
  }
  return children
}

function createEntries(book: Book, { items, root, parent }: Siblings): Entry[] {
  const drafts = items.flatMap((fields, index): Draft[] => {
    const place = `${root}[${index}]`
    if (isFields(fields)) return [{ fields, index, place, id: idOf(fields.id), key: null }]
    if (parent === null || typeof fields !== 'string') book.warnings.add(...notAnObject(fields, place))
    return []
  })
  claimIds(book, drafts, parent)
  return drafts.map((draft) => {
    const { fields, place, id } = draft
    const key = draft.key ?? freshKey(book, draft, parent)
    const own = id === null ? null : ownPart(id, parent)
    return {
      fields,
      key,
      fullId: own === null ? key : parent === null ? own : `${parent.fullId}.${own}`,
      parent,
      place,
      where: `${place} (${key})`,
      children: [],
      texts: [],
      childKeys: new Map<string, string>(),
    }
  })
}

function notAnObject(value: unknown, place: string): [code: string, where: string, message: string] {
  const kind = Array.isArray(value) ? warningText.kinds.listOf(value.length) : nameKind(value)
  const shown = typeof value === 'string' ? ` (${quote(value)})` : ''
  return ['not_an_object', place, warningText.notATask(`${kind}${shown}`)]
}

interface Draft {
  readonly fields: Fields
  readonly index: number
  readonly place: string
  readonly id: string | null
  key: string | null
}

/** Assigns keys to all written ids before generating any key, so that a generated key never takes a written id. */
function claimIds(book: Book, drafts: readonly Draft[], parent: Entry | null): void {
  for (const draft of drafts) {
    if (draft.id === null) continue
    const own = ownPart(draft.id, parent)
    const key = boundedKey(parent === null ? own : `${parent.key}.${own}`)
    if (book.claimed.has(key)) continue
    draft.key = claim(book, key)
    setFirst(book.keyOf, parent === null ? own : `${parent.fullId}.${own}`, key)
    if (parent === null) continue
    setFirst(parent.childKeys, draft.id, key)
    setFirst(parent.childKeys, own, key)
  }
}

/** The id without the parent's prefix. The id of a subtask may be full ("6.1") or its own part only (1). */
function ownPart(id: string, parent: Entry | null): string {
  const prefix = parent === null ? '' : `${parent.fullId}.`
  return id.startsWith(prefix) && id.length > prefix.length ? id.slice(prefix.length) : id
}

function freshKey(book: Book, draft: Draft, parent: Entry | null): string {
  const prefix = parent === null ? '' : `${parent.key}.`
  if (draft.id === null) return keyWithoutId(book, draft, { prefix, parent })
  const own = ownPart(draft.id, parent)
  // JSON reads the number 29.10 as 29.1, so a second 29.1 was most likely the tenth subtask.
  const isFraction = typeof draft.fields.id === 'number' && draft.id.includes('.')
  const tenth = `${prefix}${own}0`
  const isTenth = isFraction && !book.claimed.has(tenth)
  const key = isTenth ? claim(book, tenth) : unclaimed(book, `${prefix}${own}`)
  if (isTenth) setFirst(book.keyOf, key, key)
  const { duplicateId, duplicateNumber } = warningText.taskMaster
  const message = isTenth ? duplicateNumber(draft.id, key) : duplicateId(quote(draft.id), key)
  book.warnings.add('duplicate_id', `${draft.place} (${draft.id})`, message)
  return key
}

function keyWithoutId(book: Book, draft: Draft, at: { prefix: string; parent: Entry | null }): string {
  const key = unclaimed(book, `${at.prefix}task-${draft.index + 1}`)
  book.warnings.add(...missingId(draft, key))
  const { id } = draft.fields
  // References to the unusable id still resolve to this task.
  if (typeof id === 'string' && id.trim() !== '') setFirst(at.parent?.childKeys ?? book.keyOf, id.trim(), key)
  return key
}

function missingId({ fields: { id }, place }: Draft, key: string): [string, string, string] {
  if (id === undefined || id === null || id === '') {
    return ['missing_id', place, warningText.missingId(key)]
  }
  const shown = typeof id === 'string' || typeof id === 'number' ? quote(String(id)) : nameKind(id)
  return ['unusable_id', place, warningText.unusableId(shown, key)]
}

/** The name, or the name with the first number that makes it unique. */
const unclaimed = (book: Book, name: string): string => uniqueKey(boundedKey(name), book.claimed)

function claim(book: Book, key: string): string {
  book.claimed.add(key)
  return key
}

function setFirst(map: Map<string, string>, id: string, key: string): void {
  if (!map.has(id)) map.set(id, key)
}
