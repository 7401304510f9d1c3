import { useMutation } from '@tanstack/react-query'
import type { Action } from '#shared/contract/insight.ts'
import type { Agent, AgentView } from '#shared/model/agents/agent.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import type { Client } from '../../../rpc/client.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ButtonLink } from '../../../ui/controls/button-link.tsx'
import { Countdown } from '../../../ui/text/time.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useSelectTask } from '../task/task-link.tsx'

const says = words.run.why

/** Performs an action that would unblock the run, or links to the screen for it. */
export function ActionButton({ action, run, isFirst }: { action: Action; run: RunView; isFirst: boolean }) {
  const look = isFirst ? 'primary' : 'secondary'
  if (isDoable(action)) return <Do action={action} runId={run.id} look={look} />
  switch (action.kind) {
    case 'answer_gate':
      return <Answer approvalId={action.approvalIds[0] ?? ''} look={look} />
    case 'set_price':
    case 'call_worker':
      return <ToAgents agent={action.agentId}>{says.does[action.kind]}</ToAgents>
    case 'add_agent':
      return <ToAgents>{says.does.add_agent}</ToAgents>
    case 'run_again':
      return <Again runId={run.id} />
    case 'wait':
      return action.until === null ? null : <Countdown until={action.until} />
    case 'start_app':
      return null
  }
}

type Look = 'primary' | 'secondary'

const showFailure = (error: unknown) => {
  const { message, hint } = failureOf(error)
  showToast({ title: message, description: hint, isFailure: true })
}

function Do({ action, runId, look }: { action: Doable; runId: string; look: Look }) {
  const { client } = useRpc()
  const doing = useMutation({
    mutationFn: () => act(client, action, runId),
    onSuccess: () => showToast({ title: says.done[action.kind] }),
    onError: showFailure,
  })
  return (
    <Button look={look} title={action.sentence} disabled={doing.isPending} onClick={() => doing.mutate()}>
      {action.kind === 'raise_capacity' ? says.does.raise_capacity(action.capacity) : says.does[action.kind]}
    </Button>
  )
}

/** Opens the task panel, which shows the approval. */
function Answer({ approvalId, look }: { approvalId: string; look: Look }) {
  const select = useSelectTask()
  const { client } = useRpc()
  const finding = useMutation({
    mutationFn: () => client.runs.getApproval({ approvalId }),
    onSuccess: ({ approval }) => select(approval.taskKey),
    onError: showFailure,
  })
  return (
    <Button look={look} disabled={finding.isPending} onClick={() => finding.mutate()}>
      {says.does.answer_gate}
    </Button>
  )
}

/** Link to the named agent, or to the form for a new agent. */
function ToAgents({ agent, children }: { agent?: string; children: string }) {
  return (
    <ButtonLink to="/agents" search={agent === undefined ? { add: true } : { agent }}>
      {children}
    </ButtonLink>
  )
}

function Again({ runId }: { runId: string }) {
  const start = useStartRun()
  return (
    <Button disabled={start.isPending} onClick={() => start.mutate({ againRunId: runId })}>
      {says.does.run_again}
    </Button>
  )
}

const kinds = [
  'resume_run',
  'unblock',
  'raise_cap',
  'bring_online',
  'raise_capacity',
  'add_skill',
  'unpin',
] as const

/** Actions that need only one click and no further input. */
type Doable = Extract<Action, { kind: (typeof kinds)[number] }>

const doable: ReadonlySet<Action['kind']> = new Set<Action['kind']>(kinds)
const isDoable = (action: Action): action is Doable => doable.has(action.kind)

async function act(client: Client, action: Doable, runId: string): Promise<void> {
  switch (action.kind) {
    case 'resume_run':
      await client.runs.resume({ runId: action.runId })
      return
    case 'unblock':
      await client.runs.unblockTask({ runId, taskKey: action.taskKey })
      return
    case 'raise_cap':
      for (const { account, cap } of action.caps) await client.budgets.set({ ...accountOf(account), ...cap })
      return
    case 'bring_online':
      await client.agents.enable({ id: action.agentId })
      return
    case 'raise_capacity':
      await changeAgent(client, action.agentId, ({ capacity }) => ({
        capacity: Math.max(capacity, action.capacity),
      }))
      return
    case 'add_skill':
      await changeAgent(client, action.agentId, ({ skills }) => ({
        skills: [...new Set([...skills, ...action.skills])],
      }))
      return
    case 'unpin':
      for (const taskKey of action.pinned) await client.runs.editTask({ runId, taskKey, pin: null })
  }
}

async function changeAgent(
  client: Client,
  id: string,
  change: (agent: Agent) => Partial<Agent>,
): Promise<void> {
  const { agent } = await client.agents.get({ id })
  const known = withoutLoad(agent)
  await client.agents.register({ agents: [{ ...known, ...change(known) }] })
}

const withoutLoad = ({ running: _running, ...agent }: AgentView): Agent => agent

/** Splits an account key: `run:run_1` is the run with the id `run_1`. */
function accountOf(key: string): { kind: 'project' | 'run' | 'branch'; id: string } {
  const colon = key.indexOf(':')
  const name = key.slice(0, colon)
  return { kind: name === 'project' || name === 'branch' ? name : 'run', id: key.slice(colon + 1) }
}
