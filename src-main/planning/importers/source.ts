import type { ImportWarning, PlanDocument, PlanShape, PlanSource } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { parseJsonText } from '../text/json-text.ts'

/** An imported file, or one file of an imported folder. */
export interface SourceFile {
  /**
   * Path with `/` between folders; it names the plan. It is never opened and does not determine the format. A tool's
   * own folders, such as `archive`, describe the files in them.
   */
  readonly path: string
  readonly text: string
}

/** A source to import. Values that several formats need are computed once. */
export interface Source {
  readonly files: readonly SourceFile[]
  /** Text of the only file; null if there are several files. */
  readonly text: string | null
  /** Name of the file or folder. */
  readonly name: string
  /** The only file parsed as JSON, on the first call. An error gives its position. */
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
  /** Tasks, edges, roots and longest path of the top level; cycles and dangling references of the entire plan. */
  readonly shape: PlanShape
  /** Counts with subtasks as separate nodes. The link from a subtask to its parent is not an edge. */
  readonly withSubtasks: { readonly nodes: number; readonly edges: number }
}

/** The result of an import. Warnings list every loss. */
export interface Imported {
  readonly format: PlanSource
  readonly plans: readonly ImportedPlan[]
  readonly warnings: readonly ImportWarning[]
}

/** Detects and reads one kind of file. Both functions are pure and execute nothing in the file. */
export interface Format {
  readonly source: PlanSource
  /** Name in the list of supported formats: `Task Master (tasks.json)`. */
  readonly title: string
  /** Detects the format by content. Must be cheap, because every source is tested against every format. */
  readonly detect: (source: Source) => boolean
  /** Called only if `detect` returned true. */
  readonly read: (source: Source) => Result<Imported, Refusal>
}
