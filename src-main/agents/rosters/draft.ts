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

/** The parts of a source that an agent's `config` keeps; docs/reference/imported-agents.md lists them. */
export type Facts = Readonly<Record<string, Json>>

/** An agent as a file describes it, before it has an id. All texts are bounded already. */
export interface AgentDraft {
  readonly format: RosterFormat
  readonly path: string
  /** Where it stands, for warnings: the file, or `agents.yaml: researcher`. */
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

/** How the files of one tool are known and read. Both are pure; nothing of a file is run or called. */
export interface RosterReader {
  readonly format: RosterFormat
  /** For the list of what can be imported. */
  readonly title: string
  /** By content, and cheaply: every file is shown to every reader. */
  readonly detect: (file: RosterFile) => boolean
  /** Called only where `detect` said yes. */
  readonly read: (file: RosterFile, warnings: Warnings) => AgentDraft[]
}

export const limits = {
  /** Those of `agentSchema`. */
  name: 100,
  description: 2000,
  line: 200,
  words: 50,
  endpoint: 2000,
  mission: 2000,
  /** Limit for a prompt or a backstory: agents are kept in memory and sent to every window. */
  instructions: 8000,
  tools: 100,
} as const

/** A file that is shown to every format; what several need of it is read once. */
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
