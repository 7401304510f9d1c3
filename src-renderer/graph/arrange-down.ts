import { type Arrangement, arrange, type Point } from './arrange.ts'
import type { Link } from './outline.ts'

type Members = Parameters<typeof arrange>[0]

/** Layered from top to bottom: the arrangement from left to right of the boxes lying on their side, and back again. */
export function arrangeDown(members: Members, links: readonly Link[]): Arrangement {
  const across = arrange(
    members.map(({ key, width, height }) => ({ key, width: height, height: width })),
    links,
  )
  const boxes = across.boxes.map(({ key, x, y, width, height }) => ({
    key,
    x: y,
    y: x,
    width: height,
    height: width,
  }))
  const byKey = new Map(boxes.map((box) => [box.key, box]))
  return {
    boxes,
    boxOf: (key) => byKey.get(key),
    width: across.height,
    height: across.width,
    columnWidthOf: across.columnWidthOf,
    laneOf: (from, to) => across.laneOf(from, to).map(turned),
  }
}

const turned = ({ x, y }: Point): Point => ({ x: y, y: x })
