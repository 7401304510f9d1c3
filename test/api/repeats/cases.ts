import type { World } from './world.ts'

/** A world in which a mutation succeeds, and the input of the mutation. */
export interface Case {
  readonly world: World
  readonly input: Readonly<Record<string, unknown>>
}
/** Cases by name of the mutation. */
export type Cases = Readonly<Record<string, () => Promise<Case>>>
