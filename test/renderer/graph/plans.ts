import type { Face, Faces } from '../../../src-renderer/graph/face.ts'
import type { LayoutItem } from '../../../src-renderer/graph/layout/layout.ts'

export const task = (key: string, dependsOn: string[] = [], parent: string | null = null): LayoutItem => ({
  key,
  kind: 'task',
  parent,
  dependsOn,
})

export const group = (key: string, dependsOn: string[] = []): LayoutItem => ({
  ...task(key, dependsOn),
  kind: 'group',
})

export const face = (title: string, change: Partial<Face> = {}): Face => ({
  title,
  status: null,
  progress: null,
  line: '',
  badges: [],
  ...change,
})

/** Constant statuses of nodes. */
export const facesOf = (faces: Readonly<Record<string, Face>>): Faces => ({
  get: (key) => faces[key],
  subscribe: () => () => {},
  subscribeAll: () => () => {},
})
