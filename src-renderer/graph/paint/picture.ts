import type { Faces } from '../face.ts'
import type { Box, Point, Size } from '../layout/layout.ts'
import type { LayoutIndex } from '../layout/layout-index.ts'
import type { Tones } from './far-look.ts'
import type { Palette } from './palette.ts'

/** Where one looks from: screen = plan * zoom + x, y. */
export interface View extends Point {
  readonly zoom: number
}

export interface Sheet extends Size {
  /** Pixels of the device per pixel of the page. */
  readonly ratio: number
}

/** A sheet, and where one looks at the plan from. */
export interface Sight {
  readonly view: View
  readonly sheet: Sheet
}

/** Everything that the canvas shows. */
export interface Picture {
  readonly layoutIndex: LayoutIndex
  readonly faces: Faces
  readonly palette: Palette
  readonly selected: ReadonlySet<string>
  readonly cursor: string | null
  readonly dimmed: ReadonlySet<string>
  readonly path: ReadonlySet<string>
  /** The id of the edge that is pointed at or chosen. */
  readonly edge: string | null
  /** Nodes that touch it are parts of the page, all others are painted; null: there are none. */
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
