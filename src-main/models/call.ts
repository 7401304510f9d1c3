import type { APICallError, LanguageModelUsage, ModelMessage, ToolSet, TypedToolCall } from 'ai'
import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { hideValues } from '../base/secrets.ts'
import {
  type CallError,
  type CallFailure,
  failureOf,
  failureOfCall,
  refused,
  type Subject,
  truncated,
} from './failures.ts'
import { withoutReasoning } from './form.ts'
import { codesOf } from './network.ts'
import type { ToolCall, Usage } from './port.ts'
import { modeOf, type ProviderModel, providerOptions } from './providers.ts'
import type { ModelEntry } from './settings.ts'
import { countOf, unknownUsage } from './usage.ts'

export interface Call {
  readonly entry: ModelEntry
  readonly model: ProviderModel
  readonly subject: Subject
  readonly instructions: string
  readonly messages: readonly ModelMessage[]
  readonly schema: { readonly [key: string]: unknown } | null
  /** Tools offered to the model; the caller runs them. */
  readonly tools: readonly {
    readonly name: string
    readonly description: string
    readonly parameters: { readonly [key: string]: Json }
  }[]
  readonly maxOutputTokens: number
  readonly signal: AbortSignal
}

export interface Called {
  /** Answer text without reasoning. */
  readonly text: string
  readonly toolCalls: ToolCall[]
  readonly usage: Usage
}

/**
 * Sends one request and returns its answer or failure. An abort is rethrown, because only the caller knows the reason.
 * The SDK neither retries nor validates; callers do both, where attempts are counted and limited.
 */
export async function call(one: Call, now: () => number): Promise<Result<Called, CallFailure>> {
  const sdk = await import('ai')
  // The SDK would print a warning for servers without schema support, although `structured` already covers them.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const form = formatOf(one)
  // Server failures surface as SDK errors. All other errors are bugs and are rethrown.
  try {
    const result = await sdk.generateText({
      model: one.model,
      instructions: one.instructions,
      messages: [...one.messages],
      maxOutputTokens: one.maxOutputTokens,
      maxRetries: 0,
      abortSignal: one.signal,
      telemetry: { isEnabled: false },
      ...(one.entry.kind === 'openai' ? { providerOptions } : {}),
      ...(one.tools.length === 0 ? {} : { tools: toolsOf(one.tools, sdk) }),
      ...(form === null ? {} : { output: { ...sdk.Output.text(), responseFormat: Promise.resolve(form) } }),
    })
    const usage = usageOf(result.usage)
    const { finishReason } = result
    // `output` contains only the answer text, but throws if the SDK sees no output.
    const hasOutput = finishReason === 'stop' || (finishReason !== 'tool-calls' && result.text !== '')
    // Answers are stored and displayed, and a server might repeat the API key.
    const text = hideValues(withoutReasoning(hasOutput ? result.output : result.text), one.subject.secrets)
    const failure = failureOfFinish(finishReason, text, one)
    return failure === null
      ? ok({ text, toolCalls: callsOf(result.toolCalls, one), usage })
      : err({ failure, usage })
  } catch (error) {
    if (one.signal.aborted || !(error instanceof Error) || !isOfServer(error, sdk)) throw error
    return err(
      failureOfCall(
        callErrorOf(error, sdk.APICallError.isInstance(error) ? error : null),
        one.subject,
        now(),
      ),
    )
  }
}

const isOfServer = (error: Error, sdk: typeof import('ai')): boolean =>
  [
    sdk.APICallError,
    sdk.EmptyResponseBodyError,
    sdk.InvalidResponseDataError,
    sdk.JSONParseError,
    sdk.NoContentGeneratedError,
    sdk.TypeValidationError,
  ].some((type) => type.isInstance(error))

const toolsOf = (tools: Call['tools'], { jsonSchema }: typeof import('ai')): ToolSet =>
  Object.fromEntries(
    tools.map(({ name, description, parameters }) => {
      return [name, { description, inputSchema: jsonSchema<never>({ ...parameters }) }]
    }),
  )

/** Maximum number of tool calls in one answer. The model sees that further calls have no result. */
const maxCalls = 32

/**
 * Names and arguments come from the model. The SDK returns the first call for every call with the same id, so
 * duplicates are dropped. The model sees that they have no result.
 */
function callsOf(said: readonly TypedToolCall<ToolSet>[], { entry, subject }: Call): ToolCall[] {
  const single = [...new Map(said.map((each) => [each.toolCallId, each])).values()]
  return single.slice(0, maxCalls).map(({ toolCallId, toolName, input, providerMetadata }, index) => {
    const id = toolCallId !== '' && toolCallId.length <= 200 ? toolCallId : `call_${index + 1}`
    // Google models require the signature of their call in the next turn; the other providers require nothing.
    const again = entry.kind === 'google' ? jsonOf(providerMetadata ?? null, subject) : null
    return { id, name: toolName.slice(0, 200), input: jsonOf(input, subject), again }
  })
}

/** Converts a value to JSON and removes API keys, because a server might repeat one. */
function jsonOf(value: unknown, { secrets }: Subject): Json {
  const text = JSON.stringify(value ?? null, (_, each) =>
    typeof each === 'string' ? hideValues(each, secrets) : each,
  )
  return z.json().parse(JSON.parse(text))
}

function formatOf({ entry, schema }: Call) {
  const mode = modeOf(entry)
  if (schema === null || mode === 'prompt') return null
  return mode === 'json_object'
    ? ({ type: 'json' } as const)
    : ({ type: 'json', schema, name: 'answer' } as const)
}

function failureOfFinish(reason: string, text: string, { subject, maxOutputTokens }: Call) {
  if (reason === 'length') return truncated(subject.label, maxOutputTokens)
  if (reason === 'content-filter') return refused(text, subject)
  if (reason === 'error') {
    return failureOf('server_error', words.modelFailures.brokenOff(subject.label), { isRetryable: true })
  }
  return null
}

function callErrorOf(error: Error, api: APICallError | null): CallError {
  const status = api === null ? 200 : (api.statusCode ?? null)
  // A response whose body broke off still has the earlier success status.
  const isCut = status !== null && status < 300 && codesOf(error).length > 0
  return {
    status: isCut ? null : status,
    headers: api?.responseHeaders ?? {},
    // Only messages in the provider's error format. Other messages of the SDK address programmers.
    said: api?.data === undefined ? '' : api.message,
    body: api?.responseBody ?? '',
    error,
  }
}

function usageOf({
  inputTokens,
  inputTokenDetails,
  outputTokens,
  outputTokenDetails,
}: LanguageModelUsage): Usage {
  const input = countOf(inputTokens)
  const output = countOf(outputTokens)
  if (input === null && output === null) return unknownUsage
  return {
    input,
    output,
    cached: countOf(inputTokenDetails.cacheReadTokens),
    cacheWritten: countOf(inputTokenDetails.cacheWriteTokens),
    reasoning: countOf(outputTokenDetails.reasoningTokens),
  }
}
