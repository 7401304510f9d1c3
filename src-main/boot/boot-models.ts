import type { RunId } from '#shared/ids.ts'
import type { Tariff } from '#shared/model/money.ts'
import type { DraftPurpose } from '../agents/builtin/drafter.ts'
import { askModelOnce } from '../app/models/decider.ts'
import { mergeModels } from '../app/settings/merge-models.ts'
import type { SettingsFile } from '../app/settings/settings-file.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import type { Engine } from '../engine/engine.ts'
import { findUnpaid } from '../engine/views/balances.ts'
import { accountOfEntry, createAccountResets } from '../models/accounts.ts'
import { createModels } from '../models/ask.ts'
import type { Purpose } from '../models/port.ts'
import { tariffOf } from '../models/price.ts'
import { findEntry, type ModelEntry, type ModelSettings, noModels, withDecider } from '../models/settings.ts'
import type { Config } from './config.ts'

interface Options {
  readonly config: Config
  readonly file: SettingsFile
  readonly engine: Engine
  readonly clock: Clock
  readonly log: Log
}

/** The models of the environment and those that are kept, as they are now. */
export function mergedModels(config: Config, file: SettingsFile): ModelSettings {
  const environment = config.models.ok ? config.models.value : noModels
  return mergeModels(environment, config.fixedPurposes, file.current().models)
}

/** By the name of its entry; null: the model for working. */
function findWorkingModel(settings: ModelSettings, name: string | null): ModelEntry | null {
  if (name === null) return findEntry(settings, 'working')
  return settings.entries.find((each) => each.name === name) ?? null
}

export function accountOfModel(settings: ModelSettings, name: string | null): string | null {
  const entry = findWorkingModel(settings, name)
  return entry === null ? null : accountOfEntry(entry)
}

/** The models that the configuration names, and what asking them may cost. */
export function createModelParts({ config, file, engine, clock, log }: Options) {
  if (!config.models.ok) log.warn({ refusal: config.models.error }, 'no model can be used')
  const environment = config.models.ok ? config.models.value : noModels
  const settings = () => mergedModels(config, file)
  const resets = createAccountResets()
  const modelsOf = (own: () => ModelSettings) =>
    createModels({ settings: own, readKey: config.readModelKey, clock, resets })
  const models = modelsOf(settings)
  const decidingWith = (model: string | null) =>
    model === null ? settings() : withDecider(settings(), model)
  // Without a model nothing is asked, which costs nothing.
  const tariffFor = async (entry: ModelEntry | null): Promise<Tariff> =>
    entry === null ? 'free' : tariffOf(entry, clock.now())
  async function findUnpaidAsking(runId: RunId, entry: ModelEntry | null) {
    const run = engine.state.runs.get(runId)
    return run === undefined ? null : findUnpaid(engine.state, run, await tariffFor(entry))
  }
  const entryFor = (purpose: Purpose) => findEntry(settings(), purpose)
  return {
    /** Those of the environment and those that are kept, as they are now. */
    settings,
    environment,
    models,
    /** Puts a decision's question to the model for deciding, or to another one by its name. */
    askDecider: (prompt: string, model: string | null, signal?: AbortSignal) =>
      askModelOnce(model === null ? models : modelsOf(() => decidingWith(model)), prompt, signal),
    /** The price of that model. */
    readTariff: (model: string | null) => tariffFor(findEntry(decidingWith(model), 'deciding')),
    /** Why a run may not pay for a draft, or null. */
    findUnpaidDraft: (runId: RunId, purpose: DraftPurpose) => findUnpaidAsking(runId, entryFor(purpose)),
    /** Why a run may not pay for a turn of an entry of the models, by default the one for working; or null. */
    findUnpaidTurn: (runId: RunId, name: string | null) =>
      findUnpaidAsking(runId, findWorkingModel(settings(), name)),
  }
}
export type ModelParts = ReturnType<typeof createModelParts>
