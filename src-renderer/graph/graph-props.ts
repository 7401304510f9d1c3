import type { RefObject } from 'react'
import type { Editing, Faces } from './face.ts'
import type { Direction, LayoutItem } from './layout/layout.ts'
import type { LayoutIndex } from './layout/layout-index.ts'
import type { Selection } from './selection.ts'

export interface GraphProps {
  readonly label: string
  /** The title of the plan, for exported pictures. */
  readonly title?: string
  /** The shape of the plan: another array is another layout. */
  readonly items: readonly LayoutItem[]
  readonly faces: Faces
  readonly selection: Selection
  readonly onSelect: (selection: Selection) => void
  /** Enter on a node; without it Enter selects. */
  readonly onOpen?: (key: string) => void
  readonly collapsed: ReadonlySet<string>
  readonly onCollapse: (collapsed: ReadonlySet<string>) => void
  readonly editing?: Editing
  /** Ids of the commands of the context menu, in groups. */
  readonly menu?: readonly (readonly string[])[]
  /** Keys that a filter does not match. */
  readonly dimmed?: ReadonlySet<string>
  /** Keys of what changed between two plans or runs, in the order in which one goes through it. */
  readonly changes?: readonly string[]
  /** Keys on the critical path. */
  readonly path?: ReadonlySet<string>
  /** Where a plan that does not fit is first looked at; null: where it begins. */
  readonly begin?: string | null
  /** A task that is kept in view, whichever it is from moment to moment. */
  readonly follow?: string | null
  /** The person moved the view, which ends following. */
  readonly onFollowEnd?: () => void
  /** Where what is looked for is written, if the owner has a place for that; else titles are looked through here. */
  readonly onFind?: () => void
  /** Leads to the list, for a plan that takes too long to lay out. */
  readonly onList?: () => void
}

export interface BoardProps extends GraphProps {
  readonly frame: RefObject<HTMLDivElement | null>
  readonly layoutIndex: LayoutIndex
  /** The drawn selection: a closed group for its tasks. */
  readonly selected: ReadonlySet<string>
  readonly lead: string | null
  readonly cursor: string | null
  readonly setCursor: (key: string | null) => void
  readonly direction: Direction
  readonly setDirection: (direction: Direction) => void
}
