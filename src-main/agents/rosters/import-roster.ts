import { type Agent, maxAgents } from '#shared/model/agents/agent.ts'
import type { DerivedSkill, RosterFormat } from '#shared/model/agents/roster.ts'
import type { ImportWarning } from '#shared/model/plan.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { createSkillFinder } from '../../assignment/find-skills.ts'
import type { SourceFile } from '../../planning/importers/source.ts'
import { createWarnings, quote, type Warnings } from '../../planning/importers/warnings.ts'
import { agentCard } from './agent-card.ts'
import { agentsOf, type RosterContext } from './agent-of-draft.ts'
import { crewAi } from './crew-ai.ts'
import { type AgentDraft, type RosterFile, rosterFileOf } from './draft.ts'
import { subAgents } from './sub-agents.ts'

const texts = words.rosterTexts

/** The first reader that detects a file reads it. */
const readers = [subAgents, crewAi, agentCard] as const

/** Agents ready for registration, with the findings in their files. */
export interface ImportedRoster {
  readonly formats: readonly RosterFormat[]
  readonly agents: readonly Agent[]
  /** Ids of registered agents from the same origin, which the import replaces. */
  readonly replaced: readonly string[]
  readonly derived: readonly DerivedSkill[]
  readonly warnings: readonly ImportWarning[]
}

/**
 * Imports agents from files of other tools. Nothing in a file is executed. Each agent gets the kind `external`, which
 * waits for a worker, or `a2a` from an agent card. Unless `isOnline` is set, a new agent stays offline until a person
 * enables it.
 */
export function importRoster(
  files: readonly SourceFile[],
  context: RosterContext,
): Result<ImportedRoster, Refusal> {
  const warnings = createWarnings()
  const about = warnings.about('roster')
  const sources = files.map(rosterFileOf).toSorted((a, b) => compare(a.path, b.path))
  const { drafts, unknown } = readAll(sources, about)
  if (drafts.length === 0) return err(faultOfOnly(sources) ?? nothingKnown())
  if (drafts.length > maxAgents) return err(tooMany(drafts.length))
  noteUnknown(unknown, about)
  const find = createSkillFinder(context.aliases)
  const made = agentsOf(drafts, { ...context, find }, about)
  return ok({ formats: [...new Set(drafts.map(({ format }) => format))], ...made, warnings: warnings.list() })
}

/** Compares code units, so that the order is the same on every system. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function readAll(files: readonly RosterFile[], warnings: Warnings) {
  const drafts: AgentDraft[] = []
  const unknown: RosterFile[] = []
  for (const file of files) {
    const reader = readers.find(({ detect }) => detect(file))
    if (reader === undefined) unknown.push(file)
    else drafts.push(...reader.read(file, warnings))
  }
  return { drafts, unknown }
}

/** Syntax error of a JSON or YAML file; null if there is none. */
function faultOf(file: RosterFile): Refusal | null {
  const isJson = /\.json$/i.test(file.path) || /^\uFEFF?\s*[[{]/.test(file.text)
  const parsed = isJson ? file.json() : /\.ya?ml$/i.test(file.path) ? file.yaml() : null
  return parsed === null || parsed.ok ? null : parsed.error
}

function faultOfOnly([file, ...others]: readonly RosterFile[]): Refusal | null {
  return file === undefined || others.length > 0 ? null : faultOf(file)
}

function noteUnknown(files: readonly RosterFile[], warnings: Warnings): void {
  const strangers: string[] = []
  for (const file of files) {
    const fault = faultOf(file)
    if (fault === null) strangers.push(file.path)
    else warnings.add('unreadable_file', file.path, texts.invalidFile(fault.message))
  }
  if (strangers.length === 0) return
  const names = `${strangers.slice(0, 5).map(quote).join(', ')}${strangers.length > 5 ? ', …' : ''}`
  warnings.add('not_an_agent', 'roster', texts.withoutAgent(strangers.length, names))
}

function nothingKnown(): Refusal {
  const known = readers.map(({ title }) => title).join(', ')
  return refusal('E_FORMAT', 'no_agent_in_text', { known })
}

const tooMany = (count: number): Refusal =>
  refusal('E_RANGE', 'too_many_agents', { count, most: maxAgents, limit: maxAgents })
