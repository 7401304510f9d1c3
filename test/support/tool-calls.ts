import type { ServerResponse } from 'node:http'
import type { Json } from '../../src-shared/model/json.ts'
import { type Asked, defaultUsage, type Turn } from './fake-model-server.ts'

export interface WantedCall {
  readonly name: string
  /** An object, or a string that is sent unchanged. */
  readonly input: Json
  readonly id?: string
}

let made = 0

/** A response with tool calls and a text. */
export const calls =
  (
    wanted: WantedCall | readonly WantedCall[],
    { text = '', usage = defaultUsage as object | null } = {},
  ): Turn =>
  (response) => {
    const tool_calls = [wanted].flat().map(({ name, input, id }) => {
      made += 1
      const args = typeof input === 'string' ? input : JSON.stringify(input)
      return { id: id ?? `call_${made}`, type: 'function', function: { name, arguments: args } }
    })
    sendCompletion(response, { content: text === '' ? null : text, tool_calls }, usage)
  }

function sendCompletion(response: ServerResponse, message: object, usage: object | null): void {
  const body = {
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'fake' },
    choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'tool_calls' }],
    ...(usage !== null && { usage }),
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** Names of the offered tools. */
export const offered = ({ body }: Asked): string[] =>
  (Array.isArray(body.tools) ? body.tools : []).flatMap(({ function: { name } }) => [name])

/** Results of the last tool calls, as the model received them. */
export function lastResults({ body }: Asked): string[] {
  const from = body.messages.findLastIndex(({ role }) => role === 'assistant')
  return body.messages
    .slice(from + 1)
    .filter(({ role }) => role === 'tool')
    .map(({ content }) => content)
}

/** Calls the tools in the first texts of the form `CALL {"name": …, "input": …}`, then returns their results. */
export function obeysTools(): Turn {
  let hasObeyed = false
  return (response, asked) => {
    const told = asked.body.messages.map(({ content }) => content).join('\n')
    const orders = [...told.matchAll(/CALL (\{.*\})/g)].map(
      ([, order = '']) => JSON.parse(order) as WantedCall,
    )
    const isNew = orders.length > 0 && !hasObeyed
    hasObeyed ||= isNew
    const turn = isNew ? calls(orders) : saysTo(lastResults(asked).join('\n'))
    turn(response, asked)
  }
}

const saysTo =
  (text: string): Turn =>
  (response) => {
    const body = {
      ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'fake' },
      choices: [
        { index: 0, message: { role: 'assistant', content: `Done. ${text}` }, finish_reason: 'stop' },
      ],
      usage: defaultUsage,
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
