import type { AgentSearch, FoundAgent } from '#shared/contract/agents.ts'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import type { MergePreview } from '#shared/contract/workspaces.ts'
import type { Agent } from '#shared/model/agents/agent.ts'
import type { WorkspaceMode } from '#shared/model/changes.ts'
import type { Decision } from '#shared/model/decisions/decision.ts'
import type { Money, Tariff } from '#shared/model/money.ts'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { AgentDesk } from '../../app/agents/agent-checks.ts'
import type { Backups } from '../../app/backups/backups.ts'
import type { ModelDesk } from '../../app/models/model-settings.ts'
import type { SettingsDesk } from '../../app/settings/app-settings.ts'
import type { Blobs } from '../../base/blobs.ts'
import type { Clock } from '../../base/clock.ts'
import type { Notifier } from '../../base/notifier.ts'
import type { Auditor } from '../../engine/auditor.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Verify } from '../../engine/ports.ts'
import type { Limits } from '../../engine/rules/rule.ts'
import type { AskedChange, ChangedPlan } from '../../planning/change/change-step.ts'
import type { AskedGoal, Scoped } from '../../planning/scope/scope-plan.ts'
import type { Store } from '../../store/store.ts'
import type { Webhooks } from '../../webhooks/webhooks.ts'
import type { Access, Caller } from './access.ts'

/** What of a run its workspace follows from. */
export interface RunPlace {
  readonly runId: string
  readonly mode: WorkspaceMode
  readonly projectFolder: string | null
}

/** What is merged: the run's one worktree, or those of these tasks. */
export interface MergeWish {
  readonly title: string
  readonly tasks: readonly string[] | null
}

export type PreparedMerge = Pick<MergePreview, 'folder' | 'branch' | 'target' | 'hash' | 'changes'>

/** What is done with workspaces beside working in them. */
export interface WorkspaceDesk {
  previewMerge(run: RunPlace, wish: MergeWish): Promise<Result<PreparedMerge, Refusal>>
  /** `record` comes between the last look and the act: where it rejects, the project stays as it is. */
  merge(
    run: RunPlace,
    wish: MergeWish,
    agreed: { readonly hash: string; readonly record: (merge: PreparedMerge) => Promise<void> },
  ): Promise<Result<PreparedMerge & { readonly commit: string }, Refusal>>
  /** Names of the folders of runs that are there. */
  list(): Promise<string[]>
  /** Why removing it would lose something; null: it would not. */
  findLoss(run: RunPlace): Promise<Refusal | null>
  /** A run that nobody knows any more has only its folder. */
  remove(run: RunPlace | { readonly name: string }): Promise<Result<null, Refusal>>
}

/** What the handlers stand on. */
export interface Services {
  readonly engine: Engine
  readonly store: Store
  readonly auditor: Auditor
  /** Notified after every commit. */
  readonly news: Notifier
  readonly limits: Limits
  /** Looks and answers, and does no work: what would go on by itself does not. */
  readonly isPassive: boolean
  readonly clock: Clock
  readonly newId: () => string
  readonly access: Access
  readonly webhooks: Webhooks
  readonly workspaces: WorkspaceDesk
  /** Files of results that are no text. */
  readonly blobs: Blobs
  readonly samples: () => readonly SampleView[]
  /** What a new plan can be begun with. */
  readonly templates: () => readonly SampleView[]
  /** The agents that goals begin with. */
  readonly roles: readonly Agent[]
  readonly models: ModelDesk
  readonly settings: SettingsDesk
  readonly backups: Backups
  /** Looks for coding agents on this machine. */
  readonly discoverAgents: (
    signal?: AbortSignal,
  ) => Promise<{ readonly found: readonly FoundAgent[]; readonly searched: AgentSearch }>
  readonly agentDesk: AgentDesk
  /** Makes a plan of a goal: with the model that is set for planning, else by templates. */
  readonly scope: (asked: AskedGoal, signal?: AbortSignal) => Promise<Scoped>
  /** What a described change makes of a plan: with the model that is set for planning, else by its sentences. */
  readonly changePlan: (asked: AskedChange, signal?: AbortSignal) => Promise<ChangedPlan>
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
  /** Looks at the checks of what a worker reports as done. */
  readonly verify: Verify
  /** Takes known secrets out of what workers say. */
  readonly hideIn: <T>(value: T) => T
  /** What that model costs. */
  readonly readTariff: (model: string | null) => Promise<Tariff>
  readonly info: {
    readonly version: string
    readonly host: 'electron' | 'server' | 'cli'
    readonly dataDir: string
    readonly damage: string[]
  }
  /** Null while no server runs. */
  readonly createLaunchUrl: () => string | null
  /** Closes everything and starts again; null: nobody here can. */
  readonly findRestart: () => (() => void) | null
}

/** What a wire says of one request. */
export interface RequestContext {
  readonly caller: Caller
  /** The caller's own id of the request (`Idempotency-Key`), or null. */
  readonly idempotencyKey: string | null
  /** Keeps the answer for repeats of a request with an id. Called inside the transaction that makes the change. */
  readonly keepReceipt?: (answer: unknown) => void
  /** How long it will wait for what it asks to be done (`Prefer: wait`, or `?wait`); absent: not at all. */
  readonly waitMs?: number
  /** Told how many rows the answer leaves out because their schema refuses them. */
  readonly onRowsOmitted?: (count: number) => void
}
