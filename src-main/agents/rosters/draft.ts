import type { RosterFormat } from '#shared/model/agents/roster.ts'
import type { Json } from '#shared/model/json.ts'
import { once } from '#shared/once.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { SourceFile } from '../../planning/importers/source.ts'
import type { Warnings } from '../../planning/importers/warnings.ts'
import { parseJsonText } from '../../planning/text/json-text.ts'
import { parseYamlText } from '../../planning/text/yaml-text.ts'
import type { SkillHint } from './derive-skills.ts'
import { keptLine } from './text.ts'

/** Parts of a source that an agent's `config` stores; docs/reference/imported-agents.md lists them. */
export type Facts = Readonly<Record<string, Json>>

/** An agent as described in a file, before it has an id. All texts are already truncated to their limits. */
export interface AgentDraft {
  readonly format: RosterFormat
  readonly path: string
  /** Location for warnings: the file, or `agents.yaml: researcher`. */
  readonly where: string
  readonly name: string
  readonly description: string
  readonly role?: string
  readonly discipline?: string
  readonly endpoint?: string
  readonly mission?: string
  readonly capabilities?: readonly string[]
  readonly facts: Facts
  readonly hints: readonly SkillHint[]
}

/** Detects and reads the files of one tool. Both functions are pure and never run or call the content of a file. */
export interface RosterReader {
  readonly format: RosterFormat
  /** Title in the list of supported formats. */
  readonly title: string
  /** Checks the content. Must be cheap, because every reader checks every file. */
  readonly detect: (file: RosterFile) => boolean
  /** Called only if `detect` returned true. */
  readonly read: (file: RosterFile, warnings: Warnings) => AgentDraft[]
}

export const limits = {
  /** Same limits as `agentSchema`. */
  name: 100,
  description: 2000,
  line: 200,
  words: 50,
  endpoint: 2000,
  mission: 2000,
  /** Limit for a prompt or a backstory, because agents are kept in memory and sent to every window. */
  instructions: 8000,
  tools: 100,
} as const

/** File that every format checks. Parsed content is cached, because several formats need it. */
export interface RosterFile extends SourceFile {
  readonly json: () => Result<unknown, Refusal>
  readonly yaml: () => Result<unknown, Refusal>
}

export const rosterFileOf = ({ path, text }: SourceFile): RosterFile => ({
  path: keptLine(path, 1000) || 'file',
  text,
  json: once(() => parseJsonText(text)),
  yaml: once(() => parseYamlText(text)),
})
