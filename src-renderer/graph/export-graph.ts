import { saveFile } from '../host/current-host.ts'
import { fileNameOf } from '../ui/save-file.ts'
import type { Faces } from './face.ts'
import type { Layout } from './layout/layout.ts'
import { readPalette } from './paint/use-palette.ts'
import { toSvg } from './to-svg.ts'

interface Exported {
  readonly title: string
  readonly layout: Layout
  readonly faces: Faces
}

export type ImageKind = 'svg' | 'png'

/** Hands the whole graph to the person as an image in the colours of the theme; false when it cannot be drawn. */
export async function saveGraph(kind: ImageKind, { title, layout, faces }: Exported): Promise<boolean> {
  const svg = toSvg({ layout, faces, palette: readPalette(), title })
  const content =
    kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg).catch(() => null)
  if (content === null) return false
  await saveFile({ name: `${fileNameOf(title)}.${kind}`, content })
  return true
}

/** Browsers draw no larger canvas. */
const mostPixels = 16_000

/** The same as a PNG, twice as fine as on the screen or as fine as a browser can draw; null when it cannot. */
async function pngOf(svg: string): Promise<Blob | null> {
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
