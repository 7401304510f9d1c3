import type { AssistantModelMessage, UserModelMessage } from 'ai'
import { z } from 'zod'
import { findObject } from './form.ts'
import type { Message, Reply } from './port.ts'
import { renderPrompt } from './prompt.ts'

/** For servers that are told everything in the prompt: a tool is asked for with one JSON object as the whole answer. */
const callSchema = z.strictObject({ tool: z.string().max(200), arguments: z.json() })

interface ToldTool {
  readonly name: string
  readonly description: string
  readonly parameters: object
}

export function tellTools(instructions: string, tools: readonly ToldTool[]): string {
  if (tools.length === 0) return instructions
  const list = tools.map(({ name, description, parameters }) =>
    [`Tool ${name}`, description, `Its arguments fit: ${JSON.stringify(parameters)}`].join('\n'),
  )
  const how =
    'To use a tool, answer with one JSON object and nothing else: {"tool": "its name", "arguments": {…}}. ' +
    'One tool at a time; what it came to is told to you, and then you go on. An answer in any other form is your last.'
  return [instructions, how, ...list].join('\n\n')
}

/** An answer that is no call, whatever it is, is what the model says. */
export function readCalls(text: string, turn: number): Pick<Reply, 'text' | 'toolCalls'> {
  const found = findObject(text)
  const call = found.ok ? callSchema.safeParse(found.value).data : undefined
  if (call === undefined) return { text, toolCalls: [] }
  return {
    text: '',
    toolCalls: [{ id: `call_${turn}`, name: call.tool, input: call.arguments, again: null }],
  }
}

export function renderInText(message: Message): (UserModelMessage | AssistantModelMessage)[] {
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
        content: `What ${name} came to:\n\n${renderPrompt(parts)}`,
      }))
  }
}
