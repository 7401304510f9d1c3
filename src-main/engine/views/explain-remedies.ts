import { present } from '#shared/assert.ts'
import type { Action } from '#shared/contract/insight.ts'
import { approvalIdSchema } from '#shared/ids.ts'
import type { Approval } from '#shared/model/approval.ts'
import { accountKeySchema, addMinor } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { hasSkill, verify } from '../../assignment/verify.ts'
import { leftOf, priceOf } from '../../governance/budget.ts'
import { withMoneyNow } from '../money-now.ts'
import { nameAgent, nameKey, nameTask, nameTasks } from '../names.ts'
import { accountsOf } from '../projections/money.ts'
import { findPinBar, listCrew } from '../rules/assign.ts'
import { isReviewDue } from '../run-state.ts'
import type { AccountState, AgentState, EngineState, TaskState } from '../state.ts'
import { type Root, type Situation, skillsOf } from './explain-causes.ts'

const { explanation } = words

/** An action before its effect (the tasks it unblocks) is put into words. */
export type Remedy = { [Kind in Action['kind']]: RemedyOf<Extract<Action, { kind: Kind }>> }[Action['kind']]
type RemedyOf<Of extends Action> = Omit<Of, 'rootId' | 'frees' | 'taskKeys' | 'cost' | 'sentence'> & {
  /** Sentence about the action, without its effect. */
  readonly what: string
  /** Tasks held directly by the root that stop waiting. */
  readonly now: readonly TaskState[]
  readonly after?: readonly TaskState[]
}

/** Remedies for a cause; empty when only waiting helps. */
export function remediesFor(situation: Situation, root: Root): Remedy[] {
  if (root.kind === 'pin') return [...remedyByUnpin(situation, root), ...remediesOfPinned(situation, root)]
  const remedy = remedyFor(situation, root)
  return remedy === null ? [] : [remedy]
}

function remedyFor(situation: Situation, root: Root): Remedy | null {
  const { run } = situation
  const { held, subject } = root
  switch (root.kind) {
    case 'gate':
      return remedyByAnswer(situation, root)
    case 'review_limit':
      return remedyByReviews(situation, root)
    case 'money':
      return remedyByMoney(situation, root)
    case 'no_agent':
      return remedyBySkill(situation, root)
    case 'reported':
      return {
        kind: 'unblock',
        what: explanation.unblock(nameKey(run, subject)),
        now: held,
        taskKey: subject,
        effort: 2,
      }
    case 'offline':
      return {
        kind: 'bring_online',
        what: explanation.bringOnline(nameAgent(situation.state, subject)),
        now: held,
        agentId: subject,
        effort: 2,
      }
    case 'price':
      return remedyByPrice(situation, root)
    case 'paused':
      return {
        kind: 'resume_run',
        what: explanation.resumeRun,
        now: listUnpaused(situation, held),
        runId: run.id,
        effort: 1,
      }
    case 'idle':
      return {
        kind: 'start_app',
        what: explanation.startApp(run.id),
        now: held,
        runId: run.id,
        effort: 1,
      }
    case 'external':
      return remedyByWorker(situation, root)
    case 'agent_busy':
      return remedyForBusy(situation, root)
    default:
      return null
  }
}

/** A task's own cost takes precedence over the agent's price and is part of the plan. Changing it needs a new run. */
function remedyByPrice({ state }: Situation, { held, subject }: Root): Remedy {
  const now = held.filter(({ definition }) => definition.cost === undefined)
  if (now.length > 0) {
    const what = explanation.setPrice(nameAgent(state, subject))
    return { kind: 'set_price', what, now, agentId: subject, effort: 2 }
  }
  const what = explanation.runAgainWithCosts
  return { kind: 'run_again', what, now, skills: [], effort: 5 }
}

/** Unblocks as many tasks as the worker has free slots. */
function remedyByWorker(situation: Situation, { held, subject }: Root): Remedy | null {
  const worker = situation.state.agents.get(subject)
  if (worker === undefined) return null
  const free = Math.max(0, worker.agent.capacity - worker.running)
  const now = listPaid(situation, held.slice(0, free))
  const what = explanation.callWorker(nameAgent(situation.state, subject))
  return now.length === 0 ? null : { kind: 'call_worker', what, now, agentId: subject, effort: 2 }
}

/** The longest prefix of `tasks` that the accounts can pay for together; at least one task. */
function listPaid(situation: Situation, tasks: readonly TaskState[]): readonly TaskState[] {
  let paid = tasks
  while (paid.length > 1 && listMissing(situation, paid).size > 0) paid = paid.slice(0, -1)
  return paid
}

