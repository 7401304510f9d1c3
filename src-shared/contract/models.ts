import { z } from 'zod'
import { format } from '#shared/model/format.ts'
import { del, get, put, query, secretlyAsked } from './builders.ts'

export const modelKinds = ['openai', 'anthropic', 'google', 'compatible'] as const
export const modelPurposes = ['planning', 'deciding', 'working'] as const
export type ModelPurpose = (typeof modelPurposes)[number]

/** Location of an API key: the name of an environment variable or keystore entry, never the key itself. */
const keyPlaceSchema = z.strictObject({
  from: z.enum(['environment', 'keystore']),
  name: z.string().min(1).max(120),
})

/** A model as the user configures it. Null: not applicable to the kind, or the default. */
export const modelInputSchema = z.strictObject({
  name: z.string().max(60),
  kind: z.enum(modelKinds),
  model: z.string().max(200),
  baseURL: z.string().max(500).nullable().default(null),
  structured: z.enum(['json_schema', 'json_object', 'prompt']).nullable().default(null),
  price: z.string().max(60).nullable().default(null),
  key: keyPlaceSchema.nullable().default(null),
})
export type ModelInput = z.infer<typeof modelInputSchema>

export const modelViewSchema = z.object({
  name: z.string(),
  kind: z.string(),
  model: z.string(),
  /** How the server is asked for structured output; null: the provider's own way. */
  structured: z.string().nullable(),
  /** Any of `planning`, `deciding`, `working`. */
  usedFor: z.array(z.string()),
  /** The address of a local or self-hosted server. */
  baseURL: z.string().nullable(),
  /** As entered; null: from the price list, if known. */
  price: z.string().nullable(),
  key: z.object({ from: z.enum(['environment', 'keystore']), name: z.string() }).nullable(),
  /** Models configured in the environment cannot be changed through the API. */
  from: z.enum(['environment', 'settings']),
})
export type ModelView = z.infer<typeof modelViewSchema>

export const modelTestSchema = z.object({
  isWorking: z.boolean(),
  /** Best structured-output mode that the server supports; null if none works. */
  mode: z.string().nullable(),
  /** Models that the server offers; null if it does not list them. */
  models: z.array(z.string()).nullable(),
  /** Error message for the user; null if the test succeeded. */
  failure: z.string().nullable(),
  /** Duration of the complete test in milliseconds. */
  ms: z.number(),
})
export type ModelTest = z.infer<typeof modelTestSchema>

const keyStateSchema = z.object({
  /** Name of the keystore entry. */
  name: z.string(),
  isThere: z.boolean(),
  /** Last four characters of the key; null if there is no key, or the key is too short to show them. */
  end: z.string().nullable(),
})
export const keyStatesSchema = z.object({
  keystore: z.object({ isThere: z.boolean(), problem: z.string().nullable() }),
  keys: z.array(keyStateSchema),
  /** Purposes whose model is set by the environment. */
  fixed: z.array(z.enum(modelPurposes)),
})
export type KeyStates = z.infer<typeof keyStatesSchema>

const entryName = z.string().regex(/^[\w.-]{1,120}$/, format('entryName'))

/** Configured language models. Responses never contain keys. */
export const modelsContract = {
  list: get('/v1/models', 'List configured models and their uses').output(z.array(modelViewSchema)),
  test: query('/v1/models/{name}/test', 'Test a model with a few short questions')
    .input(z.strictObject({ name: z.string() }))
    .output(modelTestSchema),
  tryOut: query('/v1/models/try', 'Test a model that is not stored', ['E_TYPE', 'E_REQUIRED'])
    .input(modelInputSchema)
    .output(modelTestSchema),
  save: put('/v1/models', 'Add or replace a model', [
    'E_STATE',
    'E_TYPE',
    'E_REQUIRED',
    'E_NOT_FOUND',
    'E_DUPLICATE_ID',
  ])
    .input(z.strictObject({ model: modelInputSchema, replaces: z.string().nullable().default(null) }))
    .output(z.array(modelViewSchema)),
  remove: del('/v1/models/{name}', 'Delete a model', ['E_STATE'])
    .input(z.strictObject({ name: z.string() }))
    .output(z.array(modelViewSchema)),
  use: put('/v1/models/use/{purpose}', 'Set the model for a purpose; null: none', ['E_STATE'])
    .input(z.strictObject({ purpose: z.enum(modelPurposes), name: z.string().nullable() }))
    .output(z.array(modelViewSchema)),
  keyStates: get('/v1/models/keys', 'List names of stored keys, without the keys').output(keyStatesSchema),
  keepKey: put('/v1/models/keys/{entry}', 'Store a key in the system keystore', ['E_STATE'])
    .meta(secretlyAsked)
    .input(z.strictObject({ entry: entryName, key: z.string().trim().min(1).max(2000) }))
    .output(keyStatesSchema),
  forgetKey: del('/v1/models/keys/{entry}', 'Delete a key from the keystore', ['E_STATE'])
    .input(z.strictObject({ entry: entryName }))
    .output(keyStatesSchema),
}
