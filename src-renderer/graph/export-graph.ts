import type { Faces } from './face.ts'
import { layoutPlan } from './layout.ts'
import type { LayoutItem } from './outline.ts'
import { readPalette } from './paint/use-palette.ts'
import { toSvg } from './to-svg.ts'

interface Exported {
  readonly title: string
  readonly items: readonly LayoutItem[]
  readonly faces: Faces
  readonly collapsed: ReadonlySet<string>
}

/** What the export menu saves as `.svg`: in the colours of the theme. */
export function svgOfGraph({ title, items, faces, collapsed }: Exported): string {
  return toSvg({ layout: layoutPlan(items, collapsed), faces, palette: readPalette(), title })
}

/** Browsers draw no larger canvas. */
const mostPixels = 16_000

/** The same as a PNG, twice as fine as on the screen or as fine as a browser can draw; null when it cannot. */
export async function pngOf(svg: string): Promise<Blob | null> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const scale = Math.min(2, mostPixels / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(image.width * scale)
  canvas.height = Math.ceil(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}
