import type { Approval } from '#shared/model/approval.ts'
import type { Delay, InboxItem } from '#shared/model/inbox.ts'
import { reviewExcessSchema } from '#shared/model/runs/attempt.ts'
import { priorities } from '#shared/model/task-definition.ts'
import { scoreDelay } from '../../governance/delay.ts'
import { riskOf } from '../../governance/risk.ts'
import { deadlineBoost, scoreTask } from '../../scheduling/score.ts'
import { rankOf } from '../run-state.ts'
import type { EngineState, Placed } from '../state.ts'
import { listAfter, priceFor, sumOfPrices } from './consequences.ts'

/**
 * Counts stop at this limit. Higher counts add no information, and many approvals of a large run would each walk all
 * of it.
 */
const countedAtMost = 1000

/** Open items for people, most urgent first. */
export function listInbox(state: EngineState, at: number): InboxItem[] {
  const items = [...state.approvals.values()].flatMap((approval) => {
    const run = state.runs.get(approval.runId)
    const task = run?.tasks.get(approval.taskKey)
    return run === undefined || task === undefined ? [] : [describeItem(state, { approval, run, task, at })]
  })
  return items.sort((a, b) => b.delay.score - a.delay.score || a.postedAt - b.postedAt)
}

interface Question extends Placed {
  readonly approval: Approval
  readonly at: number
}

/** An open approval with the facts that determine its urgency. */
export function describeItem(state: EngineState, { approval, run, task, at }: Question): InboxItem {
  const { definition, agentId } = task
  const agent = agentId === null ? undefined : state.agents.get(agentId)?.agent
  const { kind, subject, form } = approval
  const price = kind === 'task_gate' ? priceFor(state, task) : 'free'
  const excess = kind === 'result_review' ? reviewExcessSchema.safeParse(subject).data?.excess : undefined
  const cost = excess?.cost ?? (price === 'free' || price === 'unknown' ? null : price)
  return {
    approvalId: approval.id,
    ...{ kind, runId: approval.runId, taskKey: approval.taskKey, question: approval.question },
    ...{ hash: approval.hash, allows: approval.allows, hasForm: form.length > 0 },
    ...{ assignee: approval.assignee, quorum: approval.quorum, voters: approval.votes.map(({ by }) => by) },
    ...{ postedAt: approval.postedAt, expiresAt: approval.expiresAt, cost },
    runTitle: run.title,
    projectId: run.projectId,
    taskTitle: definition.title,
    isSimulated: run.isSimulated,
    agent: agent === undefined ? null : { id: agent.id, name: agent.name, kind: agent.kind },
    risk: riskOf({
      ...{ kind, subject, form, cost, agent: agent ?? null },
      requiredSkills: definition.requiredSkills,
    }),
    delay: delayOf(state, { run, task, at }),
  }
}

function delayOf(state: EngineState, { run, task, at }: Omit<Question, 'approval'>): Delay {
  const behind = listAfter(task, () => true, countedAtMost).slice(0, countedAtMost)
  const all = [task, ...behind]
  const timeZone = run.timeZone ?? 'UTC'
  const dueAt = all.reduce<number | null>((first, { definition: { dueAt: due } }) => {
    return due !== null && (first === null || due < first) ? due : first
  }, null)
  const work = all.filter(({ definition }) => definition.kind === 'task')
  const cost = sumOfPrices(state, work)
  const urgency = Math.max(...all.map((each) => scoreTask(rankOf(each, run.timeZone), at)))
  const held = behind.filter(({ definition }) => definition.kind === 'task').length
  const worst = Math.min(...all.map(({ definition }) => priorities.indexOf(definition.priority)))
  return {
    score: scoreDelay({ held, urgency, cost }),
    held,
    isHeldAtLeast: behind.length >= countedAtMost,
    priority: priorities[worst] ?? 'medium',
    dueAt,
    due: dueWords[deadlineBoost(dueAt, at, timeZone)] ?? null,
    cost,
  }
}

/** Keys are deadline boosts (document 004). */
const dueWords: Readonly<Record<number, Delay['due']>> = { 10: 'overdue', 5: 'today', 2: 'soon' }
