import { z } from 'zod'
import { type ToolKind, toolKinds } from '#shared/model/agents/acp-agent.ts'
import type { Json } from '#shared/model/json.ts'
import { words } from '#shared/words/words.ts'

export type Update =
  | { readonly type: 'message'; readonly text: string; readonly messageId: string | null }
  | { readonly type: 'tool'; readonly call: ToolCall }
  | { readonly type: 'plan'; readonly entries: readonly PlanEntry[] }
  | { readonly type: 'usage'; readonly used: number; readonly size: number; readonly cost: Cost | null }
  /** A thought, or an update without information about the work. */
  | { readonly type: 'other' }
  /** An invalid message that matters. */
  | { readonly type: 'fault'; readonly message: string }

const textSchema = z.object({ type: z.literal('text'), text: z.string() })
const changeSchema = z
  .object({
    type: z.literal('diff'),
    path: z.string(),
    /** Null: the file is new. */
    oldText: z.string().nullish(),
    newText: z.string(),
  })
  .transform(({ path, oldText = null, newText }) => ({ path, oldText, newText }))

/** A file change as reported by the agent. The file itself has not been read. */
export type Change = z.infer<typeof changeSchema>

const kindSchema = z.string().max(100).nullish().catch(null)

/** Lenient for decoration, strict for changes: a partly parsed change would hide what the agent does. */
export const toolCallSchema = z
  .object({
    toolCallId: z.string(),
    title: z.string().nullish().catch(null),
    /** `switch_mode` and unknown kinds are shown in the agent's own words. */
    kind: kindSchema,
    status: kindSchema,
    locations: z
      .array(z.object({ path: z.string() }))
      .nullish()
      .catch(null),
    rawInput: z.json().optional(),
    content: z.array(z.json()).nullish(),
  })
  .transform(({ toolCallId, title, kind, status, locations, rawInput, content }) => ({
    id: toolCallId,
    title: title ?? null,
    kind: kind ?? null,
    status: status ?? null,
    paths: locations?.map(({ path }) => path) ?? null,
    input: rawInput ?? null,
    changes: orNull(content?.flatMap(changeOf)),
    /** Other content, unchanged. */
    others: content?.filter((each) => !changeSchema.safeParse(each).success) ?? null,
  }))

/** A tool call as the agent reports it; null means that the message omits the field. */
export type ToolCall = z.infer<typeof toolCallSchema>

/** The output of a finished tool call contains no changes; earlier reported changes stay valid. */
const orNull = (changes: Change[] | undefined): Change[] | null =>
  changes === undefined || changes.length === 0 ? null : changes

function changeOf(content: Json): Change[] {
  const read = changeSchema.safeParse(content).data
  return read === undefined ? [] : [read]
}

const chunkSchema = z.object({ content: textSchema, messageId: z.string().nullish() })
const planSchema = z.object({
  entries: z.array(
    z.object({
      content: z.string(),
      status: z.enum(['pending', 'in_progress', 'completed']).catch('pending'),
    }),
  ),
})
export type PlanEntry = z.infer<typeof planSchema>['entries'][number]

const usageSchema = z.object({
  used: z.number(),
  size: z.number(),
  cost: z.object({ amount: z.number().min(0).max(1e9), currency: z.string() }).nullish(),
})
export type Cost = NonNullable<z.infer<typeof usageSchema>['cost']>

const updateSchema = z.object({
  sessionId: z.string(),
  update: z.looseObject({ sessionUpdate: z.string() }),
})

const other: Update = { type: 'other' }

/** Parses a `session/update` of this session. An unknown form yields an empty update. */
export function readUpdate(params: unknown, sessionId: string | null): Update {
  const read = updateSchema.safeParse(params)
  if (!read.success || read.data.sessionId !== sessionId) return other
  const { update } = read.data
  switch (update.sessionUpdate) {
    case 'agent_message_chunk':
      return messageOf(update)
    case 'tool_call':
    case 'tool_call_update': {
      const call = toolCallSchema.safeParse(update).data
      return call === undefined ? other : { type: 'tool', call }
    }
    case 'plan': {
      const plan = planSchema.safeParse(update).data
      return plan === undefined ? other : { type: 'plan', entries: plan.entries }
    }
    case 'usage_update':
      return usageOf(update)
    default:
      return other
  }
}

function messageOf(update: unknown): Update {
  const chunk = chunkSchema.safeParse(update).data
  if (chunk === undefined) return other
  return { type: 'message', text: chunk.content.text, messageId: chunk.messageId ?? null }
}

/** An ignored cost would be spending that nobody sees. */
function usageOf(update: unknown): Update {
  const usage = usageSchema.safeParse(update)
  if (!usage.success) return { type: 'fault', message: words.agentFailures.usageInvalid }
  const { used, size, cost = null } = usage.data
  return { type: 'usage', used, size, cost }
}

/** A later report of the same tool call replaces the earlier fields. */
export const merged = (before: ToolCall | undefined, now: ToolCall): ToolCall => ({
  ...(before ?? now),
  ...Object.fromEntries(Object.entries(now).filter(([, said]) => said !== null)),
})

export const isToolKind = (kind: string | null): kind is ToolKind => toolKinds.some((each) => each === kind)
