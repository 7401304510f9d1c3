import type { Decision, GuardFinding } from '#shared/model/decision.ts'
import { type ContextTask, type DecisionContext, historyOf, isAsking } from './context.ts'

/** Tasks of one run; a plan that needs more is made before it is run. */
export const maxTasks = 500
export const maxDecisions = 1000
/** So many tasks in a row that failed or were not wanted: a person should look. */
const maxFruitless = 5

/**
 * What keeps a decision from being carried out, whoever made it; empty: nothing. Pure, and the last word: neither a rule
 * nor a model starts an agent, names a file or ends a project past it.
 */
export function guard(decision: Decision, context: DecisionContext): GuardFinding[] {
  if (context.decisions >= maxDecisions) {
    return [finding('too_many_decisions', `${maxDecisions} decisions were made for this goal.`)]
  }
  switch (decision.action) {
    case 'create_task':
      return guardTask(decision, context)
    case 'escalate_to_human':
      return guardQuestion(decision, context)
    case 'project_complete':
      return guardEnd(context)
    case 'wait_for_more_tasks':
      return isIdle(context)
        ? [finding('idle_wait', 'Nothing runs and nothing waits: there is nothing to wait for.')]
        : []
  }
}

const finding = (code: GuardFinding['code'], message: string): GuardFinding => ({ code, message })

const isIdle = ({ queue }: DecisionContext): boolean => queue.running + queue.waiting === 0

function guardQuestion({ question }: Decision, context: DecisionContext): GuardFinding[] {
  if (question === null) return [finding('field_missing', 'An escalation asks nothing.')]
  return isAsking(context) ? [finding('question_open', 'One question is asked at a time.')] : []
}

function guardTask(decision: Decision, context: DecisionContext): GuardFinding[] {
  const { next_agent_type: type, task_description: description, context_to_pass: passed } = decision
  const findings: GuardFinding[] = []
  if (type === null) findings.push(finding('field_missing', 'A new task names no type of agent.'))
  else if (!context.agentTypes.some((each) => each.type === type)) {
    findings.push(finding('unknown_agent_type', `There is no agent of the type ${type}.`))
  }
  if (description === null) findings.push(finding('field_missing', 'A new task has no description.'))
  else if (isRepeated(description, type, context)) {
    findings.push(finding('duplicate_task', 'The same task was given to the same type of agent before.'))
  }
  const known = new Set(context.artifacts.map(({ name }) => name))
  for (const file of passed?.files_to_reference ?? []) {
    if (!known.has(file)) findings.push(finding('unknown_file', `No task has produced a file ${file}.`))
  }
  if (context.tasks.length >= maxTasks) {
    findings.push(
      finding('too_many_tasks', `The run has ${context.tasks.length} tasks; the limit is ${maxTasks}.`),
    )
  }
  const last = historyOf(context, maxFruitless)
  if (last.length === maxFruitless && last.every(({ status }) => status !== 'done')) {
    findings.push(finding('no_progress', `The last ${maxFruitless} tasks came to nothing.`))
  }
  return findings
}

/** What failed may be given again; what a person cancelled only after a person was asked. */
function isRepeated(description: string, type: string | null, { tasks, finished }: DecisionContext): boolean {
  const words = wordsOf(description)
  const wasAsked = finished.isEscalation && finished.status === 'done'
  const mayComeAgain = ({ status }: ContextTask) =>
    status === 'failed' || (wasAsked && (status === 'cancelled' || status === 'skipped'))
  return tasks.some(
    (task) => task.agentType === type && !mayComeAgain(task) && wordsOf(task.description) === words,
  )
}

/** Neither case, spaces nor what was added to it tell a task from another. */
const wordsOf = (description: string): string =>
  (description.split('\n\nReference files: ', 1)[0] ?? '').toLowerCase().split(/\s+/u).join(' ').trim()

function guardEnd({ queue, finished }: DecisionContext): GuardFinding[] {
  const open = queue.running + queue.waiting
  if (open > 0) return [finding('open_work', `${open} ${open === 1 ? 'task is' : 'tasks are'} still open.`)]
  if (finished.status === 'done') return []
  return [finding('open_work', `The last task, ${finished.key}, was not done.`)]
}
