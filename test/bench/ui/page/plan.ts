import { createStore } from 'zustand/vanilla'
import type { Face, Faces } from '../../../../src-renderer/graph/face.ts'
import { facesFrom } from '../../../../src-renderer/graph/faces-from.ts'
import type { LayoutItem } from '../../../../src-renderer/graph/layout/layout.ts'
import type { StatusName } from '../../../../src-renderer/ui/status-looks.ts'
import { createRandom } from '../../graphs.ts'

export interface StagedPlan {
  readonly items: readonly LayoutItem[]
  readonly faces: Faces
  readonly faceOf: (key: string) => Face
  /** Changes the status of one task. */
  readonly update: () => void
  readonly onUpdate: (call: (key: string) => void) => () => void
}

const statuses: readonly StatusName[] = ['waiting', 'ready', 'running', 'needs_you', 'done', 'failed']

/**
 * Tasks in layers. Each task depends on a task of the previous layer, each third task on two: about 1.3 edges per
 * task.
 */
export function stagePlan(count: number): StagedPlan {
  const random = createRandom(20_261_122)
  const width = Math.max(1, Math.round(Math.sqrt(count)))
  const items = Array.from({ length: count }, (_, at): LayoutItem => {
    const first = (Math.floor(at / width) - 1) * width
    const draw = () => `task-${first + Math.floor(random() * width)}`
    const dependsOn = first < 0 ? [] : at % 3 === 0 ? [...new Set([draw(), draw()])] : [draw()]
    return { key: `task-${at}`, kind: 'task', parent: null, dependsOn }
  })
  const faceOf = (key: string, status: StatusName): Face => ({
    title: `Write the part of the report with the number ${key.slice(5)}`,
    status,
    progress: status === 'running' ? 40 : null,
    line: 'scribe',
    badges: [],
  })
  const first = new Map(items.map(({ key }, at) => [key, faceOf(key, statuses[at % 4] ?? 'waiting')]))
  const store = createStore(() => ({ faces: first }))
  const faces = facesFrom(store, {
    partsOf: (state, key) => [state.faces.get(key)],
    faceOf: (state, key) => state.faces.get(key),
  })
  const calls = new Set<(key: string) => void>()
  return {
    items,
    faces,
    faceOf: (key) => store.getState().faces.get(key) ?? faceOf(key, 'waiting'),
    update() {
      const key = `task-${Math.floor(random() * count)}`
      const status = statuses[Math.floor(random() * statuses.length)] ?? 'done'
      // The run store also copies a map of this size on each update.
      store.setState(({ faces: before }) => ({ faces: new Map(before).set(key, faceOf(key, status)) }))
      for (const call of calls) call(key)
    },
    onUpdate(call) {
      calls.add(call)
      return () => calls.delete(call)
    },
  }
}
