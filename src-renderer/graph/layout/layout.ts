export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Point, Size {}

/** Position of dependents: to the right of their dependencies, or below. */
export const directions = ['right', 'down'] as const
export type Direction = (typeof directions)[number]

/** `frame`: an open group drawn around its tasks. `group`: a group drawn as a single node. */
export interface LayoutNode extends Box {
  readonly key: string
  readonly kind: 'task' | 'group' | 'frame'
  readonly depth: number
}

/**
 * A drawn dependency: `to` depends on `from`. The points lead from the far side of the source to the near side of the
 * target.
 */
export interface LayoutEdge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly points: readonly Point[]
}

/** In pixels, with the origin in the top left corner. */
export interface Layout {
  readonly direction: Direction
  readonly nodes: readonly LayoutNode[]
  readonly edges: readonly LayoutEdge[]
  readonly width: number
  readonly height: number
  /** Unordered. */
  nodesIn(area: Box): readonly LayoutNode[]
  edgesIn(area: Box): readonly LayoutEdge[]
}

/** Properties of a task that the layout needs. */
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

/** In pixels, all on a 4 px grid. Nodes have a fixed size, so that nothing needs measuring. */
export const sizes = {
  node: { width: 232, height: 84 },
  columnGap: 48,
  rowGap: 16,
  laneGap: 16,
  framePadding: 16,
  frameHeader: 44,
} as const
