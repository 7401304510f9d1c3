import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Keystore } from '../base/keystore.ts'
import { parseInput } from '../base/parse-input.ts'
import { type Purpose, purposes } from './port.ts'
import { type ModelSettings, modelSettingsSchema, noModels, type ReadKey } from './settings.ts'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Model settings from environment variables: one provider, with one model for all purposes or one per purpose.
 * - `SWITCHYARD_MODEL`: the model's name. Without it, no model is used even if keys are set: a key in the environment
 * is not consent to spend money.
 * - `SWITCHYARD_MODEL_PLANNING`, `_DECIDING`, `_WORKING`: a different model for one purpose; `none` for no model.
 * - `SWITCHYARD_MODEL_URL`: a compatible server, such as `http://127.0.0.1:11434/v1`.
 * - `SWITCHYARD_MODEL_PROVIDER`: `openai`, `anthropic`, `google` or `compatible`. Default: `compatible` if a URL is
 * set, otherwise the provider whose key is set.
 * - `SWITCHYARD_MODEL_STRUCTURED`: `json_schema` (default), `json_object` or `prompt`.
 * - `SWITCHYARD_MODEL_PRICE`: the price of a million input and a million output tokens, such as `0.50/1.50 EUR`, or
 * `free`. With several models, the price of the most expensive one. Default: the shipped price list, if it has the
 * model.
 * - `SWITCHYARD_MODEL_KEY`: the key of a compatible server. Other providers use `OPENAI_API_KEY`, `ANTHROPIC_API_KEY`,
 * and `GOOGLE_GENERATIVE_AI_API_KEY`, `GEMINI_API_KEY` or `GOOGLE_API_KEY`.
 * - `SWITCHYARD_MODEL_KEYSTORE`: the entry of the system keystore that contains the key, if no variable has it
 * (`switchyard models keep ENTRY`).
 */
export function readModelSettings(env: Env): Result<ModelSettings, Refusal> {
  const named = purposes.map((purpose) => [purpose, modelFor(purpose, env)] as const)
  const models = [...new Set(named.flatMap(([, model]) => (model === null ? [] : [model])))]
  if (models.length === 0) return ok(noModels)
  const nameOf = (model: string) => `model-${models.indexOf(model) + 1}`
  const parsed = parseInput(modelSettingsSchema, {
    entries: models.map((model) => ({ name: nameOf(model), model, ...priceOf(env), ...providerOf(env) })),
    use: Object.fromEntries(
      named.map(([purpose, model]) => [purpose, model === null ? null : nameOf(model)]),
    ),
  })
  return parsed.ok ? parsed : err(byVariable(parsed.error))
}

/** Purposes that the variables set, including to `none`. */
export const purposesSet = (env: Env): Purpose[] =>
  purposes.filter((purpose) => env[`SWITCHYARD_MODEL_${purpose.toUpperCase()}`] || env.SWITCHYARD_MODEL)

const variables: Record<string, string> = {
  model: 'SWITCHYARD_MODEL',
  baseURL: 'SWITCHYARD_MODEL_URL',
  kind: 'SWITCHYARD_MODEL_PROVIDER',
  structured: 'SWITCHYARD_MODEL_STRUCTURED',
  price: 'SWITCHYARD_MODEL_PRICE',
}

/** Names the environment variable in a refusal, because nobody wrote the field that the schema names. */
function byVariable({ code, message, hint, field = '' }: Refusal): Refusal {
  const variable = variables[field.replace(/^entries\[\d+\]\./, '')] ?? 'SWITCHYARD_MODEL'
  const rename = (text: string) => (field === '' ? text : text.replaceAll(field, variable))
  return refusal(code, 'model_variable_invalid', {
    why: rename(message),
    hint: rename(hint),
    field: variable,
  })
}

/** Reads API keys from environment variables or the system keystore. */
export const readKeyFrom =
  (env: Env, keystore: Pick<Keystore, 'read'>): ReadKey =>
  async (reference) => {
    if (reference.from === 'keystore') return keystore.read(reference.entry)
    return env[reference.variable]?.trim() || null
  }

function modelFor(purpose: string, env: Env): string | null {
  const model = env[`SWITCHYARD_MODEL_${purpose.toUpperCase()}`] || env.SWITCHYARD_MODEL || 'none'
  return model === 'none' ? null : model
}

const usualVariables: Record<string, readonly string[]> = {
  openai: ['OPENAI_API_KEY'],
  anthropic: ['ANTHROPIC_API_KEY'],
  google: ['GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'],
}

const priceOf = ({ SWITCHYARD_MODEL_PRICE: price }: Env) => (price ? { price } : {})

function providerOf(env: Env) {
  const kind = env.SWITCHYARD_MODEL_PROVIDER || kindByWhatIsSet(env)
  const usual = usualVariables[kind]
  const entry = env.SWITCHYARD_MODEL_KEYSTORE
  const kept = entry ? { from: 'keystore', entry } : null
  if (usual !== undefined) {
    const variable = usual.find((name) => env[name])
    const isKept = variable === undefined && kept !== null
    return { kind, apiKey: isKept ? kept : { from: 'environment', variable: variable ?? usual[0] } }
  }
  return {
    kind,
    baseURL: env.SWITCHYARD_MODEL_URL,
    apiKey: env.SWITCHYARD_MODEL_KEY ? { from: 'environment', variable: 'SWITCHYARD_MODEL_KEY' } : kept,
    structured: env.SWITCHYARD_MODEL_STRUCTURED || 'json_schema',
  }
}

function kindByWhatIsSet(env: Env): string {
  const byKey = Object.keys(usualVariables).find((kind) => usualVariables[kind]?.some((name) => env[name]))
  return env.SWITCHYARD_MODEL_URL ? 'compatible' : (byKey ?? 'compatible')
}
