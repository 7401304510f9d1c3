import { assertNever } from '#shared/assert.ts'
import type { Decision, DecisionSummary } from '#shared/model/decision.ts'
import { formatMoney } from '#shared/model/money.ts'
import { plural } from '../ui/format.ts'

/** A title above this is cut where its first clause ends. */
const shortAtMost = 60
const longestTitle = 90
const namedFiles = 3

interface Scene {
  /** Of the task that it made; null: it made none, or the run is not told of it yet. */
  readonly taskTitle: string | null
  /** Tasks that were open when it was decided. */
  readonly openTasks: number
}

/** What was done, in plain words. */
export function wordsOfDecision(
  { decision, findings }: Pick<DecisionSummary, 'decision' | 'findings'>,
  { taskTitle, openTasks }: Scene,
): string {
  const { action, next_agent_type: type, task_description: description } = decision
  switch (action) {
    case 'create_task':
      return `Next: ${wordOfType(type)} gets “${shortTitle(taskTitle ?? titleOf(description), [type ?? ''])}”`
    case 'escalate_to_human':
      return findings.length > 0 ? 'Asked a person instead' : 'Asked a person'
    case 'project_complete':
      return 'Work ended'
    case 'wait_for_more_tasks':
      return openTasks === 0 ? 'Waits' : `Waits for ${plural(openTasks, 'task')}`
    default:
      return assertNever(action, 'action of a decision')
  }
}

/** What was proposed and refused, to go on after "It wanted"; null: nothing could be read of the answer. */
export function wordsOfWish(proposed: Decision | null): string | null {
  switch (proposed?.action) {
    case 'create_task':
      return `a task for ${wordOfType(proposed.next_agent_type)}: “${titleOf(proposed.task_description)}”`
    case 'escalate_to_human':
      return 'to ask a person'
    case 'project_complete':
      return 'to end the work'
    case 'wait_for_more_tasks':
      return 'to wait'
    case undefined:
      return null
  }
}

/** `backend_developer` as it is said: Backend developer. */
export function wordOfType(type: string | null): string {
  const words = (type ?? '').replaceAll(/[_-]+/g, ' ').trim()
  return words === '' ? 'Nobody' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** Who decided. */
export function wordOfDecider({ decider, model }: Pick<DecisionSummary, 'decider' | 'model'>): string {
  if (decider === 'rules') return 'by rules'
  return model === null ? 'no model answered' : `by ${model}`
}

/** The files that the next agent is pointed to; null: none. */
export function wordOfFiles({ context_to_pass: passed }: Decision): string | null {
  const files = passed?.files_to_reference ?? []
  const more = files.length - namedFiles
  if (files.length === 0) return null
  return `reads ${files.slice(0, namedFiles).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** What the decision took of its model; null where none was asked. */
export function wordOfCost({
  decider,
  model,
  spent,
  tokens,
}: Pick<DecisionSummary, 'decider' | 'model' | 'spent' | 'tokens'>): string | null {
  if (spent === null && (decider === 'rules' || model === null)) return null
  const cost = spent === null ? 'cost unknown' : formatMoney(spent)
  const { input = null, output = null } = tokens ?? {}
  if (input === null && output === null) return cost
  return `${cost}, ${numberOf(input)} + ${numberOf(output)} tokens`
}

const numberOf = (count: number | null): string => (count === null ? '?' : count.toLocaleString('en'))

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