/** Tasks that would start, or wait only for a slot, once the run resumes. */
function listUnpaused(situation: Situation, held: readonly TaskState[]): TaskState[] {
  const { run } = situation
  const isHeld = ({ reason, notBefore }: TaskState) => notBefore !== null || reason?.code === 'budget'
  return isReviewDue(run) ? [] : held.filter((task) => !isHeld(task))
}

const gateOf = ({ state }: Situation, id: string): Approval =>
  present(state.approvals.get(approvalIdSchema.parse(id)), `approval ${id}`)

/** Number of people who still have to answer. */
const votesLeft = ({ quorum, votes }: Approval): number => Math.max(1, quorum - votes.length)

function remedyByAnswer(situation: Situation, { held, subject }: Root): Remedy {
  const gate = gateOf(situation, subject)
  const votes = votesLeft(gate)
  // Each answer frees one slot in the person's inbox, which admits one waiting task.
  const ready = held.filter(({ status }) => status === 'todo')
  return {
    kind: 'answer_gate',
    what: explanation.answer(gate.question, gate.assignee, votes),
    now: held.filter((task) => task.status !== 'todo' || task === ready[0]),
    approvalIds: [gate.id],
    amountMinor: null,
    effort: votes,
  }
}

/** The oldest reviews, as many as needed to get below the limit. */
function remedyByReviews({ state, run }: Situation, { held, after }: Root): Remedy {
  const needed = run.reviews - (run.reviewLimit ?? 0) + 1
  const reviews = [...state.approvals.values()]
    .filter(({ runId, kind }) => runId === run.id && kind === 'result_review')
    .sort((a, b) => a.postedAt - b.postedAt || (a.id < b.id ? -1 : 1))
    .slice(0, needed)
  const reviewed = reviews.flatMap(({ taskKey }) => run.tasks.get(taskKey) ?? [])
  return {
    kind: 'answer_gate',
    what: explanation.review(nameTasks(reviewed.map(({ definition }) => definition))),
    now: [...held, ...reviewed],
    after,
    approvalIds: reviews.map(({ id }) => id),
    amountMinor: null,
    effort: reviews.reduce((sum, gate) => sum + votesLeft(gate), 0),
  }
}

/** Raises every account that would refuse one of the held tasks, by the total amount they lack. */
function remedyByMoney(situation: Situation, { held, subject }: Root): Remedy | null {
  const { state } = situation
  const account = state.accounts.get(accountKeySchema.parse(subject))
  if (account === undefined) return null
  const missing = listMissing(situation, held)
  const asked = held.find(({ status }) => status === 'awaiting_approval')
  if (asked === undefined) {
    const caps = [...missing].map(([{ key, capMinor, currency }, more]) => ({
      account: key,
      cap: { amountMinor: addMinor(capMinor ?? 0, more), currency },
    }))
    const raised = caps.map(({ account: key, cap }) => explanation.accountTo(key, formatMoney(cap)))
    return { kind: 'raise_cap', what: explanation.raiseBudget(raised.join(', ')), now: held, caps, effort: 2 }
  }
  const gate = gateOf(situation, asked.approvalId ?? '')
  const more = Math.max(missing.get(account) ?? 0, suggestionOf(state, gate), 1)
  // If another account is short as well, answering unblocks only the task of this approval.
  const now = [...missing.keys()].every((each) => each === account) ? held : [asked]
  const amount = formatMoney({ amountMinor: more, currency: account.currency })
  return {
    kind: 'answer_gate',
    what: explanation.topUp(amount, nameTask(asked.definition)),
    now,
    approvalIds: [gate.id],
    amountMinor: more,
    effort: votesLeft(gate),
  }
}

function suggestionOf(state: EngineState, asked: Approval): number {
  const { subject } = withMoneyNow(state, asked)
  const isObject = typeof subject === 'object' && subject !== null && !Array.isArray(subject)
  return isObject && typeof subject.suggestedMinor === 'number' ? subject.suggestedMinor : 0
}

/** Amount that each account lacks to pay for all of these tasks together. */
function listMissing({ state, run }: Situation, tasks: readonly TaskState[]): Map<AccountState, number> {
  const needs = new Map<AccountState, number>()
  for (const task of tasks) {
    const agent = task.agentId === null ? undefined : state.agents.get(task.agentId)?.agent
    const price = agent === undefined ? 'unknown' : priceOf(task.definition, agent)
    if (price === 'free' || price === 'unknown') continue
    for (const account of accountsOf(state, run, task)) {
      if (account.currency === price.currency)
        needs.set(
          account,
          addMinor(
            needs.get(account) ?? 0,
            Math.max(0, price.amountMinor - (account.grants.get(`${run.id}/${task.definition.key}`) ?? 0)),
          ),
        )
    }
  }
  const missing = new Map<AccountState, number>()
  for (const [account, need] of needs) {
    const more = need - (leftOf(account)?.amountMinor ?? need)
    if (more > 0) missing.set(account, more)
  }
  return missing
}

