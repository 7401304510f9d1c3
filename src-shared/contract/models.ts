import { z } from 'zod'
import { del, get, put, query, secretlyAsked } from './builders.ts'

export const modelKinds = ['openai', 'anthropic', 'google', 'compatible'] as const
export const modelPurposes = ['planning', 'deciding', 'working'] as const
export type ModelPurpose = (typeof modelPurposes)[number]

/** Where a key is: a variable of the environment or an entry of the keystore, by its name. Never the key. */
const keyPlaceSchema = z.strictObject({
  from: z.enum(['environment', 'keystore']),
  name: z.string().min(1).max(120),
})

/** An entry as a person writes it; null where it has no meaning for its kind, or the usual is meant. */
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
  /** How its server is told the form of an answer; null: the provider's own way. */
  structured: z.string().nullable(),
  /** `planning`, `deciding`, `working`. */
  usedFor: z.array(z.string()),
  /** The address of a local or self-hosted server. */
  baseURL: z.string().nullable(),
  /** As it was written; null: the price list, or nobody, knows. */
  price: z.string().nullable(),
  key: z.object({ from: z.enum(['environment', 'keystore']), name: z.string() }).nullable(),
  /** An entry of the environment cannot be changed here. */
  from: z.enum(['environment', 'settings']),
})
export type ModelView = z.infer<typeof modelViewSchema>

export const modelTestSchema = z.object({
  isWorking: z.boolean(),
  /** The best way that the server keeps to; null where nothing works. */
  mode: z.string().nullable(),
  /** The models of the server; null when it does not list them. */
  models: z.array(z.string()).nullable(),
  /** To a person: what is wrong; null: nothing. */
  failure: z.string().nullable(),
  /** All of the test. */
  ms: z.number(),
})
export type ModelTest = z.infer<typeof modelTestSchema>

const keyStateSchema = z.object({
  /** The entry that it is of. */
  name: z.string(),
  isThere: z.boolean(),
  /** Its last four characters; null: there is none, or it is too short to show any of it. */
  end: z.string().nullable(),
})
export const keyStatesSchema = z.object({
  keystore: z.object({ isThere: z.boolean(), problem: z.string().nullable() }),
  keys: z.array(keyStateSchema),
  /** Purposes for which the environment says what is used. */
  fixed: z.array(z.enum(modelPurposes)),
})
export type KeyStates = z.infer<typeof keyStatesSchema>

const entryName = z.string().regex(/^[\w.-]{1,120}$/, 'an entry is letters, digits, dots and dashes')

/** Language models as they are set; keys are never among it. */
export const modelsContract = {
  list: get('/v1/models', 'The models that are set, and what each is used for').output(
    z.array(modelViewSchema),
  ),
  test: query('/v1/models/{name}/test', 'Ask a model a few short questions, to see whether it can be used')
    .input(z.strictObject({ name: z.string() }))
    .output(modelTestSchema),
  tryOut: query('/v1/models/try', 'The same of one that is not kept', ['E_TYPE', 'E_REQUIRED'])
    .input(modelInputSchema)
    .output(modelTestSchema),
  save: put('/v1/models', 'Keep a model, new or in the place of another', [
    'E_STATE',
    'E_TYPE',
    'E_REQUIRED',
    'E_NOT_FOUND',
    'E_DUPLICATE_ID',
  ])
    .input(z.strictObject({ model: modelInputSchema, replaces: z.string().nullable().default(null) }))
    .output(z.array(modelViewSchema)),
  remove: del('/v1/models/{name}', 'Forget a model that was kept', ['E_STATE'])
    .input(z.strictObject({ name: z.string() }))
    .output(z.array(modelViewSchema)),
  use: put('/v1/models/use/{purpose}', 'Which model a purpose is for; null: none', ['E_STATE'])
    .input(z.strictObject({ purpose: z.enum(modelPurposes), name: z.string().nullable() }))
    .output(z.array(modelViewSchema)),
  keyStates: get('/v1/models/keys', 'Which keys are there, never the keys').output(keyStatesSchema),
  keepKey: put('/v1/models/keys/{entry}', 'Put a key into the system keystore', ['E_STATE'])
    .meta(secretlyAsked)
    .input(z.strictObject({ entry: entryName, key: z.string().trim().min(1).max(2000) }))
    .output(keyStatesSchema),
  forgetKey: del('/v1/models/keys/{entry}', 'Take a key out of the keystore', ['E_STATE'])
    .input(z.strictObject({ entry: entryName }))
    .output(keyStatesSchema),
}
