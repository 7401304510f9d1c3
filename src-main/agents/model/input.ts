import type { InputPart } from '#shared/model/runs/attempt.ts'
import type { ConverseRequest, Message } from '../../models/port.ts'
import { renderInstructions, renderPrompt } from '../../models/prompt.ts'
import { jsonPart, namesPart, textPart } from '../input.ts'

/** The parts of a request as the model receives them. */
export function partsOfRequest({
  instructions,
  messages,
  tools,
}: Pick<ConverseRequest, 'instructions' | 'messages' | 'tools'>): (InputPart | null)[] {
  return [
    textPart('Instructions', renderInstructions(instructions, null)),
    ...messages.flatMap(partsOfMessage),
    namesPart(
      'Tools that it may ask for',
      tools.map(({ name }) => name),
    ),
  ]
}

/** The parts added since the last request; all parts if the conversation was shortened. */
export function partsAdded(
  request: Parameters<typeof partsOfRequest>[0],
  sent: readonly Message[],
): (InputPart | null)[] {
  const isSame = sent.length > 0 && sent.every((message, at) => request.messages[at] === message)
  return isSame ? request.messages.slice(sent.length).flatMap(partsOfMessage) : partsOfRequest(request)
}

function partsOfMessage(message: Message): InputPart[] {
  switch (message.role) {
    case 'user':
      return [textPart('Message', renderPrompt(message.parts))]
    case 'assistant': {
      const calls = message.toolCalls.map(({ name, input }) => ({ name, input }))
      return [
        ...(message.text === '' ? [] : [textPart('What it said earlier', message.text)]),
        ...(calls.length === 0 ? [] : [jsonPart('What it asked for earlier', calls)]),
      ]
    }
    case 'tool':
      return message.results.map(({ name, parts }) =>
        textPart(`What ${name} came to`.slice(0, 200), renderPrompt(parts)),
      )
  }
}
