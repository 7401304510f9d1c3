import type { Faces } from '../face.ts'
import type { Box } from '../layout/layout.ts'
import type { Scene } from '../layout/scene.ts'
import type { Tones } from './far-look.ts'
import type { Palette } from './palette.ts'

/** Where one looks from: screen = plan * zoom + x, y. */
export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Sheet {
  readonly width: number
  readonly height: number
  /** Pixels of the device per pixel of the page. */
  readonly ratio: number
}

/** Everything that the canvas shows. */
export interface Picture {
  readonly scene: Scene
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

export const areaIn = ({ x, y, zoom }: View, size: { width: number; height: number }): Box => ({
  x: -x / zoom,
  y: -y / zoom,
  width: size.width / zoom,
  height: size.height / zoom,
})
