import type { AssistantContent, ModelMessage } from 'ai'
import { z } from 'zod'
import { ok, type Result } from '#shared/result.ts'
import { noEntry, noModel } from './failures.ts'
import type { ConverseRequest, Message, ModelFailure, Reply, ToolCall } from './port.ts'
import { renderInstructions, renderPrompt } from './prompt.ts'
import { modeOf } from './providers.ts'
import { type ModelsOptions, send, visit } from './session.ts'
import { findEntry, type ModelEntry } from './settings.ts'
import { readCalls, renderInText, tellTools } from './tools-in-text.ts'

/** One turn of a conversation with tools. Retries, deadline, cost and redaction are those of every request. */
export function converseWith(
  { entry: name, instructions, messages, tools, maxOutputTokens, ...times }: ConverseRequest,
  options: ModelsOptions,
): Promise<Result<Reply, ModelFailure>> {
  const { settings, ...access } = options
  const { entries, use } = settings()
  const found =
    name === null ? findEntry({ entries, use }, 'working') : entries.find((each) => each.name === name)
  const entry = found ?? (name === null ? noModel('working') : noEntry(name))
  const rendered = tools.map(({ description, ...rest }) => ({
    ...rest,
    description: renderPrompt(description),
  }))
  const isInText = 'kind' in entry && modeOf(entry) === 'prompt'
  const told = {
    instructions: renderInstructions(isInText ? tellTools(instructions, rendered) : instructions, null),
    schema: null,
    tools: isInText ? [] : rendered,
    maxOutputTokens,
  }
  const { deadlineMs, abortSignal } = times
  return visit(entry, { told, deadlineMs, abortSignal, options: access }, async (session) => {
    const said = isInText
      ? messages.flatMap(renderInText)
      : messages.map((each) => render(each, session.call.entry))
    const called = await send(session, said)
    if (!called.ok) return called
    const { text, toolCalls } = called.value
    return ok(isInText ? readCalls(text, messages.length) : { text, toolCalls })
  })
}

function render(message: Message, entry: ModelEntry): ModelMessage {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: renderPrompt(message.parts) }
    case 'assistant': {
      const text: AssistantContent = message.text === '' ? [] : [{ type: 'text', text: message.text }]
      return {
        role: 'assistant',
        content: [...text, ...message.toolCalls.map((each) => renderCall(each, entry))],
      }
    }
    case 'tool':
      return {
        role: 'tool',
        content: message.results.map(({ id, name, parts }) => ({
          type: 'tool-result',
          toolCallId: id,
          toolName: name,
          output: { type: 'text', value: renderPrompt(parts) },
        })),
      }
  }
}

const againSchema = z.record(z.string(), z.record(z.string(), z.json()))

function renderCall({ id, name, input, again }: ToolCall, { kind }: ModelEntry) {
  const providerOptions = kind === 'google' ? againSchema.safeParse(again).data : undefined
  return {
    type: 'tool-call' as const,
    toolCallId: id,
    toolName: name,
    // Arguments that were no JSON are told back in a form that every server takes.
    input:
      typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { unreadable: input },
    ...(providerOptions !== undefined && { providerOptions }),
  }
}
