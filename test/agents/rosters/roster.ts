import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RosterContext } from '../../../src-main/agents/rosters/agent-of-draft.ts'
import { type ImportedRoster, importRoster } from '../../../src-main/agents/rosters/import-roster.ts'

const folder = join(import.meta.dirname, '../../fixtures/rosters')

export const fixture = (path: string) => ({ path, text: readFileSync(join(folder, path), 'utf8') })

export const nobody: RosterContext = { aliases: new Map(), registered: new Map() }

export function imported(
  files: readonly { path: string; text: string }[],
  context: Partial<RosterContext> = {},
): ImportedRoster {
  const result = importRoster(files, { ...nobody, ...context })
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** A sub-agent's file with only a name and a description. */
export const subAgent = (name: string, description: string, path = `${name}.md`) => ({
  path,
  text: `---\nname: ${name}\ndescription: ${description}\n---\nDo it.\n`,
})

export const codes = ({ warnings }: ImportedRoster): string[] => warnings.map(({ code }) => code)
