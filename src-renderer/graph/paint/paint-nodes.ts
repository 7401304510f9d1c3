import type { Tone } from '../../ui/status-looks.ts'
import type { LayoutNode } from '../layout/layout.ts'
import { isFilled, isLoud, shapeOf, signPath } from './far-look.ts'
import type { Pen, Picture } from './picture.ts'

/** Screen pixels: a lower node is painted as a filled mark, a higher one as a card with an icon. */
const cardHeight = 9
const smallestSign = 7
/** Up to this number, round corners cost no more than square ones. */
const mostRound = 400

interface Painting {
  readonly nodes: readonly LayoutNode[]
  readonly zoom: number
  /** Total number of painted nodes, of which `nodes` can be a part. The total decides the style. */
  readonly many: number
}

/**
 * Paints nodes as shapes, grouped by colour, because changing the colour is expensive. Titles are added if there is
 * room.
 */
export function paintNodes(pen: Pen, picture: Picture, { nodes, zoom, many }: Painting): void {
  const { tones, palette, dimmed, selected, path, cursor } = picture
  const byTone = new Map<Tone, Record<'bright' | 'faint', LayoutNode[]>>()
  const marked: LayoutNode[] = []
  for (const node of nodes) {
    if (node.kind === 'frame') continue
    const tone = tones.get(node.key)
    const bucket = byTone.get(tone) ?? { bright: [], faint: [] }
    byTone.set(tone, bucket)
    bucket[dimmed.has(node.key) ? 'faint' : 'bright'].push(node)
    if (selected.has(node.key) || node.key === cursor || path.has(node.key)) marked.push(node)
  }
  const quietFirst = [...byTone].sort(([a], [b]) => rankOf(a) - rankOf(b))
  for (const [tone, { bright, faint }] of quietFirst) {
    paintTone(pen, picture, { tone, nodes: faint, zoom, many, alpha: 0.2 })
    paintTone(pen, picture, { tone, nodes: bright, zoom, many, alpha: 1 })
  }
  pen.globalAlpha = 1
  paintTitles(pen, picture, { nodes, zoom })
  for (const { key, x, y, width, height } of marked) {
    const isSelected = selected.has(key)
    const isPath = path.has(key) && !isSelected && key !== cursor
    const away = 3 / zoom
    pen.setLineDash(isSelected || isPath ? [] : [4 / zoom, 3 / zoom])
    pen.strokeStyle = isPath ? palette.ink : isSelected ? palette.accent : palette.focus
    pen.lineWidth = (isPath ? 1 : 2) / zoom
    pen.strokeRect(x - away, y - away, width + 2 * away, height + 2 * away)
    if (isPath) pen.strokeRect(x - 2 * away, y - 2 * away, width + 4 * away, height + 4 * away)
  }
  pen.setLineDash([])
}

const quiet: readonly Tone[] = [
  'over',
  'neutral',
  'done',
  'ready',
  'running',
  'warning',
  'attention',
  'failed',
]
const rankOf = (tone: Tone): number => quiet.indexOf(tone)

function paintTone(
  pen: Pen,
  picture: Picture,
  of: Painting & { readonly tone: Tone; readonly alpha: number },
): void {
  const { tone, nodes, zoom, many, alpha } = of
  const [some] = nodes
  if (some === undefined) return
  const { palette } = picture
  const shape = shapeOf[tone]
  const colours = palette.tones[tone]
  pen.globalAlpha = alpha
  const isCard = some.height * zoom >= cardHeight
  if (isCard)
    paintCards(pen, picture, {
      ...{ nodes, zoom, many },
      outline: shape === 'hollow' ? palette.edge : colours.ink,
    })
  else {
    // Plain rectangles: outlined paths cost several times as much, and there are thousands.
    pen.fillStyle = shape === 'hollow' ? palette.lineStrong : colours.ink
    for (const { x, y, width, height } of nodes) pen.fillRect(x, y, width, height)
  }
  if (!isCard && !isLoud(tone)) return
  const side = Math.max(isLoud(tone) ? smallestSign / zoom : 0, Math.min(some.height * 0.5, 22 / zoom))
  if (side * zoom < 4) return
  pen.fillStyle = colours.ink
  pen.strokeStyle = colours.ink
  pen.lineWidth = Math.max(1.5 / zoom, side / 7)
  const sign = new Path2D(signPath(shape, { x: 0, y: 0, side }))
  for (const { x, y, height } of nodes) {
    const [left, top] = [isCard ? x + height * 0.25 : x, y + (height - side) / 2]
    pen.translate(left, top)
    if (isFilled(shape)) pen.fill(sign)
    else pen.stroke(sign)
    pen.translate(-left, -top)
  }
}

function paintCards(
  pen: Pen,
  { palette }: Picture,
  { nodes, outline, zoom, many }: Painting & { readonly outline: string },
): void {
  pen.fillStyle = palette.raised
  pen.strokeStyle = outline
  pen.lineWidth = 1 / zoom
  pen.beginPath()
  for (const { x, y, width, height } of nodes) {
    if (many <= mostRound) pen.roundRect(x, y, width, height, 10)
    else pen.rect(x, y, width, height)
  }
  pen.fill()
  pen.stroke()
}

/** Screen pixels. */
const letters = 11
const narrowest = 88
/** With more titles nobody reads them, and painting them is slow. */
const most = 260

/** Paints the start of each title that has room, in the size of other small text. */
function paintTitles(
  pen: Pen,
  { faces, palette, dimmed }: Picture,
  { nodes, zoom }: { readonly nodes: readonly LayoutNode[]; readonly zoom: number },
): void {
  const cards = nodes.filter(({ kind }) => kind !== 'frame')
  const [some] = cards
  if (some === undefined || some.width * zoom < narrowest || cards.length > most) return
  pen.font = `500 ${letters / zoom}px ${palette.font}`
  pen.textBaseline = 'middle'
  const left = Math.min(some.height * 0.5, 22 / zoom) + some.height * 0.25 + 5 / zoom
  const room = Math.floor(((some.width - left) * zoom - 4) / (letters * 0.6))
  for (const { key, x, y, height } of cards) {
    const title = faces.get(key)?.title ?? ''
    pen.fillStyle = dimmed.has(key) ? palette.muted : palette.ink
    pen.fillText(
      title.length <= room ? title : `${title.slice(0, room - 1).trimEnd()}…`,
      x + left,
      y + height / 2,
    )
  }
}
