import { lookOf } from '../ui/status-looks.ts'
import { words } from '../words/words.ts'
import type { Faces } from './face.ts'
import type { Connection } from './interaction/use-connecting.ts'
import type { LayoutEdge } from './layout/layout.ts'

interface Heard {
  readonly faces: Faces
  readonly cursor: string | null
  readonly edge: LayoutEdge | null
  readonly connection: Connection | null
}

/** What is said of where the keys are. */
export function voiceOf({ faces, cursor, edge, connection }: Heard): string {
  const titleOf = (key: string): string => faces.get(key)?.title ?? key
  if (connection !== null) {
    const { from, over, refusals } = connection
    if (over === null) return `${words.graph.connectFrom(titleOf(from))} ${words.graph.connectHint}`
    return refusals.get(over) ?? words.graph.wouldConnect(titleOf(from), titleOf(over))
  }
  if (edge !== null) return words.graph.edgeChosen(titleOf(edge.from), titleOf(edge.to))
  const face = cursor === null ? undefined : faces.get(cursor)
  if (face === undefined) return ''
  const status = face.status === null ? [] : [lookOf(face.status).word]
  return [face.title, ...status, ...face.badges.map(({ label }) => label)].join(', ')
}
