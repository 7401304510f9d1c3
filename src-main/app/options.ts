import type { AgentSearch, FoundAgent } from '#shared/contract/agents.ts'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import type { AttemptId } from '#shared/ids.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { Decision } from '#shared/model/decisions/decision.ts'
import type { Money, Tariff } from '#shared/model/money.ts'
import type { CreatedScope, TokenScope, TokenView } from '#shared/model/token.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { WorkspaceService } from '../agents/workspace/run-workspaces.ts'
import type { Blobs } from '../base/blobs.ts'
import type { Clock } from '../base/clock.ts'
import type { Notifier } from '../base/notifier.ts'
import type { Auditor } from '../engine/auditor.ts'
import type { Engine } from '../engine/engine.ts'
import type { Verify } from '../engine/ports.ts'
import type { Limits } from '../engine/rules/rule.ts'
import type { AskedChange, ChangedPlan } from '../planning/change/change-step.ts'
import type { AskedGoal, Scoped } from '../planning/scope/scope-plan.ts'
import type { Store } from '../store/store.ts'
import type { Webhooks } from '../webhooks/webhooks.ts'
import type { AgentService } from './agents/agent-checks.ts'
import type { Backups } from './backups/backups.ts'
import type { ModelService } from './models/model-settings.ts'
import type { SettingsService } from './settings/app-settings.ts'

/** The parts of the app that use cases work with. */
export interface AppOptions {
  readonly engine: Engine
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  readonly limits: Limits
  /** Notified after every commit. */
  readonly news: Notifier
  /** True when this process starts no work. */
  readonly isPassive: boolean
  /** Files of results that are no text. */
  readonly blobs: Blobs
  /** Takes known secrets out of what others say. */
  readonly hideIn: <T>(value: T) => T
  readonly samples: () => readonly SampleView[]
  /** Samples to start a new plan with. */
  readonly templates: () => readonly SampleView[]
  /** The agents that goals begin with. */
  readonly roles: readonly Agent[]
  /** Makes a plan of a goal: with the model that is set for planning, else by templates. */
  readonly scope: (asked: AskedGoal, signal?: AbortSignal) => Promise<Scoped>
  /** Applies a described change to a plan, with the planning model or else by its sentences. */
  readonly changePlan: (asked: AskedChange, signal?: AbortSignal) => Promise<ChangedPlan>
  readonly agentService: AgentService
  /** Looks for coding agents on this machine. */
  readonly discoverAgents: (
    signal?: AbortSignal,
  ) => Promise<{ readonly found: readonly FoundAgent[]; readonly searched: AgentSearch }>
  /** Looks at the checks of a task that a worker reports as done. */
  readonly verify: Verify
  readonly models: ModelService
  /** Puts a decision's question to a model: the one that is set, or another of the same server by its name. */
  readonly askDecider: (
    prompt: string,
    model: string | null,
    signal?: AbortSignal,
  ) => Promise<{
    readonly proposed: Decision | null
    readonly failure: string | null
    readonly model: string | null
    readonly spent: Money | null
  }>
  /** The price of the model. */
  readonly readTariff: (model: string | null) => Promise<Tariff>
  readonly tokens: Tokens
  readonly webhooks: Webhooks
  readonly workspaceService: WorkspaceService
  readonly auditor: Auditor
  readonly backups: Backups
  readonly settings: SettingsService
  readonly info: {
    readonly version: string
    readonly host: 'electron' | 'server' | 'cli'
    readonly dataDir: string
    /** Problems of the log that were found at the start. */
    readonly damage: string[]
  }
  /** Null while no server runs. */
  readonly createLaunchUrl: () => string | null
  /** Closes everything and starts again; null: this host cannot. */
  readonly findRestart: () => (() => void) | null
}

interface Shown {
  readonly tokenId: string | null
}

/** Tokens of people, and those that allow reports on one attempt. */
interface Tokens {
  create(input: {
    name: string
    scope: CreatedScope
    days: number | null
  }): Result<TokenView & { readonly token: string }, Refusal>
  list(scope: TokenScope | null, caller: Shown): TokenView[]
  revoke(id: string, caller: Shown): TokenView | null
  createTaskToken(attemptId: AttemptId, expiresAt: number): string
  /** The attempt that a token belongs to; null for any other token. */
  findAttempt(token: string): string | null
  extendTaskToken(attemptId: AttemptId, leaseUntil: number | null): void
}
