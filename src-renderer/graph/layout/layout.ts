export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Point, Size {}

/** Where what waits stands: to the right of what it waits for, or below it. */
export const directions = ['right', 'down'] as const
export type Direction = (typeof directions)[number]

/** `frame`: an open group drawn around its tasks; `group`: one drawn as a single node. */
export interface LayoutNode extends Box {
  readonly key: string
  readonly kind: 'task' | 'group' | 'frame'
  readonly depth: number
}

/** A drawn dependency, `to` waits for `from`: its points from the far side of the source to the near side of the target. */
export interface LayoutEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

/** Pixels; the top left corner is 0, 0. */
export interface Layout {
  readonly direction: Direction
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
  readonly width: number
  readonly height: number
  /** In no order. */
  nodesIn(area: Box): readonly LayoutNode[]
  edgesIn(area: Box): readonly LayoutEdge[]
}

/** The facts of a task that the layout needs. */
export interface LayoutItem {
  readonly key: string
  readonly kind: 'task' | 'group'
  readonly parent: string | null
  readonly dependsOn: readonly string[]
}

export interface LayoutRequest {
  readonly items: readonly LayoutItem[]
  readonly collapsed: ReadonlySet<string>
  readonly direction: Direction
}

/** Pixels, all on the 4 px grid. Nodes have one size, so that nothing has to be measured. */
export const sizes = {
  node: { width: 232, height: 84 },
  columnGap: 48,
  rowGap: 16,
  laneGap: 16,
  framePadding: 16,
  frameHeader: 44,
} as const
