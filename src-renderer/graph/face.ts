import type { Tally } from '../stores/task-counts.ts'
import type { StatusName } from '../ui/status-looks.ts'

/** Content of a node. The graph renders faces without knowing their source: a run, draft or comparison. */
export interface Face {
  readonly title: string
  /** Status of the node; null in a plan that is not running. */
  readonly status: StatusName | null
  /** Progress of a running task in percent (0–100); null if the task does not report it. */
  readonly progress: number | null
  /** Second line: the agent, the skills or the reason for waiting. */
  readonly line: string
  /** `warning` if the line describes something missing. */
  readonly lineTone?: 'warning'
  readonly badges: readonly Badge[]
  /** Progress of the tasks in a group. In a draft, only the total. */
  readonly tally?: Tally
  /** Kind of change in a comparison of plans or runs. */
  readonly change?: 'added' | 'removed' | 'changed'
}

export type Badge =
  | { readonly kind: 'gate'; readonly label: string }
  | { readonly kind: 'error' | 'warning'; readonly label: string }
  | { readonly kind: 'check'; readonly label: string }

/** Faces by task key. A changed face re-renders only its own node. */
export interface Faces {
  /** Returns the same object until visible content changes. */
  get(key: string): Face | undefined
  /** Calls `onChange` when the face of `key` is replaced. Returns a function that unsubscribes. */
  subscribe(key: string, onChange: () => void): () => void
  /**
   * Calls `onChange` with the keys of all replaced faces; for code that draws all nodes at once. Returns a function
   * that unsubscribes.
   */
  subscribeAll(onChange: (keys: ReadonlySet<string>) => void): () => void
}

/** Edits of the plan on the canvas. Absent: the graph is read-only. */
export interface Editing {
  /** Reason why `to` cannot depend on `from`; null if it can. Called for the visible nodes when a connection starts. */
  readonly refuse: (from: string, to: string) => string | null
  readonly onConnect: (from: string, to: string) => void
  readonly onDisconnect: (from: string, to: string) => void
  /** Adds a task that depends on `after`, and that `before` depends on. Both null: an unconnected task. */
  readonly onAdd: (place: { readonly after: string | null; readonly before: string | null }) => void
  readonly onRename: (key: string, title: string) => void
  /** Called for the Delete key. The caller decides about the dependents of deleted tasks. */
  readonly onDelete: (keys: ReadonlySet<string>) => void
}
