import { conditionOfLabels, type EdgeLabel, type LabelledDependency } from '../edge-labels.ts'
import type { Draft } from './draft.ts'
import { uniqueKey } from './names.ts'
import { idAsKey, lineOf, plainText } from './texts.ts'
import { type Warnings, warningText } from './warnings.ts'

const maxEdges = 1_000_000

export interface Identities {
  /** Boxes that represent another box, with the id of that box. Their arrows belong to it. */
  readonly sameAs: ReadonlyMap<string, string>
  /** Names of boxes whose name differs from their id. */
  readonly names: ReadonlyMap<string, string>
  /** Receives warnings about labels that cannot become a condition. */
  readonly warnings?: Warnings
}

interface Box {
  readonly where: string
  label: string | null
  /** Undefined until known; null for an enclosing box at the top level. */
  parent: string | null | undefined
  isAround: boolean
}

/**
 * Collects a graph as drawn in a text: boxes, enclosing boxes and arrows. A box exists from its first mention. Its
 * parent is the first enclosing box to close after naming it.
 */
export function createDrawing() {
  const boxes = new Map<string, Box>()
  const prerequisites = new Map<string, Set<string>>()
  const open: { readonly id: string; readonly named: Set<string> }[] = []
  let edges = 0

  const boxOf = (id: string, where: string): Box => {
    const box = boxes.get(id) ?? { where, label: null, parent: undefined, isAround: false }
    boxes.set(id, box)
    return box
  }
  const labels = new Map<string, Map<string, EdgeLabel | 'both'>>()
  const noteLabel = (from: string, to: string, label: EdgeLabel | 'both') => {
    const known = labels.get(to) ?? new Map<string, EdgeLabel | 'both'>()
    labels.set(to, known)
    const earlier = known.get(from)
    known.set(from, earlier === undefined || earlier === label ? label : 'both')
  }
  return {
    /** Adds a box if it is new, and records it as named in the innermost open box. */
    name(id: string, where: string): void {
      boxOf(id, where)
      open.at(-1)?.named.add(id)
    },
    setLabel(id: string, label: string): void {
      const box = boxes.get(id)
      if (box !== undefined) box.label = label
    },
    /** Opens an enclosing box, or reopens a closed one. */
    open(id: string, where: string): void {
      const box = boxOf(id, where)
      if (!box.isAround) box.parent = open.at(-1)?.id ?? null
      box.isAround = true
      open.push({ id, named: new Set() })
    },
    close(): void {
      const closed = open.pop()
      if (closed === undefined) return
      for (const id of closed.named) {
        const box = boxes.get(id)
        if (box !== undefined && !box.isAround && box.parent === undefined) box.parent = closed.id
      }
    },
    /** Connects each source with each target. False: the drawing has too many arrows. */
    connect(from: readonly string[], to: readonly string[], label: EdgeLabel | null = null): boolean {
      for (const dependent of to) {
        const before = prerequisites.get(dependent) ?? new Set<string>()
        prerequisites.set(dependent, before)
        for (const each of from) {
          before.add(each)
          if (label !== null && each !== dependent) noteLabel(each, dependent, label)
          edges += 1
          if (edges > maxEdges) return false
        }
      }
      return true
    },
    has: (id: string): boolean => boxes.has(id),
    listDrafts({ sameAs, names, warnings }: Identities): Draft[] {
      const taken = new Set<string>()
      const keys = new Map<string, string>()
      for (const id of boxes.keys()) {
        if (!sameAs.has(id)) keys.set(id, uniqueKey(idAsKey(names.get(id) ?? id), taken))
      }
      for (const [from, to] of prerequisites) {
        const one = sameAs.get(from)
        if (one === undefined) continue
        prerequisites.set(one, new Set([...(prerequisites.get(one) ?? []), ...to]))
        for (const [each, label] of labels.get(from) ?? []) noteLabel(each, one, label)
      }
      const keyOf = (id: string): string[] => {
        const key = keys.get(sameAs.get(id) ?? id)
        return key === undefined ? [] : [key]
      }
      const conditionFor = (id: string, where: string): string | undefined => {
        const ofArrows = labels.get(id)
        if (ofArrows === undefined) return undefined
        const dependencies = [...(prerequisites.get(id) ?? [])]
          .filter((from) => from !== id)
          .flatMap((from) => keyOf(from).map((key) => ({ key, label: ofArrows.get(from) ?? null })))
        const isClear = (each: (typeof dependencies)[number]): each is LabelledDependency =>
          each.label !== 'both'
        const condition = dependencies.every(isClear) ? conditionOfLabels(dependencies) : null
        if (condition === null) {
          warnings?.add('edge_labels_not_kept', where, warningText.edges.labelsNotKept)
        }
        return condition ?? undefined
      }
      return [...keys].map(([id, key]): Draft => {
        const { where = '', label, parent } = boxes.get(id) ?? {}
        const title = lineOf(label ?? '') || key
        const condition = conditionFor(id, where)
        return {
          key,
          where,
          title,
          description: plainText(label ?? '').trim() || title,
          dependsOn: [...new Set([...(prerequisites.get(id) ?? [])].flatMap(keyOf))],
          parent: parent === undefined || parent === null ? null : (keys.get(parent) ?? null),
          ...(condition !== undefined && { condition }),
        }
      })
    },
  }
}
export type Drawing = ReturnType<typeof createDrawing>
