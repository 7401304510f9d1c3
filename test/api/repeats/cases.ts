import type { World } from './world.ts'

/** A world in which a mutation can be carried out, and its input. */
export interface Case {
  readonly world: World
  readonly input: Readonly<Record<string, unknown>>
}
/** By the name of the mutation. */
export type Cases = Readonly<Record<string, () => Promise<Case>>>
