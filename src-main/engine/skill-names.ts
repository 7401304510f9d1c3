import { type IsHeld, normaliseSkills } from '../assignment/skills.ts'
import type { EngineState } from './state.ts'

/** Normalizes skill words to the skill names of the roster, without duplicates. */
export const nameSkills = (
  state: Pick<EngineState, 'agents' | 'aliases'>,
  words: readonly string[],
): string[] => normaliseSkills(words, state.aliases, isHeldIn(state))

export const isHeldIn =
  ({ agents }: Pick<EngineState, 'agents'>): IsHeld =>
  (word) =>
    [...agents.values()].some(({ agent: { skills } }) => skills.includes(word))
