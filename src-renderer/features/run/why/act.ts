import type { Action } from '#shared/contract/insight.ts'
import type { Agent, AgentView } from '#shared/model/agents/agent.ts'
import type { Client } from '../../../rpc/client.ts'

const kinds = [
  'resume_run',
  'unblock',
  'raise_cap',
  'bring_online',
  'raise_capacity',
  'add_skill',
  'unpin',
] as const

/** Actions that are done with one press, with nothing more to be said. */
export type Doable = Extract<Action, { kind: (typeof kinds)[number] }>

const doable: ReadonlySet<Action['kind']> = new Set<Action['kind']>(kinds)
export const isDoable = (action: Action): action is Doable => doable.has(action.kind)

export async function act(client: Client, action: Doable, runId: string): Promise<void> {
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

/** An account as it is set: `run:run_1` is the run of that id. */
function accountOf(key: string): { kind: 'project' | 'run' | 'branch'; id: string } {
  const colon = key.indexOf(':')
  const name = key.slice(0, colon)
  return { kind: name === 'project' || name === 'branch' ? name : 'run', id: key.slice(colon + 1) }
}
