import { clip } from '#shared/text/clip.ts'
import type { EngineState } from './state.ts'

/** An agent in a sentence for people: by its name, or by its id where nobody of that id is known. */
export function sayAgent({ agents }: Pick<EngineState, 'agents'>, id: string): string {
  const known = agents.get(id)
  return known === undefined ? id : clip(known.agent.name)
}
