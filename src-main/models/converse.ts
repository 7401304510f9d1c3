import type { AssistantContent, AssistantModelMessage, ModelMessage, UserModelMessage } from 'ai'
import { z } from 'zod'
import { ok, type Result } from '#shared/result.ts'
import { noEntry, noModel } from './failures.ts'
import { findObject } from './form.ts'
import type { ConverseRequest, Message, ModelFailure, Reply, ToolCall } from './port.ts'
import { renderInstructions, renderPrompt } from './prompt.ts'
import { modeOf } from './providers.ts'
import { type ModelsOptions, send, visit } from './session.ts'
import { findEntry, type ModelEntry } from './settings.ts'

/** Runs one turn of a conversation with tools. Retries, deadline, cost and redaction work as for every request. */
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
    // Arguments that were not a JSON object are wrapped in one, which every server accepts.
    input:
      typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { unreadable: input },
    ...(providerOptions !== undefined && { providerOptions }),
  }
}

/**
 * For servers that get tools only through the prompt: the model calls a tool by answering with a single JSON object.
 */
const callSchema = z.strictObject({ tool: z.string().max(200), arguments: z.json() })

interface ToldTool {
  readonly name: string
  readonly description: string
  readonly parameters: object
}

function tellTools(instructions: string, tools: readonly ToldTool[]): string {
  if (tools.length === 0) return instructions
  const list = tools.map(
    ({ name, description, parameters }) =>
      `## ${name}\n\n${description}\n\nArguments as JSON Schema: ${JSON.stringify(parameters)}`,
  )
  return [instructions, toolRules, ...list].join('\n\n')
}

const toolRules = `# Tools

- To call a tool, answer with one JSON object and no other text, in this form:
  {"tool": "TOOL_NAME", "arguments": {"PARAMETER_NAME": "VALUE"}}
- Call only the tools below, one per answer. The next message holds the result.
- An answer in any other form is your final answer.`

/** An answer that is not a tool call is the model's text. */
function readCalls(text: string, turn: number): Pick<Reply, 'text' | 'toolCalls'> {
  const found = findObject(text)
  const call = found.ok ? callSchema.safeParse(found.value).data : undefined
  if (call === undefined) return { text, toolCalls: [] }
  return {
    text: '',
    toolCalls: [{ id: `call_${turn}`, name: call.tool, input: call.arguments, again: null }],
  }
}

function renderInText(message: Message): (UserModelMessage | AssistantModelMessage)[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: renderPrompt(message.parts) }]
    case 'assistant': {
      const calls = message.toolCalls.map(({ name, input }) =>
        JSON.stringify({ tool: name, arguments: input }),
      )
      return [
        { role: 'assistant', content: [message.text, ...calls].filter((each) => each !== '').join('\n') },
      ]
    }
    case 'tool':
      return message.results.map(({ name, parts }) => ({
        role: 'user',
        content: `Result of ${name}:\n\n${renderPrompt(parts)}`,
      }))
  }
}
