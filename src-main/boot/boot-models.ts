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

/** The current models: those of the environment merged with the stored settings. */
export function mergedModels(config: Config, file: SettingsFile): ModelSettings {
  const environment = config.models.ok ? config.models.value : noModels
  return mergeModels(environment, config.fixedPurposes, file.current().models)
}

/** The model entry with this name; null: the entry for working. */
function findWorkingModel(settings: ModelSettings, name: string | null): ModelEntry | null {
  if (name === null) return findEntry(settings, 'working')
  return settings.entries.find((each) => each.name === name) ?? null
}

export function accountOfModel(settings: ModelSettings, name: string | null): string | null {
  const entry = findWorkingModel(settings, name)
  return entry === null ? null : accountOfEntry(entry)
}

/** Creates access to the configured models, and checks of their cost. */
export function createModelParts({ config, file, engine, clock, log }: Options) {
  if (!config.models.ok)
    log.warn({ refusal: config.models.error }, 'model settings are invalid; no model is available')
  const environment = config.models.ok ? config.models.value : noModels
  const settings = () => mergedModels(config, file)
  const resets = createAccountResets()
  const modelsOf = (own: () => ModelSettings) =>
    createModels({ settings: own, readKey: config.readModelKey, clock, resets })
  const models = modelsOf(settings)
  const decidingWith = (model: string | null) =>
    model === null ? settings() : withDecider(settings(), model)
  // Without a model, no request is sent, so the cost is zero.
  const tariffFor = async (entry: ModelEntry | null): Promise<Tariff> =>
    entry === null ? 'free' : tariffOf(entry, clock.now())
  async function findUnpaidAsking(runId: RunId, entry: ModelEntry | null) {
    const run = engine.state.runs.get(runId)
    return run === undefined ? null : findUnpaid(engine.state, run, await tariffFor(entry))
  }
  const entryFor = (purpose: Purpose) => findEntry(settings(), purpose)
  return {
    /** The current models of the environment and the stored settings. */
    settings,
    environment,
    models,
    /** Sends a decision prompt to the model for deciding, or to the named model. */
    askDecider: (prompt: string, model: string | null, signal?: AbortSignal) =>
      askModelOnce(model === null ? models : modelsOf(() => decidingWith(model)), prompt, signal),
    /** The price of the model that `askDecider` would use. */
    readTariff: (model: string | null) => tariffFor(findEntry(decidingWith(model), 'deciding')),
    /** Reason why a run cannot pay for a draft; null if it can. */
    findUnpaidDraft: (runId: RunId, purpose: DraftPurpose) => findUnpaidAsking(runId, entryFor(purpose)),
    /** Reason why a run cannot pay for a turn of the named model; null if it can. Null name: the model for working. */
    findUnpaidTurn: (runId: RunId, name: string | null) =>
      findUnpaidAsking(runId, findWorkingModel(settings(), name)),
  }
}
export type ModelParts = ReturnType<typeof createModelParts>
