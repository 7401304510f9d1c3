import type { LayoutNode } from '../layout/layout.ts'
import type { Pen, Picture } from './picture.ts'

/** Pixels on the screen. */
const letters = 11
const narrowest = 88
/** More titles than this are a texture that nobody reads and everybody waits for. */
const most = 260

/** Titles where there is room for the beginning of one: as large on the screen as other small text. */
export function paintTitles(
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
