import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { Result } from '#shared/result.ts'

/** Purposes of models. A person selects one model or none for each. */
export const purposes = ['planning', 'deciding', 'working'] as const
export type Purpose = (typeof purposes)[number]

const dataSchema = z.strictObject({
  kind: z.literal('data'),
  /** Written by Switchyard. Names from outside belong in `text`. */
  label: z.string(),
  text: z.string(),
  /** In characters. Longer text is cut, and the model is told so. */
  maxLength: z.number(),
})

/**
 * A part of a prompt. `data` is text from outside: it is fenced, labelled and cut, so that it cannot pass for
 * instructions. No other kind may contain such text. All data parts together have a limit as well
 * (`models/prompt.ts`).
 */
const partSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  dataSchema,
])
export type PromptPart = z.infer<typeof partSchema>

export interface ModelRequest {
  readonly purpose: Purpose
  /** The model's role. Contains only text written by Switchyard. */
  readonly instructions: string
  readonly prompt: readonly PromptPart[]
  readonly maxOutputTokens: number
  readonly abortSignal?: AbortSignal
  /** Deadline for the complete request, including retries, delays and the repair turn. */
  readonly deadlineMs: number
}

/**
 * A request for structured data. The schema is an object without alternatives at its root. All fields are required;
 * optional values are nullable. Use an enum such as `action` and refine the rest afterwards. OpenAI's strict mode
 * accepts no other form.
 */
export interface FormRequest<T> extends ModelRequest {
  readonly schema: z.ZodType<T>
  /** Completes an answer before validation, for example with omitted fields. */
  readonly complete?: (answer: unknown) => unknown
}

/** Token counts. Null: the server did not report a count, which differs from 0. */
export interface Usage {
  readonly input: number | null
  readonly output: number | null
  /** Part of `input`: read from the provider's cache. */
  readonly cached: number | null
  /** Part of `input`: written to the provider's cache. */
  readonly cacheWritten: number | null
  /** Part of `output`. */
  readonly reasoning: number | null
}

/** Usage of all calls of a request, whether it succeeded or failed. */
export interface Spent {
  /** `provider/model`; null if no model is selected for the purpose. */
  readonly model: string | null
  readonly usage: Usage
  /** Millionths of a unit of the cost's currency. Add these up before rounding. Null: unknown. */
  readonly costMicros: number | null
  /** `costMicros` rounded up to minor units; null: unknown. */
  readonly cost: Money | null
  readonly ms: number
  /** Number of requests sent. */
  readonly calls: number
}

export interface Answer<T> extends Spent {
  readonly value: T
  /** The model's answer without reasoning. */
  readonly text: string
  /** True: the first answer did not fit the form, and this is the repaired one. */
  readonly repaired: boolean
}

export const modelFailureTypes = [
  'no_model',
  'auth',
  'rate_limited',
  'timeout',
  'refused',
  'truncated',
  'not_in_form',
  'server_error',
  'cancelled',
  'unreachable',
] as const
export type ModelFailureType = (typeof modelFailureTypes)[number]

/** Reason why there is no answer. Never contains an API key. */
export interface Failure {
  readonly type: ModelFailureType
  /** For a person: what happened and what to do about it. */
  readonly message: string
  /** True if the same request may succeed later. */
  readonly isRetryable: boolean
  /** Delay that the server requested; null if it requested none. */
  readonly retryAfterMs: number | null
  /** The last answer, if the failure is that it does not fit the form. */
  readonly text?: string
}

export interface ModelFailure extends Failure, Spent {}

/** An action that a model may request. The application decides whether and how to run it. */
export interface Tool {
  /** `[A-Za-z0-9_-]{1,64}`, which every provider accepts. */
  readonly name: string
  readonly description: readonly PromptPart[]
  /** JSON Schema of an object. */
  readonly parameters: { readonly [key: string]: Json }
}

export const toolCallSchema = z.strictObject({
  /** Unique among the calls of one message. */
  id: z.string(),
  /** Name of the requested tool, which may not exist. */
  name: z.string(),
  /** Arguments from the model: normally an object; a string if they were not valid JSON. */
  input: z.json(),
  /** Data that the provider requires back with the call. */
  again: z.json(),
})
export type ToolCall = z.infer<typeof toolCallSchema>

export const toolResultSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  parts: z.array(partSchema),
})

export const messageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('user'), parts: z.array(partSchema) }),
  z.strictObject({ role: z.literal('assistant'), text: z.string(), toolCalls: z.array(toolCallSchema) }),
  z.strictObject({ role: z.literal('tool'), results: z.array(toolResultSchema) }),
])
export type Message = z.infer<typeof messageSchema>

export interface ConverseRequest extends Omit<ModelRequest, 'purpose' | 'prompt'> {
  /** Name of a model entry; null: the entry for `working`. */
  readonly entry: string | null
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
}

/** A turn of a conversation: text and tool calls from the model. */
export interface Reply extends Spent {
  readonly text: string
  readonly toolCalls: ToolCall[]
}

/** The only interface to models. Server failures are returned, never thrown. */
export interface Models {
  ask<T>(request: FormRequest<T>): Promise<Result<Answer<T>, ModelFailure>>
  /** Runs one turn; the caller stores the conversation. */
  converse(request: ConverseRequest): Promise<Result<Reply, ModelFailure>>
}
