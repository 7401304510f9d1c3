import { a2aConfigSchema, findUrlFault } from '#shared/model/agents/a2a-agent.ts'
import { type Agent, agentSchema } from '#shared/model/agents/agent.ts'
import { type DerivedSkill, type RosterOrigin, rosterOriginSchema } from '#shared/model/agents/roster.ts'
import type { Json } from '#shared/model/json.ts'
import { agentIdOf, maxIdLength } from '#shared/text/agent-id.ts'
import { words } from '#shared/words/words.ts'
import type { SkillFinder } from '../../assignment/find-skills.ts'
import type { SkillAliases } from '../../assignment/skills.ts'
import { quote, type Warnings } from '../../planning/importers/warnings.ts'
import { deriveSkills } from './derive-skills.ts'
import type { AgentDraft } from './draft.ts'

const texts = words.rosterTexts

const maxSkills = 200

export interface RosterContext {
  readonly aliases: SkillAliases
  /** Registered agents by id. New ids must not conflict with them. */
  readonly registered: ReadonlyMap<string, Agent>
  /** Availability of the imported agents; absent: new agents are offline, and known agents keep theirs. */
  readonly isOnline?: boolean
}

interface Context extends RosterContext {
  readonly find: SkillFinder
}

interface Made {
  readonly agents: Agent[]
  readonly replaced: string[]
  readonly derived: DerivedSkill[]
}

/** Converts the drafts to agents with unique ids. A person's settings for an existing agent are kept. */
export function agentsOf(drafts: readonly AgentDraft[], context: Context, warnings: Warnings): Made {
  const made: Made = { agents: [], replaced: [], derived: [] }
  const taken = new Set<string>()
  for (const draft of drafts) {
    const id = chooseId(draft, { taken, registered: context.registered, warnings })
    taken.add(id)
    const found = deriveSkills(draft.hints, context)
    if (found.length === 0) warnings.add('no_skills', draft.where, texts.noSkills)
    if (found.length > maxSkills) {
      warnings.add('skills_cut', draft.where, texts.skillsCut(found.length, maxSkills))
    }
    const kept = found.slice(0, maxSkills)
    made.derived.push(...kept.map((each) => ({ agentId: id, ...each })))
    const known = context.registered.get(id)
    if (known !== undefined) {
      made.replaced.push(id)
      noteOtherFile(known, draft, warnings)
    }
    const skills = kept.map(({ skill }) => skill)
    const how = howToReach(draft, { known, warnings })
    made.agents.push(agentOf(draft, { id, skills, known, how, isOnline: context.isOnline }))
  }
  return made
}

interface Chosen {
  readonly id: string
  readonly skills: readonly string[]
  readonly known: Agent | undefined
  readonly how: Pick<Agent, 'kind' | 'config'>
  readonly isOnline: boolean | undefined
}

function agentOf(draft: AgentDraft, { id, skills, known, how, isOnline }: Chosen): Agent {
  const { name, description, role, discipline, endpoint, mission, capabilities } = draft
  const asked = isOnline === undefined ? undefined : isOnline ? 'online' : 'offline'
  const charter = { mission: mission ?? '', vision: '', values: [], expertise: [] }
  return agentSchema.parse({
    id,
    name,
    description,
    ...how,
    skills,
    availability: asked ?? known?.availability ?? 'offline',
    capacity: known?.capacity ?? 1,
    // The agent works elsewhere, so it is unknown whether its work may be repeated.
    effectClass: known?.effectClass ?? 'once',
    ...(role !== undefined && { role }),
    ...(discipline !== undefined && { discipline }),
    ...(endpoint !== undefined && { endpoint }),
    ...(mission !== undefined && { charter }),
    ...(capabilities !== undefined && { capabilities }),
    ...(known?.price !== undefined && { price: known.price }),
    ...(known?.latencyMs !== undefined && { latencyMs: known.latencyMs }),
  })
}

interface Ids {
  /** Ids already used by this import. */
  readonly taken: ReadonlySet<string>
  readonly registered: ReadonlyMap<string, Agent>
  readonly warnings: Warnings
}

/** The name as an id, or the first of `name-2`, `name-3`, … that is free or belongs to the same agent. */
function chooseId(draft: AgentDraft, { taken, registered, warnings }: Ids): string {
  const wanted = agentIdOf(draft.name) || 'agent'
  const isForeign = (id: string) => {
    const known = registered.get(id)
    return known !== undefined && !isSameOrigin(known, draft)
  }
  let id = wanted
  for (let number = 2; taken.has(id) || isForeign(id); number += 1) {
    const suffix = `-${number}`
    id = `${wanted.slice(0, maxIdLength - suffix.length)}${suffix}`
  }
  if (id === wanted) return id
  const describe = taken.has(wanted) ? texts.idTakenByImport : texts.idTakenByAgent
  warnings.add('id_taken', draft.where, describe(wanted, id))
  return id
}

function originOf({ config }: Agent): RosterOrigin | null {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return null
  const parsed = rosterOriginSchema.safeParse(config.origin)
  return parsed.success ? parsed.data : null
}

const importable: ReadonlySet<string> = new Set(['external', 'a2a'])

function isSameOrigin(known: Agent, { format, name }: AgentDraft): boolean {
  const origin = importable.has(known.kind) ? originOf(known) : null
  return origin !== null && origin.format === format && origin.name === name
}

function noteOtherFile(known: Agent, { where, path }: AgentDraft, warnings: Warnings): void {
  const before = originOf(known)?.path ?? path
  if (before === path) return
  warnings.add('other_file', where, texts.otherFile(known.id, quote(before)))
}

type How = Pick<Agent, 'kind' | 'config'>

interface Place {
  readonly known: Agent | undefined
  readonly warnings: Warnings
}

/**
 * Kind and config of an imported agent: an agent card with a usable address becomes `a2a`. Every other file becomes
 * `external`, for which a worker pulls tasks.
 */
function howToReach(draft: AgentDraft, { known, warnings }: Place): How {
  const { format, path, name, where, facts, endpoint } = draft
  const origin: RosterOrigin = { format, name, path }
  const external: How = { kind: 'external', config: { origin, ...facts } }
  if (format !== 'a2a' || endpoint === undefined) return external
  const fault = findUrlFault(endpoint)
  if (fault !== null) {
    warnings.add('not_reachable', where, texts.invalidAddress(words.formats[fault]))
    return external
  }
  if (known?.kind === 'external') {
    warnings.add('stays_external', where, texts.staysExternal(known.id))
    return external
  }
  const config = {
    ...settingsOf(known, endpoint, { where, warnings }),
    origin,
    url: endpoint,
    card: { ...facts },
  }
  return { kind: 'a2a', config }
}

/** Keeps a person's settings, except credentials for another host: a file must not redirect them. */
function settingsOf(
  known: Agent | undefined,
  url: string,
  { where, warnings }: { where: string; warnings: Warnings },
): { [field: string]: Json } {
  const before = a2aConfigSchema.safeParse(known?.config)
  if (known?.kind !== 'a2a' || !before.success) return {}
  const { headers, timeoutMs, maxOutputBytes, skill, url: earlier } = before.data
  const kept = { timeoutMs, maxOutputBytes, ...(skill !== undefined && { skill }) }
  if (Object.keys(headers).length === 0) return kept
  if (new URL(earlier).origin === new URL(url).origin) return { ...kept, headers }
  warnings.add('headers_left_out', where, texts.headersRemoved(known.id))
  return kept
}
