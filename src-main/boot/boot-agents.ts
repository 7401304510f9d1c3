import { createA2aAdapter } from '../agents/a2a/adapter.ts'
import { createAcpAdapter } from '../agents/acp/adapter.ts'
import { createBuiltinAdapter } from '../agents/builtin/adapter.ts'
import { createCommandAdapter } from '../agents/command/adapter.ts'
import { createModelAdapter } from '../agents/model/adapter.ts'
import { createPersonAdapter } from '../agents/person/adapter.ts'
import { createScriptedAdapter } from '../agents/scripted/adapter.ts'
import { withChanges } from '../agents/with-changes.ts'
import { createGit } from '../agents/workspace/git.ts'
import { createWorkspaceService } from '../agents/workspace/run-workspaces.ts'
import { createWorkspaces } from '../agents/workspace.ts'
import { createKnowledge } from '../app/agents/knowledge.ts'
import { createDrafter } from '../app/models/drafter.ts'
import type { Blobs } from '../base/blobs.ts'
import type { Clock } from '../base/clock.ts'
import { createExclusive } from '../base/exclusive.ts'
import { secretsOf } from '../base/secrets.ts'
import type { AgentAdapter } from '../engine/ports.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { Store } from '../store/store.ts'
import type { ModelParts } from './boot-models.ts'
import type { Config } from './config.ts'

interface Options {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly parts: ModelParts
  readonly mailer: Mailer
  readonly blobs: Blobs
  /** The currently available agent types. */
  readonly typesOf: () => readonly string[]
}

/** Creates the adapters for all built-in kinds of agents, and the services for their workspaces. */
export function createAgentParts({ config, store, clock, parts, mailer, typesOf, blobs }: Options) {
  const { dataDir, readVariables, version } = config
  const { models, findUnpaidDraft, findUnpaidTurn } = parts
  const git = createGit({ readVariables })
  const exclusive = createExclusive()
  const workspaces = createWorkspaces({ dataDir, git, exclusive })
  const hideEnv = (env: Readonly<Record<string, string>>) => config.secrets.addHanded(secretsOf(env))
  const programs = { dataDir, workspaces, clock, readVariables, version, hideEnv }
  const knowledge = createKnowledge(store)
  const builtin = createBuiltinAdapter({
    ...{ knowledge, clock, ownFolder: dataDir },
    drafter: createDrafter({ models, typesOf }),
    mailer,
    findUnpaid: findUnpaidDraft,
  })
  const inWorkspaces = [
    createCommandAdapter({ ...programs, blobs }),
    createAcpAdapter(programs),
    createModelAdapter({ ...programs, models, knowledge, findUnpaid: findUnpaidTurn }),
  ]
  const adapters: readonly AgentAdapter[] = [
    builtin,
    createScriptedAdapter({ clock }),
    createPersonAdapter(),
    ...inWorkspaces.map((adapter) => withChanges(adapter, workspaces)),
    createA2aAdapter({ clock, readSecret: config.readAgentSecret }),
  ]
  const workspaceService = createWorkspaceService({ dataDir, git, exclusive })
  return { adapters, workspaces, workspaceService, programs }
}
