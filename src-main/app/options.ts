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
  /** Files of results that are not text. */
  readonly blobs: Blobs
  /** Removes known secrets from values that come from others. */
  readonly hideIn: <T>(value: T) => T
  readonly samples: () => readonly SampleView[]
  /** Samples that serve as templates for new plans. */
  readonly templates: () => readonly SampleView[]
  /** Agents that every goal starts with. */
  readonly roles: readonly Agent[]
  /** Creates a plan for a goal: with the planning model, or else from templates. */
  readonly scope: (asked: AskedGoal, signal?: AbortSignal) => Promise<Scoped>
  /** Applies a described change to a plan: with the planning model, or else with rules for its sentences. */
  readonly changePlan: (asked: AskedChange, signal?: AbortSignal) => Promise<ChangedPlan>
  readonly agentService: AgentService
  /** Searches this machine for coding agents. */
  readonly discoverAgents: (
    signal?: AbortSignal,
  ) => Promise<{ readonly found: readonly FoundAgent[]; readonly searched: AgentSearch }>
  /** Runs the checks of a task that a worker reports as done. */
  readonly verify: Verify
  readonly models: ModelService
  /** Asks a model the question of a decision. `model`: another model of the same server; null: the configured one. */
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
  /** Price of the model; null: the model configured for deciding. */
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
    /** Problems of the log that were found at startup. */
    readonly damage: string[]
  }
  /** Null if no server is running. */
  readonly createLaunchUrl: () => string | null
  /** Function that closes everything and restarts the app; null: this host cannot restart. */
  readonly findRestart: () => (() => void) | null
}

interface Shown {
  readonly tokenId: string | null
}

/** Tokens of people, and tokens for reports on a single attempt. */
interface Tokens {
  create(input: {
    name: string
    scope: CreatedScope
    days: number | null
  }): Result<TokenView & { readonly token: string }, Refusal>
  list(scope: TokenScope | null, caller: Shown): TokenView[]
  revoke(id: string, caller: Shown): TokenView | null
  createTaskToken(attemptId: AttemptId, expiresAt: number): string
  /** The attempt of a task token; null for any other token. */
  findAttempt(token: string): string | null
  extendTaskToken(attemptId: AttemptId, leaseUntil: number | null): void
}
