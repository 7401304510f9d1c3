import { present } from '../../src-shared/assert.ts'
import type { Command } from '../../src-shared/commands.ts'
import type { Action } from '../../src-shared/contract/insight.ts'
import { approvalIdSchema, type RunId, runIdSchema } from '../../src-shared/ids.ts'
import type { Agent } from '../../src-shared/model/agents/agent.ts'
import type { Approval, ApprovalAnswer, ApprovalKind } from '../../src-shared/model/approval.ts'
import { agentOf } from '../support/engine.ts'
import type { Harness } from './test-run.ts'

const freeing: Record<ApprovalKind, ApprovalAnswer> = {
  task_gate: 'approve',
  result_review: 'approve',
  budget_top_up: 'approve',
  uncertain_outcome: 'happened',
  agent_question: 'respond',
  permission: 'approve',
}

/** Carries out the proposed action of an explanation with the commands of a person. */
export async function act(harness: Harness, runId: RunId, action: Action): Promise<void> {
  for (const command of commandsFor(harness, runId, action)) {
    const outcome = await harness.engine.dispatch(command)
    // The claim of a worker is refused if the run has no free slots. Then the task waits for another reason.
    if (!outcome.ok && action.kind !== 'call_worker')
      throw new Error(`${command.type}: ${outcome.error.message}`)
  }
  if (action.kind === 'wait' && action.until !== null) {
    await harness.clock.advance(action.until - harness.clock.now())
  }
  await harness.settle()
}

function commandsFor(harness: Harness, runId: RunId, action: Action): Command[] {
  const { state } = harness.engine
  const agent = (id: string) => present(state.agents.get(id), `agent ${id}`).agent
  const register = (changed: Agent): Command[] => [{ type: 'agents.register', agents: [changed] }]
  switch (action.kind) {
    case 'answer_gate':
      return action.approvalIds.flatMap((id) => answersOf(harness, id, action.amountMinor))
    case 'resume_run':
      return [{ type: 'run.resume', runId: runIdSchema.parse(action.runId) }]
    case 'unblock':
      return [{ type: 'task.unblock', runId, taskKey: action.taskKey }]
    case 'raise_cap':
      return action.caps.map(({ account, cap }) => ({ type: 'budget.set', account, cap }))
    case 'set_price':
      return register({ ...agent(action.agentId), price: { amountMinor: 0, currency: 'EUR' } })
    case 'bring_online':
      return register({ ...agent(action.agentId), availability: 'online' })
    case 'raise_capacity':
      return register({ ...agent(action.agentId), capacity: action.capacity })
    case 'add_skill':
      return register({
        ...agent(action.agentId),
        skills: [...agent(action.agentId).skills, ...action.skills],
      })
    case 'add_agent':
      return register(agentOf('new', { kind: 'builtin', skills: action.skills }))
    case 'unpin':
      return action.pinned.map((taskKey) => ({ type: 'task.edit', runId, taskKey, changes: { pin: null } }))
    case 'call_worker':
      return action.taskKeys.map((taskKey) => {
        return { type: 'task.claim', runId, taskKey, agentId: action.agentId, leaseMs: 60_000 }
      })
    case 'wait':
    case 'run_again':
    case 'start_app':
      return []
  }
}

/** Answers of as many people as the quorum requires. */
function answersOf({ engine }: Harness, id: string, amountMinor: number | null): Command[] {
  const approvalId = approvalIdSchema.parse(id)
  const gate: Approval = present(engine.state.approvals.get(approvalId), `gate ${id}`)
  const { hash, kind, assignee, quorum, votes } = gate
  const response = amountMinor === null ? null : { amountMinor }
  return Array.from({ length: quorum - votes.length }, (_, at) => ({
    type: 'approval.answer' as const,
    ...{ approvalId, hash, answer: freeing[kind], by: assignee ?? `person ${at}`, note: null, response },
  }))
}
