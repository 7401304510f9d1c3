import type { Faces } from '../face.ts'
import type { Box, Point, Size } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'
import type { Tones } from './far-look.ts'
import type { Palette } from './palette.ts'

/** Transform of the view: screen = plan * zoom + x, y. */
export interface View extends Point {
  readonly zoom: number
}

export interface Sheet extends Size {
  /** Device pixels per CSS pixel. */
  readonly ratio: number
}

/** A sheet, and the view of the plan on it. */
export interface Sight {
  readonly view: View
  readonly sheet: Sheet
}

/** Content of the canvas. */
export interface Picture {
  readonly layoutIndex: LayoutIndex
  readonly faces: Faces
  readonly palette: Palette
  readonly selected: ReadonlySet<string>
  readonly cursor: string | null
  readonly dimmed: ReadonlySet<string>
  readonly path: ReadonlySet<string>
  /** Id of the hovered or selected edge; null for none. */
  readonly edge: string | null
  /** Nodes that touch this area are in the DOM, all others are painted. Null: all nodes are painted. */
  readonly inPage: Box | null
  readonly tones: Tones
}

export type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export const areaIn = ({ x, y, zoom }: View, size: Size): Box => ({
  x: -x / zoom,
  y: -y / zoom,
  width: size.width / zoom,
  height: size.height / zoom,
})
