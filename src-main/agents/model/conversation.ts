import { z } from 'zod'
import type { Json } from '#shared/model/json.ts'
import { messageSchema, type PromptPart, toolCallSchema, toolResultSchema } from '../../models/port.ts'

const tokens = z.number().nullable()

/** Stored conversation: the complete state that the next attempt needs to continue after a question to a person. */
const talkSchema = z.object({
  version: z.literal(1),
  /** Hash of the agent's configuration. If it changes, permissions are requested again. */
  configHash: z.string(),
  messages: z.array(messageSchema),
  /** Unanswered tool calls of the last answer, and the results of its other calls. */
  pending: z.array(toolCallSchema),
  results: z.array(toolResultSchema),
  /** Question that blocks the first call in `pending`; null: none. */
  asked: z
    .object({
      kind: z.enum(['permission', 'tool_question']),
      /** Number of the attempt that asked, and the number of its answers at that time. */
      attempt: z.number(),
      answers: z.number(),
    })
    .nullable(),
  /** Answers to the questions of the first pending tool call, in order. */
  elicited: z.array(z.json()),
  turns: z.number(),
  /** Consecutive invalid tool calls and empty answers. */
  misuses: z.number(),
  /** True once a tool that is not read-only has run. The attempt must then not be repeated automatically. */
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

/** Null: the memo was not written by this adapter. */
export const readTalk = (memo: Json): Talk | null => talkSchema.safeParse(memo).data ?? null

/** Maximum characters of JSON: fits in a memo and in the context of most models. */
const maxTalk = 400_000
const leftOut: PromptPart = {
  kind: 'text',
  text: '[left out: the conversation is too long. Call the tool again if you need its result.]',
}
const longText = 1000

/** Shortens the conversation to the limit. Tool results are dropped first, oldest first, then long tool inputs. */
export function shortenTalk(messages: Talk['messages'], limit = maxTalk): Talk['messages'] {
  let excess = JSON.stringify(messages).length - limit
  if (excess <= 0) return messages
  // The last two messages are never shortened.
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

/** Characters of JSON, slightly below the engine's limit for a memo. */
const maxMemo = 900_000

/** State for the next attempt, shortened to the size limit of a memo. */
export function memoOf(talk: Talk, asked: NonNullable<Talk['asked']>): Json {
  const whole = { ...talk, asked, messages: shortenTalk(talk.messages) }
  if (JSON.stringify(whole).length <= maxMemo) return z.json().parse(whole)
  const results = talk.results.map((each) => ({ ...each, parts: [leftOut] }))
  return z.json().parse({ ...whole, results, messages: shortenTalk(talk.messages, maxTalk / 4) })
}
