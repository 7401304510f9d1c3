import type { LanguageModel } from 'ai'
import { assertNever } from '#shared/assert.ts'
import type { Fetch } from './network.ts'
import type { ModelEntry, StructuredMode } from './settings.ts'

/** An instance of a provider's model, never its name: the SDK would send a name to a gateway of its maker. */
export type ProviderModel = Exclude<LanguageModel, string>

interface Access {
  readonly apiKey: string | null
  readonly fetch: Fetch
}

/**
 * Address and key are always given, also where the SDK has the same one: it would look for others in the environment.
 * Every provider is loaded when it is first used.
 */
export async function openModel(entry: ModelEntry, { apiKey, fetch }: Access): Promise<ProviderModel> {
  const key = apiKey ?? ''
  switch (entry.kind) {
    case 'openai': {
      const { createOpenAI } = await import('@ai-sdk/openai')
      return createOpenAI({ apiKey: key, baseURL: 'https://api.openai.com/v1', fetch })(entry.model)
    }
    case 'anthropic': {
      const { createAnthropic } = await import('@ai-sdk/anthropic')
      return createAnthropic({ apiKey: key, baseURL: 'https://api.anthropic.com/v1', fetch })(entry.model)
    }
    case 'google': {
      const { createGoogle } = await import('@ai-sdk/google')
      const baseURL = 'https://generativelanguage.googleapis.com/v1beta'
      return createGoogle({ apiKey: key, baseURL, fetch })(entry.model)
    }
    case 'compatible': {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const { name, baseURL, structured } = entry
      const supportsStructuredOutputs = structured === 'json_schema'
      const access = apiKey === null ? {} : { apiKey }
      return createOpenAICompatible({ name, baseURL, ...access, fetch, supportsStructuredOutputs })(
        entry.model,
      )
    }
    default:
      return assertNever(entry)
  }
}

export const modeOf = (entry: ModelEntry): StructuredMode =>
  entry.kind === 'compatible' ? entry.structured : 'json_schema'

/** Nothing of a request is to stay with the provider; of the four only OpenAI keeps answers unless told not to. */
export const providerOptions = { openai: { store: false } }
