import { normaliseSkills } from '../assignment/skills.ts'
import type { EngineState } from './state.ts'

/** Words for skills as the skills of the roster, each once. */
export const nameSkills = (
  { agents, aliases }: Pick<EngineState, 'agents' | 'aliases'>,
  words: readonly string[],
): string[] =>
  normaliseSkills(words, aliases, (word) =>
    [...agents.values()].some(({ agent: { skills } }) => skills.includes(word)),
  )
