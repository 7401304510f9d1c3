import type { Faces } from '../face.ts'
import type { Box, Direction, LayoutEdge, Point } from '../layout/layout.ts'
import { stepsOf } from '../layout/route-path.ts'
import type { Palette } from './palette.ts'
import type { Pen, Picture } from './picture.ts'

type Kind = 'plain' | 'passed' | 'running' | 'path' | 'lit'

interface Look {
  readonly colour: (palette: Palette) => string
  readonly alpha: number
  readonly width: number
}

/** In paint order: the most important kind is on top. */
const looks: Readonly<Record<Kind, Look>> = {
  plain: { colour: ({ edge }) => edge, alpha: 0.6, width: 1.5 },
  passed: { colour: ({ tones }) => tones.done.ink, alpha: 0.65, width: 1.5 },
  running: { colour: ({ tones }) => tones.running.ink, alpha: 1, width: 2.5 },
  path: { colour: ({ ink }) => ink, alpha: 0.9, width: 3 },
  lit: { colour: ({ accent }) => accent, alpha: 1, width: 2 },
}
const kinds = ['plain', 'passed', 'running', 'path', 'lit'] as const satisfies readonly Kind[]

/** Zoom below which a curve looks like a line. */
export const straightBelow = 0.2
/** Alpha of the edges of filtered-out tasks. */
const dimmedAlpha = 0.25

export function paintEdges(
  pen: Pen,
  picture: Picture,
  { area, zoom, fresh }: { readonly area: Box; readonly zoom: number; readonly fresh: number },
): void {
  const { layoutIndex, palette, dimmed } = picture
  const { direction } = layoutIndex.layout
  const bright: Record<Kind, LayoutEdge[]> = { plain: [], passed: [], running: [], path: [], lit: [] }
  const faint: LayoutEdge[] = []
  for (const edge of layoutIndex.edgesIn(area)) {
    if (dimmed.size > 0 && (dimmed.has(edge.from) || dimmed.has(edge.to))) faint.push(edge)
    else bright[kindOf(edge, picture, zoom)].push(edge)
  }
  const stroke = (edges: readonly LayoutEdge[], look: Look, alpha: number) => {
    if (edges.length === 0) return
    pen.strokeStyle = look.colour(palette)
    pen.globalAlpha = alpha * fresh
    // At a small zoom lines are thinner than their scale, otherwise they would cover the plan.
    pen.lineWidth =
      zoom < straightBelow ? Math.min(look.width, 1) / zoom : look.width / Math.min(1, zoom ** 0.5)
    pen.beginPath()
    for (const { points } of edges) {
      if (zoom < straightBelow) traceLine(pen, points)
      else traceRoute(pen, points, direction)
    }
    pen.stroke()
  }
  stroke(faint, looks.plain, dimmedAlpha)
  for (const kind of kinds)
    stroke(bright[kind], looks[kind], zoom < straightBelow && kind === 'plain' ? 0.35 : looks[kind].alpha)
  pen.globalAlpha = 1
}

function kindOf({ id, from, to }: LayoutEdge, { selected, path, edge, faces }: Picture, zoom: number): Kind {
  if (id === edge || selected.has(from) || selected.has(to)) return 'lit'
  if (path.has(from) && path.has(to)) return 'path'
  // Thousands of thin lines in three colours are unreadable; the nodes already show the status.
  return zoom < straightBelow ? 'plain' : progressOf(faces, from, to)
}

function progressOf(faces: Faces, from: string, to: string): Kind {
  if (faces.get(from)?.status !== 'done') return 'plain'
  return faces.get(to)?.status === 'running' ? 'running' : 'passed'
}

function traceLine(pen: Pen, points: readonly Point[]): void {
  for (const [at, { x, y }] of points.entries()) {
    if (at === 0) pen.moveTo(x, y)
    else pen.lineTo(x, y)
  }
}

function traceRoute(pen: Pen, points: readonly Point[], direction: Direction): void {
  const [start] = points
  if (start === undefined) return
  pen.moveTo(start.x, start.y)
  for (const step of stepsOf(points, direction)) {
    const { to } = step
    if (step.kind === 'line') pen.lineTo(to.x, to.y)
    else pen.bezierCurveTo(step.first.x, step.first.y, step.second.x, step.second.y, to.x, to.y)
  }
}