/** Removing the pin unblocks the tasks that another agent is qualified for. */
function remedyByUnpin({ state, run }: Situation, { held, subject }: Root): Remedy[] {
  const now = held.filter((task) =>
    listCrew(state, run, task).some((agent) => verify(agent, skillsOf(task)).qualified),
  )
  const [first] = now
  if (first === undefined) return []
  const what =
    now.length === 1
      ? explanation.unassign(nameTask(first.definition))
      : explanation.unassignAll(nameAgent(state, subject))
  const pinned = now.map(({ definition }) => definition.key)
  return [{ kind: 'unpin', what, now, agentId: subject, pinned, effort: 1 }]
}

/** Remedies that enable the pinned agent itself to take the task. */
function remediesOfPinned({ state, run }: Situation, { held, subject }: Root): Remedy[] {
  const pinned = state.agents.get(subject)
  const mine =
    pinned === undefined ? [] : held.filter((task) => findPinBar(state, { run, task }, subject) === null)
  if (pinned === undefined || mine.length === 0) return []
  const { agent } = pinned
  const missing = new Set(mine.flatMap(skillsOf).filter((skill) => !hasSkill(pinned, skill)))
  if (agent.availability === 'offline') {
    const now = mine.filter((task) => skillsOf(task).every((skill) => hasSkill(pinned, skill)))
    const remedy = {
      kind: 'bring_online',
      what: explanation.bringOnline(nameAgent(state, subject)),
      now,
      agentId: subject,
      effort: 2,
    } as const
    return now.length === 0 ? [] : [remedy]
  }
  const skills = [...missing].sort()
  if (skills.length === 0 || agent.kind === 'builtin') return []
  const what = explanation.addSkill(nameAgent(state, subject), skills.join(', '))
  return [{ kind: 'add_skill', what, now: mine, agentId: subject, skills, effort: 3 }]
}

function remedyBySkill(situation: Situation, { held }: Root): Remedy | null {
  const [task] = held
  if (task === undefined) return null
  const skills = skillsOf(task)
  const learner = findLearner(situation, task, skills)
  const missing = skills.filter((skill) => learner === null || !hasSkill(learner, skill))
  if (learner !== null && missing.length > 0 && missing.length < Math.max(2, skills.length)) {
    const what = explanation.addSkill(nameAgent(situation.state, learner.agent.id), missing.join(', '))
    return { kind: 'add_skill', what, now: held, agentId: learner.agent.id, skills: missing, effort: 3 }
  }
  const wanted = skills.join(', ')
  if (situation.run.crew === null) {
    return { kind: 'add_agent', what: explanation.addAgent(wanted), now: held, skills, effort: 4 }
  }
  const what = explanation.runAgainWithAgent(wanted)
  return { kind: 'run_again', what, now: [], skills, effort: 5 }
}

/**
 * The agent that lacks the fewest of the skills. Built-in agents are excluded, because their skills are part of the
 * program.
 */
function findLearner(
  { state, run }: Situation,
  task: TaskState,
  skills: readonly string[],
): AgentState | null {
  let best: { readonly learner: AgentState; readonly held: number } | null = null
  for (const learner of listCrew(state, run, task)) {
    const { agent } = learner
    if (agent.kind === 'builtin' || agent.availability === 'offline') continue
    const held = skills.filter((skill) => hasSkill(learner, skill)).length
    const isBetter =
      best === null || held > best.held || (held === best.held && agent.id < best.learner.agent.id)
    if (isBetter) best = { learner, held }
  }
  return best?.learner ?? null
}

/**
 * Capacity for all tasks assigned to this agent in any run, because tasks of other runs may claim the new slots first.
 */
function remedyForBusy(situation: Situation, { subject, held }: Root): Remedy | null {
  const busy = situation.state.agents.get(subject)
  if (busy === undefined || busy.running < busy.agent.capacity) return null
  let wanted = 0
  for (const { todo } of situation.state.runs.values()) {
    for (const { agentId } of todo) if (agentId === subject) wanted += 1
  }
  const capacity = Math.min(maxCapacity, busy.running + wanted)
  const what = explanation.raiseCapacity(nameAgent(situation.state, subject), busy.agent.capacity, capacity)
  const now = held.slice(0, capacity - busy.running)
  return now.length === 0
    ? null
    : { kind: 'raise_capacity', what, now, agentId: subject, capacity, effort: 3 }
}

/** Maximum capacity of an agent. */
const maxCapacity = 1000
