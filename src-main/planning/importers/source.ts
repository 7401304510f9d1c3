import type { ImportWarning, PlanDocument, PlanShape, PlanSource } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { parseJsonText } from '../text/json-text.ts'

/** A file as it came; of a folder, one of its files. */
export interface SourceFile {
  /**
   * Names the plan; with `/` between folders. It is never opened, and the format is not told by it; a tool's own
   * folders, such as `archive`, say what is in them.
   */
  readonly path: string
  readonly text: string
}

/** A source that was looked at once: what several formats need of it is read once. */
export interface Source {
  readonly files: readonly SourceFile[]
  /** The text of the only file; null for several files. */
  readonly text: string | null
  /** The name of the file or folder. */
  readonly name: string
  /** Its only file as JSON; a refusal says where it is none. Parsed at the first call. */
  readonly json: () => Result<unknown, Refusal>
}

export function sourceOf(files: readonly SourceFile[], name: string): Source {
  const [only] = files
  const text = files.length === 1 ? (only?.text ?? null) : null
  let json: Result<unknown, Refusal> | null = null
  return {
    files,
    text,
    name,
    json: () => {
      json ??= text === null ? err(severalFiles) : parseJsonText(text)
      return json
    },
  }
}

const severalFiles = refusal('E_FORMAT', 'folder_instead_of_json')

export interface ImportedPlan {
  readonly document: PlanDocument
  /** Tasks, edges, roots and longest path of the top level; cycles and dangling references of the whole plan. */
  readonly shape: PlanShape
  /** Subtasks counted as nodes of their own; a parent is not an edge. */
  readonly withSubtasks: { readonly nodes: number; readonly edges: number }
}

/** The result of an import. Warnings list every loss. */
export interface Imported {
  readonly format: PlanSource
  readonly plans: readonly ImportedPlan[]
  readonly warnings: readonly ImportWarning[]
}

/** How one kind of file is known and read. Both are pure; nothing of the file is run. */
export interface Format {
  readonly source: PlanSource
  /** For the list of what can be imported: `Task Master (tasks.json)`. */
  readonly title: string
  /** By content, and cheaply: every source is shown to every format. */
  readonly detect: (source: Source) => boolean
  /** Called only where `detect` said yes. */
  readonly read: (source: Source) => Result<Imported, Refusal>
}
