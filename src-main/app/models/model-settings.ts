import type { KeyStates, ModelInput, ModelPurpose, ModelTest, ModelView } from '#shared/contract/models.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { Keystore } from '../../base/keystore.ts'
import { parseInput } from '../../base/parse-input.ts'
import { type Purpose, purposes } from '../../models/port.ts'
import { probe } from '../../models/probe.ts'
import {
  type KeyReference,
  type ModelEntry,
  type ModelSettings,
  modelEntrySchema,
  type ReadKey,
} from '../../models/settings.ts'
import type { SettingsFile } from '../settings/settings-file.ts'
import type { KeptSettings } from '../settings/stored-settings.ts'

export interface ModelServiceOptions {
  /** All model settings currently in effect. */
  readonly settings: () => ModelSettings
  /** Settings of the environment, which cannot be changed in the app. */
  readonly environment: ModelSettings
  readonly fixed: readonly Purpose[]
  readonly file: SettingsFile
  readonly keystore: Keystore
  readonly readKey: ReadKey
  readonly clock: Clock
}

const deadlineMs = 60_000

/** The models: their state, tests and settings. */
export function createModelService(options: ModelServiceOptions) {
  const { settings, environment, fixed, file, keystore, readKey, clock } = options
  const isOfEnvironment = (name: string) => environment.entries.some((each) => each.name === name)

  function change(work: (models: KeptSettings['models']) => KeptSettings['models']): Result<null, Refusal> {
    const kept = file.current()
    return file.save({ ...kept, models: work(kept.models) })
  }

  async function testEntry(entry: ModelEntry, signal: AbortSignal | undefined): Promise<ModelTest> {
    const startedAt = clock.now()
    const probed = await probe(entry, {
      readKey,
      clock,
      deadlineMs,
      ...(signal !== undefined && { abortSignal: signal }),
    })
    const ms = clock.now() - startedAt
    if (!probed.ok) return { isWorking: false, mode: null, models: null, failure: probed.error.message, ms }
    const { mode, models } = probed.value
    const isOther = entry.kind === 'compatible' && entry.structured !== mode
    const failure = isOther ? words.modelFailures.otherMode(entry.structured, mode) : null
    return { isWorking: !isOther, mode, models: models === null ? null : [...models], failure, ms }
  }

  async function reach<T>(work: () => Promise<T>): Promise<Result<null, Refusal>> {
    // An unavailable keystore throws its own errors.
    try {
      await work()
      return ok(null)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return refuse('E_STATE', 'keystore_unreachable_for_key', { why })
    }
  }

  return {
    list(): ModelView[] {
      const { entries, use } = settings()
      return entries.map((entry) => ({
        ...{ name: entry.name, kind: entry.kind, model: entry.model, price: entry.price ?? null },
        structured: entry.kind === 'compatible' ? entry.structured : null,
        baseURL: entry.kind === 'compatible' ? entry.baseURL : null,
        usedFor: purposes.filter((purpose) => use[purpose] === entry.name),
        key: placeOf(entry.apiKey),
        from: isOfEnvironment(entry.name) ? 'environment' : 'settings',
      }))
    },
    /** Null: no model has this name. */
    async test(name: string, signal?: AbortSignal): Promise<ModelTest | null> {
      const entry = settings().entries.find((each) => each.name === name)
      return entry === undefined ? null : testEntry(entry, signal)
    },
    async tryOut(input: ModelInput, signal?: AbortSignal): Promise<Result<ModelTest, Refusal>> {
      const entry = entryOf(input)
      return entry.ok ? ok(await testEntry(entry.value, signal)) : entry
    },
    save(input: ModelInput, replaces: string | null): Result<null, Refusal> {
      const entry = entryOf(input)
      if (!entry.ok) return entry
      const { name } = entry.value
      const others = settings().entries.filter((each) => each.name !== replaces)
      if (replaces !== null && isOfEnvironment(replaces)) return ofEnvironment(replaces)
      if (others.some((each) => each.name === name)) {
        return refuse('E_DUPLICATE_ID', 'model_name_taken', { model: name, field: 'model.name' })
      }
      return change(({ entries, use }) => ({
        entries: entries.some((each) => each.name === replaces)
          ? entries.map((each) => (each.name === replaces ? entry.value : each))
          : [...entries, entry.value],
        use: renamed(use, replaces, name),
      }))
    },
    remove(name: string): Result<null, Refusal> {
      if (isOfEnvironment(name)) return ofEnvironment(name)
      return change(({ entries, use }) => ({
        entries: entries.filter((each) => each.name !== name),
        use: renamed(use, name, null),
      }))
    },
    use(purpose: ModelPurpose, name: string | null): Result<null, Refusal> {
      if (fixed.includes(purpose)) {
        return refuse('E_STATE', 'purpose_set_by_environment', { purpose })
      }
      if (name !== null && !settings().entries.some((each) => each.name === name)) {
        return refuse('E_NOT_FOUND', 'model_not_found', { model: name })
      }
      return change((models) => ({ ...models, use: { ...models.use, [purpose]: name } }))
    },
    async readKeyStates(): Promise<KeyStates> {
      const reached = await reach(() => keystore.read('switchyard-probe'))
      const keys = await Promise.all(settings().entries.map((entry) => stateOfKey(entry, readKey)))
      return {
        keystore: { isThere: reached.ok, problem: reached.ok ? null : reached.error.message },
        keys: keys.flatMap((each) => each ?? []),
        fixed: [...fixed],
      }
    },
    keepKey: (entry: string, key: string) => reach(() => keystore.write(entry, key)),
    forgetKey: (entry: string) => reach(() => keystore.remove(entry)),
  }
}
export type ModelService = ReturnType<typeof createModelService>

const ofEnvironment = (name: string) => refuse('E_STATE', 'model_set_by_environment', { model: name })

const placeOf = (key: KeyReference | null): ModelView['key'] =>
  key === null ? null : { from: key.from, name: key.from === 'environment' ? key.variable : key.entry }

const usualVariables = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  google: 'GEMINI_API_KEY',
  compatible: null,
} as const

/** Converts a person's input to an entry of the settings, or returns a refusal. */
function entryOf({
  name,
  kind,
  model,
  baseURL,
  structured,
  price,
  key,
}: ModelInput): Result<ModelEntry, Refusal> {
  const usual = usualVariables[kind]
  const place = key ?? (usual === null ? null : { from: 'environment' as const, name: usual })
  const apiKey =
    place === null
      ? null
      : place.from === 'keystore'
        ? { from: 'keystore', entry: place.name }
        : { from: 'environment', variable: place.name }
  const own = kind === 'compatible' ? { baseURL: baseURL ?? '', structured: structured ?? 'json_schema' } : {}
  return parseInput(modelEntrySchema, { name, kind, model, apiKey, ...own, ...(price !== null && { price }) })
}

function renamed(use: KeptSettings['models']['use'], from: string | null, to: string | null) {
  const name = (each: string | null) => (each !== null && each === from ? to : each)
  return { planning: name(use.planning), deciding: name(use.deciding), working: name(use.working) }
}

const shownEnd = 4
/** Shortest key whose last characters are shown. Four characters of a shorter key would reveal too much. */
const shortestShown = 16

async function stateOfKey({ name, apiKey }: ModelEntry, readKey: ReadKey) {
  if (apiKey === null) return null
  // An unreachable keystore counts as having no key.
  const key = await readKey(apiKey).catch(() => null)
  const isThere = key !== null && key !== ''
  return { name, isThere, end: isThere && key.length >= shortestShown ? key.slice(-shownEnd) : null }
}
