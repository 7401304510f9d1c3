import type { Agent } from '#shared/model/agents/agent.ts'
import type { Approval } from '#shared/model/approval.ts'
import { type Risk, type RiskCause, type RiskTier, riskTiers } from '#shared/model/inbox.ts'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'

export interface RiskFacts {
  readonly kind: Approval['kind']
  readonly subject: Approval['subject']
  readonly form: Approval['form']
  readonly requiredSkills: readonly string[]
  /** Agent of the task; null if none was found. */
  readonly agent: Pick<Agent, 'kind' | 'effectClass'> | null
  /** Price of the task, or excess cost of a result under review; null when free or unknown. */
  readonly cost: Money | null
}

const tiers: Record<RiskCause, RiskTier> = {
  reads: 'read_only',
  simulation: 'read_only',
  uses_result: 'reversible',
  answers_agent: 'reversible',
  changes_files: 'reversible',
  works_here: 'reversible',
  costs: 'spends_or_sends',
  more_money: 'spends_or_sends',
  maybe_twice: 'spends_or_sends',
  not_repeatable: 'spends_or_sends',
  runs_program: 'spends_or_sends',
  goes_outside: 'spends_or_sends',
  sends: 'spends_or_sends',
  buys: 'spends_or_sends',
  deletes: 'destructive_or_secret',
  secret: 'destructive_or_secret',
  unknown: 'spends_or_sends',
}

/** Highest risk tier that the content of an approval shows, with all causes of that tier. */
export function riskOf(facts: RiskFacts): Risk {
  const causes = causesOf(facts)
  const worst = Math.max(...causes.map((cause) => riskTiers.indexOf(tiers[cause])))
  const tier = riskTiers[worst] ?? 'spends_or_sends'
  return { tier, causes: causes.filter((cause) => tiers[cause] === tier) }
}

function causesOf(facts: RiskFacts): RiskCause[] {
  switch (facts.kind) {
    case 'task_gate':
      return causesOfTask(facts)
    case 'result_review':
      return facts.cost === null ? ['uses_result'] : ['costs']
    case 'uncertain_outcome':
      return ['maybe_twice']
    case 'budget_top_up':
      return ['more_money']
    case 'agent_question':
      return facts.form.some(({ label, key }) => hasSecret(`${label} ${key}`))
        ? ['secret']
        : ['answers_agent']
    case 'permission':
      return causesOfPermission(facts.subject)
  }
}

const lookingSkills: ReadonlySet<string> = new Set([
  'research',
  'summarization',
  'reflection',
  'context_analysis',
  'memory_search',
  'comparison',
  'planning',
  'review',
])
const skillCauses: Readonly<Record<string, RiskCause>> = {
  purchase: 'buys',
  mail: 'sends',
  email: 'sends',
  sending: 'sends',
  deployment: 'goes_outside',
  publishing: 'goes_outside',
}

function causesOfTask({ subject, requiredSkills, agent, cost }: RiskFacts): RiskCause[] {
  const shown = JSON.stringify(partOf(subject, 'command') ?? null)
  const causes: RiskCause[] = requiredSkills.flatMap((skill) => skillCauses[skill] ?? [])
  if (cost !== null && cost.amountMinor > 0) causes.push('costs')
  if (agent?.effectClass === 'once') causes.push('not_repeatable')
  if (isDestructive(shown)) causes.push('deletes')
  if (hasSecret(shown)) causes.push('secret')
  if (agent?.kind === 'a2a') causes.push('goes_outside')
  if (agent?.kind === 'command') causes.push('runs_program')
  if (causes.length > 0) return causes
  if (agent?.kind === 'scripted') return ['simulation']
  const onlyLooks = requiredSkills.length > 0 && requiredSkills.every((skill) => lookingSkills.has(skill))
  return onlyLooks && agent?.kind === 'builtin' ? ['reads'] : ['works_here']
}

const partOf = (subject: RiskFacts['subject'], key: string) =>
  typeof subject === 'object' && subject !== null && !Array.isArray(subject) ? subject[key] : undefined

type Fields = { readonly [key: string]: Json }

/** Keys are tool kinds reported by a coding agent. Any other kind is `unknown`. */
const kinds: Readonly<Record<string, RiskCause>> = {
  read: 'reads',
  search: 'reads',
  think: 'reads',
  edit: 'changes_files',
  move: 'changes_files',
  delete: 'deletes',
  execute: 'runs_program',
  fetch: 'goes_outside',
}
const ownTools: Readonly<Record<string, RiskCause>> = {
  read_file: 'reads',
  list_files: 'reads',
  search_files: 'reads',
  search_memory: 'reads',
  write_file: 'changes_files',
  edit_file: 'changes_files',
}
const deleting = /(?:^|[_-])(?:delete|remove|drop|destroy|erase|purge|revoke)(?:$|[_-])/i

function causesOfPermission(subject: Json): RiskCause[] {
  const fields = fieldsOf(subject)
  if (typeof fields.tool === 'string') return causesOfTool(fields.tool, fields)
  if (Array.isArray(fields.to) && typeof fields.body === 'string') return ['sends']
  const cause = typeof fields.kind === 'string' ? (kinds[fields.kind] ?? 'unknown') : 'unknown'
  const causes: RiskCause[] = [cause]
  if (hasSecret(JSON.stringify([fields.paths ?? null, fields.input ?? null, fields.others ?? null]))) {
    causes.push('secret')
  }
  if (cause === 'runs_program' && isDestructive(JSON.stringify(fields.input ?? null))) causes.push('deletes')
  return causes
}

function causesOfTool(tool: string, fields: Fields): RiskCause[] {
  const causes: RiskCause[] = hasSecret(JSON.stringify(fields.arguments ?? null)) ? ['secret'] : []
  if (typeof fields.server !== 'string') return [...causes, ownTools[tool] ?? 'unknown']
  return [...causes, deleting.test(tool) ? 'deletes' : 'goes_outside']
}

const fieldsOf = (value: Json): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

const destructive = [
  String.raw`\brm\b(?=\s)`,
  String.raw`\b(?:rmdir|shred|mkfs|dd|truncate|sudo)\b`,
  String.raw`\bgit\s+(?:push\s+(?:\S+\s+)*(?:--force|-f)\b|reset\s+--hard|clean\s+-\w*f|branch\s+-D)`,
  String.raw`\b(?:drop|truncate)\s+(?:table|database|schema|index)\b`,
  String.raw`\bdelete\s+from\b`,
  String.raw`\b(?:terraform|kubectl|helm)\s+(?:destroy|delete|uninstall)\b`,
].join('|')
const isGrave = new RegExp(destructive, 'i')

const secrets =
  /(?:^|[^a-z0-9])(?:passwords?|passwd|secrets?|api[-_ ]?keys?|access[-_ ]?tokens?|private[-_ ]?keys?|credentials?|id_rsa|id_ed25519|\.env|\.ssh|\.netrc|\.npmrc|\.aws)(?![a-z0-9])/i

/** Detects command lines that delete data irreversibly. */
const isDestructive = (text: string): boolean => isGrave.test(text.replaceAll(/["',[\]]+/g, ' '))

/** Detects mentions of secrets, such as passwords or keys. */
const hasSecret = (text: string): boolean => secrets.test(text)
