import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import { messageSchema, type PromptPart, toolCallSchema, toolResultSchema } from '../../models/port.ts'

const tokens = z.number().nullable()

/** A conversation as it stands: all that the next attempt needs to go on where this one asked a person. */
const talkSchema = z.object({
  version: z.literal(1),
  /** The hash of the agent's configuration. With another configuration, permissions are asked again. */
  configHash: z.string(),
  messages: z.array(messageSchema),
  /** The open tool calls of the last answer, and the results of the others. */
  pending: z.array(toolCallSchema),
  results: z.array(toolResultSchema),
  /** The first of `pending` waits for the answer to this question. */
  asked: z
    .object({
      kind: z.enum(['permission', 'tool_question']),
      /** The number of the attempt that asked, and how many answers it had. */
      attempt: z.number(),
      answers: z.number(),
    })
    .nullable(),
  /** Questions of the first pending tool, with their answers, in order. */
  elicited: z.array(z.json()),
  turns: z.number(),
  /** Calls in a row that no tool could take, and empty answers. */
  misuses: z.number(),
  /** Something was done that may not be done twice unasked. */
  hasActed: z.boolean(),
  written: z.array(z.tuple([z.string(), z.number()])),
  model: z.string().nullable(),
  input: tokens,
  output: tokens,
  costMicros: tokens,
})
export type Talk = z.infer<typeof talkSchema>

export const beginTalk = (configHash: string, parts: readonly PromptPart[]): Talk => ({
  version: 1,
  configHash,
  messages: [{ role: 'user', parts: [...parts] }],
  pending: [],
  results: [],
  asked: null,
  elicited: [],
  turns: 0,
  misuses: 0,
  hasActed: false,
  written: [],
  model: null,
  input: 0,
  output: 0,
  costMicros: 0,
})

/** Null: the memo is none of ours. */
export const readTalk = (memo: Json): Talk | null => talkSchema.safeParse(memo).data ?? null

/** Characters of JSON: within what a memo may have, and what most models can still take in. */
const maxTalk = 400_000
const leftOut: PromptPart = { kind: 'text', text: '[left out: the conversation is too long]' }
const longText = 1000

/** The same conversation within the limit: what tools came to goes first, oldest first, then the long texts they were given. */
export function shortenTalk(messages: Talk['messages'], limit = maxTalk): Talk['messages'] {
  let excess = JSON.stringify(messages).length - limit
  if (excess <= 0) return messages
  // The newest exchange stays whole as long as anything else can go.
  const shorten = (shortened: (message: Talk['messages'][number]) => Talk['messages'][number]) =>
    messages.map((message, index) => {
      if (excess <= 0 || index >= messages.length - 2) return message
      const less = shortened(message)
      excess -= JSON.stringify(message).length - JSON.stringify(less).length
      return less
    })
  messages = shorten(withoutResults)
  return shorten(withoutInputs)
}

const withoutResults = (message: Talk['messages'][number]): Talk['messages'][number] =>
  message.role === 'tool'
    ? { ...message, results: message.results.map((each) => ({ ...each, parts: [leftOut] })) }
    : message

const withoutInputs = (message: Talk['messages'][number]): Talk['messages'][number] =>
  message.role === 'assistant'
    ? { ...message, toolCalls: message.toolCalls.map((each) => ({ ...each, input: shortInput(each.input) })) }
    : message

function shortInput(input: Json): Json {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const short = (value: Json): Json => (JSON.stringify(value).length > longText ? '[left out]' : value)
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, short(value)]))
}

/** Characters of JSON that the engine takes, less a little. */
const maxMemo = 900_000

/** All that the next attempt needs, within what is kept of it. */
export function memoOf(talk: Talk, asked: NonNullable<Talk['asked']>): Json {
  const whole = { ...talk, asked, messages: shortenTalk(talk.messages) }
  if (JSON.stringify(whole).length <= maxMemo) return z.json().parse(whole)
  const results = talk.results.map((each) => ({ ...each, parts: [leftOut] }))
  return z.json().parse({ ...whole, results, messages: shortenTalk(talk.messages, maxTalk / 4) })
}
