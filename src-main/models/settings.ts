import { isIP } from 'node:net'
import { z } from 'zod'
import { addressKind, hostOf, isLocalName } from '../base/public-address.ts'
import { type Purpose, purposes } from './port.ts'

/** How a server is told the form: by a schema, by "some JSON", or in the prompt only, where it always is as well. */
export const structuredModes = ['json_schema', 'json_object', 'prompt'] as const
export type StructuredMode = (typeof structuredModes)[number]

/** Ours, for any provider: `SWITCHYARD_MODEL_KEY`, `SWITCHYARD_MODEL_KEY_LAPTOP`. */
const ownVariable = z
  .string()
  .regex(/^SWITCHYARD_MODEL_KEY(_[A-Z0-9]+){0,4}$/, 'a variable is named SWITCHYARD_MODEL_KEY…')

/**
 * The place of a key, never the key. Only variables for model keys can be named, and the usual variable of a provider
 * only for that provider, so that a setting cannot send another secret of the environment.
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

/** Answers with the key, or null when there is none there. */
export type ReadKey = (reference: KeyReference) => Promise<string | null>

const common = {
  /** The name of the entry. */
  name: z.string().regex(/^[\w.-]{1,60}$/, 'a name is letters, digits, dots, dashes and underscores'),
  /** The name of the model at its provider. */
  model: z.string().regex(/^[\w.:/@+-]{1,200}$/, 'a model name has no spaces'),
  /** Goes before the price list: of a million tokens read and a million written, as in `0.50/1.50 EUR`; or `free`. */
  price: z
    .string()
    .regex(
      /^(?:free|\d{1,6}(?:\.\d{1,6})?\/\d{1,6}(?:\.\d{1,6})? [A-Z]{3})$/,
      'a price is of a million tokens read and a million written, such as 0.50/1.50 EUR, or free',
    )
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

/** Any server that speaks OpenAI's chat completions: Ollama, LM Studio, llama.cpp, vLLM, a gateway. */
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
    if (fault !== null) context.addIssue({ code: 'custom', path: ['baseURL'], message: fault })
  })

export const modelEntrySchema = z.discriminatedUnion('kind', [...hosted, compatible])
export type ModelEntry = z.infer<typeof modelEntrySchema>
export type CompatibleEntry = Extract<ModelEntry, { kind: 'compatible' }>

export const modelSettingsSchema = z
  .strictObject({
    entries: z.array(modelEntrySchema).max(50),
    /** The entry's name for each purpose; null: the built-in way without a model. */
    use: z.strictObject({
      planning: common.name.nullable(),
      deciding: common.name.nullable(),
      working: common.name.nullable(),
    }),
  })
  .superRefine(({ entries, use }, context) => {
    const names = entries.map(({ name }) => name)
    const twice = names.find((name, index) => names.indexOf(name) !== index)
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', path: ['entries'], message: `two entries are called ${twice}` })
    }
    for (const purpose of purposes) {
      const name = use[purpose]
      if (name === null || names.includes(name)) continue
      context.addIssue({ code: 'custom', path: ['use', purpose], message: `no entry is called ${name}` })
    }
  })
export type ModelSettings = z.infer<typeof modelSettingsSchema>

export const noModels: ModelSettings = {
  entries: [],
  use: { planning: null, deciding: null, working: null },
}

export const findEntry = ({ entries, use }: ModelSettings, purpose: Purpose): ModelEntry | null =>
  entries.find(({ name }) => name === use[purpose]) ?? null

/** The same with another model for deciding: one of the entries by its name, or another model of the same server. */
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

/** `local/qwen3:8b`, `openai/gpt-5`: as a decision's record names it. */
export const labelOf = (entry: ModelEntry): string =>
  `${entry.kind === 'compatible' ? entry.name : entry.kind}/${entry.model}`

function faultOfUrl(text: string, hasKey: boolean): string | null {
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    return 'the address must be a whole one such as http://127.0.0.1:11434/v1'
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    return 'the address must not carry a user name, a password or anything after ? or #'
  }
  const host = hostOf(url)
  const kind = isIP(host) === 0 ? (isOwnName(host) ? 'loopback' : 'public') : addressKind(host)
  if (!reachable.includes(kind)) return `the address must not be a ${kind.replace('_', '-')} one`
  const isReadable = url.protocol === 'http:' && kind === 'public'
  return hasKey && isReadable ? 'a key goes over https only, except to this machine or its own network' : null
}

const reachable = ['public', 'loopback', 'private', 'shared']

/** Whether the model runs on this machine. */
export function isOnThisMachine(entry: ModelEntry): boolean {
  const host = entry.kind === 'compatible' ? hostOf(new URL(entry.baseURL)) : ''
  return isLocalName(host) || (isIP(host) !== 0 && addressKind(host) === 'loopback')
}

/** Names that no public resolver answers for. */
const isOwnName = (host: string): boolean =>
  isLocalName(host) || !host.includes('.') || /\.(local|lan|home\.arpa|internal)$/.test(host)
