import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import type { Money } from '#shared/model/money.ts'
import type { Result } from '#shared/result.ts'

/** The purposes of models. A person selects one model for each, or none. */
export const purposes = ['planning', 'deciding', 'working'] as const
export type Purpose = (typeof purposes)[number]

const dataSchema = z.strictObject({
  kind: z.literal('data'),
  /** In our own words: names that others gave are part of the text. */
  label: z.string(),
  text: z.string(),
  /** Characters; what is longer is cut, and the model is told so. */
  maxLength: z.number(),
})

/**
 * A part of a prompt. `data` is a text from outside: it is fenced, labelled and cut, so that it cannot pass for
 * instructions. No other kind of part may contain such text. All parts together have a limit, too
 * (`models/prompt.ts`).
 */
const partSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  dataSchema,
])
export type PromptPart = z.infer<typeof partSchema>

export interface ModelRequest {
  readonly purpose: Purpose
  /** The role of the model: texts of Switchyard only. */
  readonly instructions: string
  readonly prompt: readonly PromptPart[]
  readonly maxOutputTokens: number
  readonly abortSignal?: AbortSignal
  /** For everything: retries, pauses and the repair turn too. */
  readonly deadlineMs: number
}

/**
 * Asks for data. The schema is an object without alternatives at its root whose fields are all required and, where
 * they may be absent, nullable: `action` is an enum, the rest is refined afterwards. OpenAI's strict mode takes no other.
 */
export interface FormRequest<T> extends ModelRequest {
  readonly schema: z.ZodType<T>
  /** Completes an answer before the schema reads it, such as by fields that were left out. */
  readonly complete?: (answer: unknown) => unknown
}

/** Tokens. Null: the server did not say, which is not 0. */
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

/** The usage of all calls of a request, with or without an answer. */
export interface Spent {
  /** `provider/model`; null when there is none for the purpose. */
  readonly model: string | null
  readonly usage: Usage
  /** Millionths of a unit of the cost's currency, to be added up before rounding; null: unknown. */
  readonly costMicros: number | null
  /** The same, rounded up to whole minor units; null: unknown. */
  readonly cost: Money | null
  readonly ms: number
  /** Requests sent. */
  readonly calls: number
}

export interface Answer<T> extends Spent {
  readonly value: T
  /** As the model gave it, its reasoning left out. */
  readonly text: string
  /** The first answer had not the form asked for; this is the second. */
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

/** Why there is no answer, without any key in it. */
export interface Failure {
  readonly type: ModelFailureType
  /** To a person: what happened, and what they can do. */
  readonly message: string
  /** The same request may be answered later. */
  readonly isRetryable: boolean
  /** How long the server asked to wait; null: it did not say. */
  readonly retryAfterMs: number | null
  /** The last answer, where there was one and it had not the form asked for. */
  readonly text?: string
}

export interface ModelFailure extends Failure, Spent {}

/** Something that a model may ask to have done. Whether it is done, and how, is not its affair. */
export interface Tool {
  /** `[A-Za-z0-9_-]{1,64}`, as every provider takes it. */
  readonly name: string
  readonly description: readonly PromptPart[]
  /** A JSON Schema of an object. */
  readonly parameters: { readonly [key: string]: Json }
}

export const toolCallSchema = z.strictObject({
  /** Its own among the calls of one message. */
  id: z.string(),
  /** The name of the tool, which may not exist. */
  name: z.string(),
  /** As the model gave them: an object if all is well, a text if they were not even JSON. */
  input: z.json(),
  /** Data that the provider wants back with it. */
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
  /** The name of a model's entry; null: the one for working. */
  readonly entry: string | null
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
}

/** A turn of a conversation: text and tool calls of the model. */
export interface Reply extends Spent {
  readonly text: string
  readonly toolCalls: ToolCall[]
}

/** The only way to a model. Nothing is thrown for what a server does. */
export interface Models {
  ask<T>(request: FormRequest<T>): Promise<Result<Answer<T>, ModelFailure>>
  /** Runs one turn; the caller stores the conversation. */
  converse(request: ConverseRequest): Promise<Result<Reply, ModelFailure>>
}
