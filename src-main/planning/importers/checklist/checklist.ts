import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { findExcess, planOfDrafts } from '../draft.ts'
import { readFieldLines, splitFrontMatter } from '../front-matter.ts'
import { baseName, keyOf, oneLine, uniqueKey, wellFormed } from '../names.ts'
import type { Format, Imported, ImportedPlan, Source, SourceFile } from '../source.ts'
import { createWarnings, noteOtherFiles, type Warnings, warningsAt, warningText } from '../warnings.ts'
import { findNumbering, type Numbering, readItems } from './checklist-items.ts'
import { type ChecklistText, readChecklistLines } from './checklist-lines.ts'
import { draftsOf } from './checklist-plan.ts'

const maxPlans = 100

/**
 * Reads the `tasks.md` of Spec Kit, Kiro and OpenSpec, and plain Markdown checklists. Each file of a folder becomes
 * its own plan.
 * https://github.com/github/spec-kit, https://kiro.dev, https://github.com/Fission-AI/OpenSpec
 */
function read({ files, name }: Source): Result<Imported, Refusal> {
  const found = files.flatMap((file) => {
    const list = findChecklist(file)
    return list === null ? [] : [list]
  })
  // If any file has a tool's list, plain boxes in the other files are notes in that tool's documents.
  const ofTools = found.filter(({ numbering }) => numbering !== 'plain')
  const lists = ofTools.length > 0 ? ofTools : found
  if (lists.length > maxPlans) return err(tooManyPlans(lists.length))
  const warnings = createWarnings()
  const taken = new Set<string>()
  const plans: ImportedPlan[] = []
  for (const list of lists) {
    const place = files.length === 1 ? null : oneLine(list.file.path)
    const key = uniqueKey(keyOf(nameOf(list.file, files.length === 1 ? null : name)), taken)
    const plan = planOf(list, { key, place, warnings: warningsAt(warnings.about(place ?? 'file'), place) })
    if (!plan.ok) return plan
    plans.push(plan.value)
  }
  const others = files.filter(({ path }) => !lists.some(({ file }) => file.path === path))
  noteOtherFiles(others, 'noChecklist', warnings.about('folder'))
  return ok({ format: 'checklist', plans, warnings: warnings.list() })
}

interface FoundList {
  readonly file: SourceFile
  readonly text: ChecklistText
  readonly numbering: Numbering
}

/** Cheap check that skips parsing for a file without boxes. */
const boxPattern = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\]]?\]/m

const drawingPattern = /^[ \t]*(?:`{3,}|~{3,})[ \t]*mermaid/im

function findChecklist(file: SourceFile): FoundList | null {
  if (!boxPattern.test(file.text) || isNamed(file.text)) return null
  const text = readChecklistLines(wellFormed(file.text))
  const numbering = findNumbering(text.lines)
  // A file with plain boxes and a Mermaid drawing is ambiguous, so it is not read as a checklist.
  if (numbering === null || (numbering === 'plain' && drawingPattern.test(file.text))) return null
  return { file, text, numbering }
}

/**
 * True for files that are not checklists. Agents, commands and issue forms have a `name` in their front matter; single
 * tasks have an `id`.
 */
function isNamed(text: string): boolean {
  const front = splitFrontMatter(text)
  if (front === null) return false
  const fields = readFieldLines(front.head)
  return fields.has('name') || fields.has('id')
}

interface Target {
  readonly key: string
  /** Path of the file; null if it is the only file. */
  readonly place: string | null
  readonly warnings: Warnings
}

function planOf({ file, text, numbering }: FoundList, { key, place, warnings }: Target) {
  const checklist = readItems(text.lines, numbering, warnings)
  const excess = findExcess(key, checklist.items.length)
  if (excess !== null) return err(excess)
  if (text.unclosed !== null) {
    const { unclosedBlock, unclosedComment } = warningText.checklist
    const message = text.unclosed.what === 'comment' ? unclosedComment : unclosedBlock
    warnings.add('unclosed_block', `line ${text.unclosed.line}`, message)
  }
  const drafts = draftsOf(checklist, numbering, warnings)
  const title = oneLine(titleOf(checklist.headings[0]?.text ?? '') || key)
  return planOfDrafts({ key, title, source: 'checklist', place: place ?? file.path, drafts }, warnings)
}

/** `# Tasks: Name` becomes `Name`. */
const titleOf = (heading: string): string =>
  heading.replace(/^(?:tasks|implementation (?:plan|tasks))[ \t]*(?::|$)/i, '').trim()

/** Name for the plan. Every tool calls its file `tasks.md`, so the folder name is used instead. */
function nameOf({ path }: SourceFile, folder: string | null): string {
  const own = baseName(path)
  if (own.toLowerCase() !== 'tasks') return own
  return path.split(/[\\/]/).at(-2) ?? folder ?? own
}

const tooManyPlans = (count: number): Refusal =>
  refusal('E_PLAN_SIZE', 'too_many_checklists', { count, most: maxPlans, limit: maxPlans })

export const checklist: Format = {
  source: 'checklist',
  title: words.importFormats.checklist,
  detect: ({ files }) => files.some((file) => findChecklist(file) !== null),
  read,
}
