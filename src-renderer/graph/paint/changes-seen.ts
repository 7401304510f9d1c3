import type { LayoutEdge } from '../layout/layout.ts'
import type { Scene } from '../layout/scene.ts'
import { boxBetween, touches } from '../layout/spatial-index.ts'
import { isStraight } from './paint-picture.ts'
import { areaIn, type Picture, type Sheet, type View } from './picture.ts'

/** Of nodes whose status or title is another: those whose change is seen on the canvas from here. */
export function changesSeen(
  keys: readonly string[],
  { scene, inPage }: Pick<Picture, 'scene' | 'inPage'>,
  { view, sheet }: { readonly view: View; readonly sheet: Sheet },
): readonly string[] {
  const area = areaIn(view, sheet)
  return keys.filter((key) => {
    const node = scene.nodeOf(key)
    if (node === undefined) return false
    const isPainted = inPage === null || !touches(node, inPage)
    if (isPainted && touches(node, area)) return true
    return !isStraight(view) && edgesOf(scene, key).some(({ points }) => isNear(points, area))
  })
}

const edgesOf = (scene: Scene, key: string): readonly LayoutEdge[] => [
  ...scene.edgesFrom(key),
  ...scene.edgesTo(key),
]

const isNear = (points: LayoutEdge['points'], area: ReturnType<typeof areaIn>): boolean =>
  points.some((point, at) => touches(boxBetween(points[at - 1] ?? point, point), area))
