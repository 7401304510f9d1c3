import { assertNever } from '#shared/assert.ts'
import type { Decision, DecisionSummary } from '#shared/model/decisions/decision.ts'
import { formatMoney } from '#shared/model/money.ts'
import { locale, words } from '#shared/words/words.ts'

const { said, wishes } = words.decisions

/** A title above this is cut where its first clause ends. */
const shortAtMost = 60
const longestTitle = 90
const namedFiles = 3

interface DecisionContext {
  /** The title of the created task; null without one, or before the run has it. */
  readonly taskTitle: string | null
  /** Tasks that were open when it was decided. */
  readonly openTasks: number
}

/** The decision in plain language. */
export function wordsOfDecision(
  { decision, findings }: Pick<DecisionSummary, 'decision' | 'findings'>,
  { taskTitle, openTasks }: DecisionContext,
): string {
  const { action, next_agent_type: type, task_description: description } = decision
  switch (action) {
    case 'create_task':
      return said.next(wordOfType(type), shortTitle(taskTitle ?? titleOf(description), [type ?? '']))
    case 'escalate_to_human':
      return findings.length > 0 ? said.askedInstead : said.asked
    case 'project_complete':
      return said.ended
    case 'wait_for_more_tasks':
      return said.waits(openTasks)
    default:
      return assertNever(action, 'action of a decision')
  }
}

/** The refused proposal, to follow "It wanted"; null when the answer was unreadable. */
export function describeProposal(proposed: Decision | null): string | null {
  switch (proposed?.action) {
    case 'create_task':
      return wishes.task(wordOfType(proposed.next_agent_type), titleOf(proposed.task_description))
    case 'escalate_to_human':
      return wishes.ask
    case 'project_complete':
      return wishes.end
    case 'wait_for_more_tasks':
      return wishes.wait
    case undefined:
      return null
  }
}

/** `backend_developer` as it is said: Backend developer. */
export function wordOfType(type: string | null): string {
  const name = (type ?? '').replaceAll(/[_-]+/g, ' ').trim()
  return name === '' ? said.nobody : `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

/** The name of the decider. */
export function wordOfDecider({ decider, model }: Pick<DecisionSummary, 'decider' | 'model'>): string {
  if (decider === 'rules') return said.byRules
  return model === null ? said.byNone : said.byModel(model)
}

/** The files that the next agent is pointed to; null: none. */
export function wordOfFiles({ context_to_pass: passed }: Decision): string | null {
  const files = passed?.files_to_reference ?? []
  if (files.length === 0) return null
  return said.reads(files.slice(0, namedFiles), files.length - namedFiles)
}

/** The usage of the model; null without a model. */
export function wordOfCost({
  decider,
  model,
  spent,
  tokens,
}: Pick<DecisionSummary, 'decider' | 'model' | 'spent' | 'tokens'>): string | null {
  if (spent === null && (decider === 'rules' || model === null)) return null
  const cost = spent === null ? said.unknownCost : formatMoney(spent)
  const { input = null, output = null } = tokens ?? {}
  if (input === null && output === null) return cost
  return said.tokens(cost, numberOf(input), numberOf(output))
}

const numberOf = (count: number | null): string => (count === null ? '?' : count.toLocaleString(locale))

function titleOf(description: string | null): string {
  const line = (description ?? '').trim().split(/\r?\n/, 1)[0] ?? ''
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).trimEnd()}…`
}

/**
 * The name in a title that is a whole sentence: `HTTP endpoint (backend_developer) for …` is an HTTP endpoint for whoever
 * knows its agent type, and of a long one the first clause is enough.
 */
export function shortTitle(title: string, agentTypes: readonly string[]): string {
  for (const type of agentTypes) {
    const at = title.indexOf(` (${type})`)
    if (at > 0) return title.slice(0, at).trimEnd()
  }
  if (title.length <= shortAtMost) return title
  return /^(?<clause>.{10,}?)(?:[:;]|[.?!] )/.exec(title)?.groups?.clause ?? title
}
