import { type IsHeld, normaliseSkills } from '../assignment/skills.ts'
import type { EngineState } from './state.ts'

/** Words for skills as the skills of the roster, each once. */
export const nameSkills = (
  state: Pick<EngineState, 'agents' | 'aliases'>,
  words: readonly string[],
): string[] => normaliseSkills(words, state.aliases, isHeldIn(state))

export const isHeldIn =
  ({ agents }: Pick<EngineState, 'agents'>): IsHeld =>
  (word) =>
    [...agents.values()].some(({ agent: { skills } }) => skills.includes(word))
