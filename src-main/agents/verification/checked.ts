import type { Agent } from '#shared/model/agents/agent.ts'
import type { Money } from '#shared/model/money.ts'
import type { AgentAdapter } from '../../engine/ports.ts'
import type { Workspaces } from '../workspace.ts'

export interface VerifyOptions {
  readonly workspaces: Workspaces
  readonly findAgent: (id: string) => Agent | null
  readonly findAdapter: (kind: string) => AgentAdapter | null
}

/** What a check came to, and what was spent on it. */
export interface Checked {
  readonly isMet: boolean
  readonly evidence: string
  readonly spent?: Money | null
}
