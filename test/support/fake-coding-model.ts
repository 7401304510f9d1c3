import { createServer, type ServerResponse } from 'node:http'
import { z } from 'zod'

const chatSchema = z.looseObject({
  stream: z.boolean().default(false),
  messages: z.array(z.looseObject({ role: z.string(), content: z.unknown() })),
  tools: z.array(z.looseObject({ function: z.looseObject({ name: z.string() }) })).default([]),
})
export type Chat = z.infer<typeof chatSchema>

/** Next output of the model: text, or one tool call. */
export type Move =
  | { readonly say: string }
  | { readonly call: string; readonly arguments: Readonly<Record<string, unknown>> }

const usage = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 }

/**
 * A real loopback server with OpenAI's streamed chat completions and tool calls, for coding agents. A chat without
 * tools (for the title of the session) gets a fixed answer. Every other chat takes the next move.
 */
export async function openFakeCodingModel(moves: readonly Move[]) {
  const chats: Chat[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const chat = chatSchema.safeParse(JSON.parse(Buffer.concat(chunks).toString() || '{}'))
    if (!chat.success) return void response.writeHead(404).end()
    const move = chat.data.tools.length === 0 ? { say: 'Title' } : (moves[chats.length] ?? { say: 'Done.' })
    if (chat.data.tools.length > 0) chats.push(chat.data)
    answer(response, move, chats.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port')
  return {
    baseURL: `http://127.0.0.1:${address.port}/v1`,
    /** Chats with tools, in order. */
    chats,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answer(response: ServerResponse, move: Move, count: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const delta =
    'say' in move
      ? { role: 'assistant', content: move.say }
      : {
          role: 'assistant',
          tool_calls: [
            {
              index: 0,
              id: `call_${count}`,
              type: 'function',
              function: { name: move.call, arguments: JSON.stringify(move.arguments) },
            },
          ],
        }
  const send = (choice: object, more: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'fake', choices: [choice], ...more })}\n\n`,
    )
  send({ index: 0, delta, finish_reason: null })
  send({ index: 0, delta: {}, finish_reason: 'say' in move ? 'stop' : 'tool_calls' }, { usage })
  response.end('data: [DONE]\n\n')
}
