import { isIP } from 'node:net'
import { z } from 'zod'
import { type Format, format } from '#shared/model/format.ts'
import { addressKind, hostOf, isLocalName } from '../base/public-address.ts'
import { type Purpose, purposes } from './port.ts'

/**
 * How the server gets the form of the answer: as a schema, as a JSON flag, or only in the prompt. The prompt includes
 * the form in every mode.
 */
export const structuredModes = ['json_schema', 'json_object', 'prompt'] as const
export type StructuredMode = (typeof structuredModes)[number]

/** Switchyard's own variables, for any provider: `SWITCHYARD_MODEL_KEY`, `SWITCHYARD_MODEL_KEY_LAPTOP`. */
const ownVariable = z.string().regex(/^SWITCHYARD_MODEL_KEY(_[A-Z0-9]+){0,4}$/, format('modelKeyVariable'))

/**
 * Reference to an API key, never the key itself. Only variables for model keys are allowed, and a provider's usual
 * variable only for that provider. A setting therefore cannot send another secret from the environment.
 */
const keyOf = (...usual: string[]) =>
  z.discriminatedUnion('from', [
    z.strictObject({
      from: z.literal('environment'),
      variable: usual.length === 0 ? ownVariable : z.union([z.enum(usual), ownVariable]),
    }),
    z.strictObject({ from: z.literal('keystore'), entry: z.string().min(1).max(120) }),
  ])

export type KeyReference = z.infer<ReturnType<typeof keyOf>>

/** Resolves with the API key; null if the reference has none. */
export type ReadKey = (reference: KeyReference) => Promise<string | null>

const common = {
  name: z.string().regex(/^[\w.-]{1,60}$/, format('entryName')),
  /** Name of the model at its provider. */
  model: z.string().regex(/^[\w.:/@+-]{1,200}$/, format('modelId')),
  /**
   * Overrides the price list. Price of a million input and a million output tokens, such as `0.50/1.50 EUR`, or
   * `free`.
   */
  price: z
    .string()
    .regex(/^(?:free|\d{1,6}(?:\.\d{1,6})?\/\d{1,6}(?:\.\d{1,6})? [A-Z]{3})$/, format('modelPrice'))
    .optional(),
}

const hosted = [
  z.strictObject({ ...common, kind: z.literal('openai'), apiKey: keyOf('OPENAI_API_KEY') }),
  z.strictObject({ ...common, kind: z.literal('anthropic'), apiKey: keyOf('ANTHROPIC_API_KEY') }),
  z.strictObject({
    ...common,
    kind: z.literal('google'),
    apiKey: keyOf('GOOGLE_GENERATIVE_AI_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_API_KEY'),
  }),
] as const

/** Any server with OpenAI's chat completions API: Ollama, LM Studio, llama.cpp, vLLM, a gateway. */
const compatible = z
  .strictObject({
    ...common,
    kind: z.literal('compatible'),
    baseURL: z.string().max(500),
    apiKey: keyOf().nullable(),
    structured: z.enum(structuredModes),
  })
  .superRefine(({ baseURL, apiKey }, context) => {
    const fault = faultOfUrl(baseURL, apiKey !== null)
    if (fault !== null) context.addIssue({ code: 'custom', path: ['baseURL'], message: format(fault) })
  })

export const modelEntrySchema = z.discriminatedUnion('kind', [...hosted, compatible])
export type ModelEntry = z.infer<typeof modelEntrySchema>
export type CompatibleEntry = Extract<ModelEntry, { kind: 'compatible' }>

export const modelSettingsSchema = z
  .strictObject({
    entries: z.array(modelEntrySchema).max(50),
    /** Entry name for each purpose; null: the built-in method without a model. */
    use: z.strictObject({
      planning: common.name.nullable(),
      deciding: common.name.nullable(),
      working: common.name.nullable(),
    }),
  })
  .superRefine(({ entries, use }, context) => {
    const names = entries.map(({ name }) => name)
    if (new Set(names).size < names.length) {
      context.addIssue({ code: 'custom', path: ['entries'], message: format('uniqueModel') })
    }
    for (const purpose of purposes) {
      const name = use[purpose]
      if (name === null || names.includes(name)) continue
      context.addIssue({ code: 'custom', path: ['use', purpose], message: format('modelName') })
    }
  })
export type ModelSettings = z.infer<typeof modelSettingsSchema>

export const noModels: ModelSettings = {
  entries: [],
  use: { planning: null, deciding: null, working: null },
}

export const findEntry = ({ entries, use }: ModelSettings, purpose: Purpose): ModelEntry | null =>
  entries.find(({ name }) => name === use[purpose]) ?? null

/**
 * Copies the settings with another model for deciding: an existing entry by name, or another model of the same server.
 */
export function withDecider(settings: ModelSettings, model: string): ModelSettings {
  const { entries, use } = settings
  if (entries.some(({ name }) => name === model)) return { entries, use: { ...use, deciding: model } }
  const base = findEntry(settings, 'deciding') ?? entries[0]
  if (base === undefined) return settings
  const names = new Set(entries.map(({ name }) => name))
  let name = 'other-decider'
  for (let at = 2; names.has(name); at += 1) name = `other-decider-${at}`
  const other = { ...base, name, model }
  return { entries: [...entries, other], use: { ...use, deciding: other.name } }
}

/** Label as recorded with a decision, such as `local/qwen3:8b` or `openai/gpt-5`. */
export const labelOf = (entry: ModelEntry): string =>
  `${entry.kind === 'compatible' ? entry.name : entry.kind}/${entry.model}`

function faultOfUrl(text: string, hasKey: boolean): Format | null {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return 'modelUrl'
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'modelUrlParts'
  }
  const host = hostOf(url)
  const kind = isIP(host) === 0 ? (isOwnName(host) ? 'loopback' : 'public') : addressKind(host)
  if (!reachable.includes(kind)) return 'modelUrlHost'
  const isReadable = url.protocol === 'http:' && kind === 'public'
  return hasKey && isReadable ? 'modelUrlScheme' : null
}

const reachable = ['public', 'loopback', 'private', 'shared']

/** True if the model runs on this machine. */
export function isOnThisMachine(entry: ModelEntry): boolean {
  const host = entry.kind === 'compatible' ? hostOf(new URL(entry.baseURL)) : ''
  return isLocalName(host) || (isIP(host) !== 0 && addressKind(host) === 'loopback')
}

/** Host names that no public resolver answers. */
const isOwnName = (host: string): boolean =>
  isLocalName(host) || !host.includes('.') || /\.(local|lan|home\.arpa|internal)$/.test(host)
