import type { LanguageModel } from 'ai'
import { assertNever } from '#shared/assert.ts'
import type { Fetch } from './network.ts'
import type { ModelEntry, StructuredMode } from './settings.ts'

/** An instance of a provider's model, never its name: the SDK would send a bare name to its vendor's gateway. */
export type ProviderModel = Exclude<LanguageModel, string>

interface Access {
  readonly apiKey: string | null
  readonly fetch: Fetch
}

/**
 * Always sets URL and key, even where the SDK has the same default, because it would otherwise search the environment.
 * Each provider's package is loaded on first use.
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

/** Providers must not store requests. Among the four providers, only OpenAI stores answers by default. */
export const providerOptions = { openai: { store: false } }
