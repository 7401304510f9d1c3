import { present } from '#shared/assert.ts'
import type { CommandOf } from '#shared/commands.ts'
import { taskKeyOf } from '#shared/ids.ts'
import { type Decision, decisionTag, escalationSkill } from '#shared/model/decisions/decision.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { refuse } from '#shared/refusal.ts'
import { clip } from '#shared/text/clip.ts'
import { words } from '#shared/words/words.ts'
import { findReserved } from '../../decisions/facts/approvals.ts'
import { judge, priorityOf, type Verdict } from '../../decisions/verdict.ts'
import { contextOf, skillsOfType } from '../goals/goal-context.ts'
import type { RunState } from '../state.ts'
import { type Rule, type Ruling, requireOpenRun } from './rule.ts'
import { growRun, leaveOut } from './runs.ts'

/**
 * Carries out a decision if the guard allows it; otherwise asks a person one question. The decision record, the new
 * task and its effects are one transaction.
 */
export function recordDecision(rule: Rule, command: CommandOf<'decision.record'>): Ruling {
  const found = requireOpenRun(rule.state, command.runId)
  if (!found.ok) return found
  const run = found.value
  const { runId, after, decider, model, prompt, raw, proposed, spent, tokens } = command
  if (run.goal === null || !run.goal.undecided.has(after)) {
    return refuse('E_STATE', 'decision_already_made', { after })
  }
  const { decision, findings } = verdictOf(rule, run, command)
  const task = taskOf(rule, run, { decision, command })
  const record = { number: run.goal.decisions + 1, after, decider, model, prompt, raw, proposed, findings }
  const cost = { spent, isBooked: true, ...(tokens !== undefined && { tokens }) }
  if (decision.action === 'project_complete')
    leaveOut(rule, { type: 'run.leave_out', runId, parts: command.facts.leftOut.map(partOf) })
  rule.emit({ type: 'decision.made', runId, ...record, decision, createdTask: task?.key ?? null, ...cost })
  if (task !== null) growRun(rule, run, { tasks: [task], links: [] })
}

function verdictOf(rule: Rule, run: RunState, command: CommandOf<'decision.record'>): Verdict {
  const { after, artifacts, facts } = command
  const files = artifacts.map(({ name, taskKey }) => ({ name, taskKey, text: '' }))
  const context = present(
    contextOf(rule.state, run, { after, artifacts: files, facts }),
    `context after ${after}`,
  )
  return judge(command, context)
}

interface Next {
  readonly decision: Decision
  readonly command: CommandOf<'decision.record'>
}

/** The task that a decision creates, or null. */
function taskOf({ state }: Rule, run: RunState, { decision, command }: Next): TaskDefinition | null {
  if (decision.action === 'escalate_to_human') {
    const definition = definitionOf(run, {
      description: questionOf(decision),
      skills: [escalationSkill],
      decision,
    })
    return { ...definition, dependsOn: doneOnes(run, [command.after]) }
  }
  const { next_agent_type: type, task_description: description, context_to_pass: passed } = decision
  if (decision.action !== 'create_task' || type === null || description === null) return null
  const files = passed?.files_to_reference ?? []
  const approval = findReserved(description, command.facts.openApprovals)
  const makers = command.artifacts.filter(({ name }) => files.includes(name)).map(({ taskKey }) => taskKey)
  return {
    ...definitionOf(run, {
      description: describe(description, files, passed?.key_information ?? ''),
      skills: skillsOfType(state, type),
      decision,
    }),
    dependsOn: makers.length > 0 ? [...new Set(makers)] : doneOnes(run, [command.after]),
    ...(approval !== null && {
      requiresApproval: true,
      gate: {
        when: 'before',
        question: words.decisionQuestions.mayStart(approval),
        quorum: 1,
        onExpiry: 'reject',
      },
    }),
  }
}

const partOf = (name: string) => ({ name: clip(name, 500), message: words.failures.leftOut })

/** Only done tasks become dependencies: an open one would delay the new task, and a failed one would skip it. */
const doneOnes = ({ tasks }: RunState, keys: readonly string[]): string[] =>
  keys.filter((key) => tasks.get(key)?.status === 'done')

/** The description for the next agent: the task, and the context that the decider passed on. */
function describe(description: string, files: readonly string[], information: string): string {
  const parts = [description]
  if (files.length > 0) parts.push(`Reference files: ${files.join(', ')}`)
  if (information !== '') parts.push(`Context: ${information}`)
  return parts.join('\n\n')
}

function questionOf({ question, recommended_answer: answer }: Decision): string {
  const asked = question ?? words.questions.next
  return answer === null ? asked : words.questions.recommended(asked, answer)
}

interface Wanted {
  readonly description: string
  readonly skills: readonly string[]
  readonly decision: Decision
}

function definitionOf(run: RunState, { description, skills, decision }: Wanted): TaskDefinition {
  return {
    key: freeKey(run),
    kind: 'task',
    title: titleOf(description),
    description,
    requiredSkills: [...skills],
    dependsOn: [],
    parent: null,
    priority: priorityOf(decision),
    dueAt: null,
    tags: [decisionTag],
    requiresApproval: false,
  }
}

function freeKey({ tasks }: RunState): string {
  for (let number = tasks.size + 1; ; number += 1) {
    const key = taskKeyOf(number)
    if (!tasks.has(key)) return key
  }
}
