import { currentHost } from '../host/current-host.ts'
import { fileNameOf } from '../ui/save-file.ts'
import { lookOf, type Tone } from '../ui/status-looks.ts'
import type { Face, Faces } from './face.ts'
import type { Layout, LayoutNode } from './layout/layout.ts'
import { sizes } from './layout/layout.ts'
import { pathOf } from './layout/route-path.ts'
import { isFilled, shapeOf, signPath, toneOf } from './paint/far-look.ts'
import type { Palette } from './paint/palette.ts'
import { readPalette } from './paint/use-palette.ts'

interface Drawing {
  readonly layout: Layout
  readonly faces: Pick<Faces, 'get'>
  readonly palette: Palette
  readonly title: string
}

const margin = 32
const padding = 12
/** Maximum characters per line: of a title, and of the text beside the status. */
const titleLetters = 32
const lineLetters = 16

/** The graph as an SVG image. Generated from the layout, so that it is complete whatever is on screen. */
export function toSvg({ layout, faces, palette, title }: Drawing): string {
  const width = layout.width + 2 * margin
  const height = layout.height + 2 * margin
  const edges = layout.edges.map(({ points }) => `<path d="${pathOf(points, layout.direction)}"/>`).join('')
  const frames = layout.nodes
    .filter(({ kind }) => kind === 'frame')
    .map((node) => frameOf(node, faces.get(node.key), palette))
  const nodes = layout.nodes
    .filter(({ kind }) => kind !== 'frame')
    .map((node) => nodeOf(node, faces.get(node.key), palette))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="${-margin} ${-margin} ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<rect x="${-margin}" y="${-margin}" width="${width}" height="${height}" fill="${palette.ground}"/>`,
    ...frames,
    `<g fill="none" stroke="${palette.edge}" stroke-width="1.5">${edges}</g>`,
    ...nodes,
    '</svg>',
  ].join('\n')
}

function frameOf({ x, y, width, height }: LayoutNode, face: Face | undefined, palette: Palette): string {
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${palette.sunken}" stroke="${palette.lineStrong}"/>`,
    `<text x="${x + padding}" y="${y + sizes.frameHeader / 2 + 4}" font-weight="600" fill="${palette.ink}">${escaped(face?.title ?? '')}</text>`,
  ].join('')
}

function nodeOf({ x, y, width, height }: LayoutNode, face: Face | undefined, palette: Palette): string {
  const { title = '', status = null, line = '' } = face ?? {}
  const tone: Tone = toneOf(status)
  const shape = shapeOf[tone]
  const ink = palette.tones[tone].ink
  const lines = linesOf(title)
  const texts = lines.map(
    (text, at) =>
      `<text x="${x + padding}" y="${y + 47 + at * 18}" font-weight="500" fill="${palette.ink}">${escaped(text)}</text>`,
  )
  const sign =
    status === null
      ? ''
      : `<path d="${signPath(shape, { x: x + padding, y: y + 14, side: 11 })}" fill="${isFilled(shape) ? ink : 'none'}" stroke="${isFilled(shape) ? 'none' : ink}" stroke-width="2"/><text x="${x + padding + 18}" y="${y + 24}" font-size="12" font-weight="500" fill="${ink}">${escaped(lookOf(status).word)}</text>`
  return [
    `<g><title>${escaped(title)}</title>`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="10" fill="${palette.raised}" stroke="${status === null ? palette.lineStrong : ink}"/>`,
    sign,
    `<text x="${x + width - padding}" y="${y + 24}" text-anchor="end" font-size="12" fill="${palette.muted}">${escaped(cut(line, lineLetters))}</text>`,
    ...texts,
    '</g>',
  ].join('')
}

/** Splits a title into at most two lines, between words if possible. */
function linesOf(title: string): string[] {
  if (title.length <= titleLetters) return [title]
  const space = title.lastIndexOf(' ', titleLetters)
  const at = space > titleLetters / 2 ? space : titleLetters
  return [title.slice(0, at), cut(title.slice(at).trim(), titleLetters)]
}

const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Escapes a text for XML, and removes characters that XML does not allow. */
function escaped(text: string): string {
  const allowed = [...text].filter((letter) => letter >= ' ' || letter === '\n' || letter === '\t').join('')
  return allowed.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter)
}

interface SavedGraph {
  readonly title: string
  readonly layout: Layout
  readonly faces: Faces
}

export type ImageKind = 'svg' | 'png'

/** Saves the entire graph as an image in theme colours; false if the image cannot be rendered. */
export async function saveGraph(kind: ImageKind, { title, layout, faces }: SavedGraph): Promise<boolean> {
  const svg = toSvg({ layout, faces, palette: readPalette(), title })
  const content =
    kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : await pngOf(svg).catch(() => null)
  if (content === null) return false
  await currentHost().saveFile({ name: `${fileNameOf(title)}.${kind}`, content })
  return true
}

/** Maximum canvas size of browsers, in pixels per side. */
const mostPixels = 16_000

/** Renders the SVG as a PNG at twice the screen resolution, or the highest that a browser supports; null on failure. */
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
