import type { RefObject } from 'react'
import type { Editing, Faces } from './face.ts'
import type { Direction, LayoutItem } from './layout/layout.ts'
import type { LayoutIndex } from './layout/layout-index.ts'
import type { Selection } from './selection.ts'

export interface GraphProps {
  readonly label: string
  /** Plan title for exported images. */
  readonly title?: string
  /** Structure of the plan. A new array causes a new layout. */
  readonly items: readonly LayoutItem[]
  readonly faces: Faces
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** Called for Enter on a node. Absent: Enter selects. */
  readonly onOpen?: (key: string) => void
  readonly collapsed: ReadonlySet<string>
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
  readonly editing?: Editing
  /** Command ids of the context menu, in groups. */
  readonly menu?: readonly (readonly string[])[]
  /** Keys of nodes that do not match the filter. */
  readonly dimmed?: ReadonlySet<string>
  /** Keys of changed nodes between two plans or runs, in stepping order. */
  readonly changes?: readonly string[]
  /** Keys on the critical path. */
  readonly path?: ReadonlySet<string>
  /** Key of the node to show first if the plan does not fit; null for the start of the plan. */
  readonly begin?: string | null
  /** Key of a task to keep in view; can change at any time. */
  readonly follow?: string | null
  /** Called when the user moves the view, which ends following. */
  readonly onFollowEnd?: () => void
  /** Opens the search field of the owner. Absent: the graph shows its own title search. */
  readonly onFind?: () => void
  /** Opens the list view, if the plan takes too long to lay out. */
  readonly onList?: () => void
}

export interface BoardProps extends GraphProps {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly layoutIndex: LayoutIndex
  /** Drawn selection: a closed group represents its tasks. */
  readonly selected: ReadonlySet<string>
  readonly lead: string | null
  readonly cursor: string | null
  readonly setCursor: (key: string | null) => void
  readonly direction: Direction
  readonly setDirection: (direction: Direction) => void
}
