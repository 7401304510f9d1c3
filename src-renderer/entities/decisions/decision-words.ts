import { assertNever } from '#shared/assert.ts'
import type { Decision, DecisionSummary } from '#shared/model/decisions/decision.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { locale, words } from '#shared/words/words.ts'

const { said, wishes } = words.decisions

/** Longer titles are cut after their first clause. In characters. */
const shortAtMost = 60
const longestTitle = 90
const namedFiles = 3

interface DecisionContext {
  /** Title of the created task; null if there is none, or before the task is in the run. */
  readonly taskTitle: string | null
  /** Number of tasks that were open at the time of the decision. */
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

/** The refused proposal, as the end of a sentence with "It wanted"; null if the answer was unreadable. */
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

/** `backend_developer` becomes `Backend developer`. */
export function wordOfType(type: string | null): string {
  const name = (type ?? '').replaceAll(/[_-]+/g, ' ').trim()
  return name === '' ? said.nobody : `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

export function wordOfDecider({ decider, model }: Pick<DecisionSummary, 'decider' | 'model'>): string {
  if (decider === 'rules') return said.byRules
  return model === null ? said.byNone : said.byModel(model)
}

/** Files passed to the next agent; null if none. */
export function wordOfFiles({ context_to_pass: passed }: Decision): string | null {
  const files = passed?.files_to_reference ?? []
  if (files.length === 0) return null
  return said.reads(files.slice(0, namedFiles), files.length - namedFiles)
}

/** Cost and tokens of the model; null if no model was used. */
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
 * Short form of a title that is a sentence. `HTTP endpoint (backend_developer) for …` becomes `HTTP endpoint` if the
 * agent type is known. Long titles are cut after the first clause.
 */
export function shortTitle(title: string, agentTypes: readonly string[]): string {
  for (const type of agentTypes) {
    const at = title.indexOf(` (${type})`)
    if (at > 0) return title.slice(0, at).trimEnd()
  }
  if (title.length <= shortAtMost) return title
  return /^(?<clause>.{10,}?)(?:[:;]|[.?!] )/.exec(title)?.groups?.clause ?? title
}
