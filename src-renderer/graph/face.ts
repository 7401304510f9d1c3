import type { Tally } from '../stores/task-counts.ts'
import type { StatusName } from '../ui/status-looks.ts'

/** The content of a node. The graph draws it without knowing its source: a run, a draft or a comparison. */
export interface Face {
  readonly title: string
  /** The status of the node; null in a plan that is not run. */
  readonly status: StatusName | null
  /** 0-100 of a running task, if it says. */
  readonly progress: number | null
  /** A second line: the agent, the skills, why it waits. */
  readonly line: string
  /** `warning` when the line says what is missing. */
  readonly lineTone?: 'warning'
  readonly badges: readonly Badge[]
  /** The progress of a group's tasks. In a draft, only the total. */
  readonly tally?: Tally
  /** The difference in a comparison of plans or runs. */
  readonly change?: 'added' | 'removed' | 'changed'
}

export type Badge =
  | { readonly kind: 'gate'; readonly label: string }
  | { readonly kind: 'error' | 'warning'; readonly label: string }
  | { readonly kind: 'check'; readonly label: string }

/** Faces by key of the task. A change of one face makes one node draw itself again, and no other. */
export interface Faces {
  /** The same object as long as nothing it shows has changed. */
  get(key: string): Face | undefined
  /** Calls `onChange` when the face of `key` is another object. Returns what ends it. */
  subscribe(key: string, onChange: () => void): () => void
  /** Calls it with the keys of the faces that are; for what draws all of them at once. */
  subscribeAll(onChange: (keys: ReadonlySet<string>) => void): () => void
}

/** The edits of the plan on the canvas; absent for a read-only graph. */
export interface Editing {
  /** Why `to` may not wait for `from`, in words; null when it may. Asked of the nodes in view when a connection begins. */
  readonly refuse: (from: string, to: string) => string | null
  readonly onConnect: (from: string, to: string) => void
  readonly onDisconnect: (from: string, to: string) => void
  /** A task that waits for `after`, or that `before` waits for; with both, between them; with neither, on its own. */
  readonly onAdd: (place: { readonly after: string | null; readonly before: string | null }) => void
  readonly onRename: (key: string, title: string) => void
  /** The Delete key on the graph; what happens to those that waited for them is not the graph's to say. */
  readonly onDelete: (keys: ReadonlySet<string>) => void
}
