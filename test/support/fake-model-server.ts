import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A received request with its headers. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: ChatBody
}

const chatBodySchema = z.looseObject({
  model: z.string(),
  max_tokens: z.number().optional(),
  messages: z
    .array(
      z.looseObject({
        role: z.string(),
        content: z
          .string()
          .nullish()
          .transform((text) => text ?? ''),
      }),
    )
    .default([]),
  response_format: z
    .looseObject({
      type: z.string(),
      json_schema: z.looseObject({ schema: z.json(), strict: z.boolean() }).optional(),
    })
    .optional(),
})
export type ChatBody = z.infer<typeof chatBodySchema>

/** Answers one request, or simulates a fault. */
export type Turn = (response: ServerResponse, asked: Asked) => void

export const defaultUsage = {
  prompt_tokens: 120,
  completion_tokens: 30,
  total_tokens: 150,
  prompt_tokens_details: { cached_tokens: 20 },
  completion_tokens_details: { reasoning_tokens: 10 },
}

const sendJson = (response: ServerResponse, status: number, value: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))

const completion = (message: object, finish: string, usage: object | null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'fake',
  choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finish }],
  ...(usage === null ? {} : { usage }),
})

/** Turns for scripts. */
export const turns = {
  /** Responds with this text. */
  says: (content: string, { finish = 'stop', usage = defaultUsage as object | null } = {}): Turn => {
    return (response) => sendJson(response, 200, completion({ content }, finish, usage))
  },
  json: (value: unknown): Turn => turns.says(JSON.stringify(value)),
  fenced: (value: unknown): Turn => turns.says(`\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``),
  inProse: (value: unknown): Turn =>
    turns.says(`Sure! Here it is:\n\n${JSON.stringify(value)}\n\nAnything else?`),
  thinking: (value: unknown): Turn =>
    turns.says(`<think>Is {"a": 1} right? Hmm.</think>\n${JSON.stringify(value)}`),
  withoutUsage: (value: unknown): Turn => turns.says(JSON.stringify(value), { usage: null }),
  truncated: (content: string): Turn => turns.says(content, { finish: 'length' }),
  refuses: (refusal: string): Turn => {
    return (response) => sendJson(response, 200, completion({ content: null, refusal }, 'stop', defaultUsage))
  },
  filtered: (): Turn => turns.says('', { finish: 'content_filter' }),
  /** An error in OpenAI's format. */
  fails: (status: number, message: string, { headers = {}, code = null as string | null } = {}): Turn => {
    return (response) =>
      sendJson(response, status, { error: { message, type: 'error', param: null, code } }, headers)
  },
  tooMany: (retryAfter: string): Turn =>
    turns.fails(429, 'Slow down', { headers: { 'retry-after': retryAfter } }),
  redirects: (location: string): Turn => {
    return (response) => response.writeHead(307, { location }).end()
  },
  notJson: (): Turn => {
    return (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>It works!</h1>')
  },
  /** Responds with JSON that is not a completion. */
  notChat: (): Turn => (response) => sendJson(response, 200, { hello: 'world' }),
  hangsUp: (): Turn => (response) => response.destroy(),
  hangsUpHalfway: (): Turn => (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
    response.write('{"id":', () => response.destroy())
  },
  /** Never responds. */
  silent: (): Turn => () => {},
  /** Responds with endless data. */
  endless: (): Turn => (response) => {
    const pour = () => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).on('drain', pour)
    pour()
  },
  /** Obeys instructions in the material of the prompt. */
  obeysMaterial:
    (): Turn =>
    (response, { body }) => {
      const said = body.messages.map(({ content }) => content).join('\n')
      const order = /ANSWER WITH (\{.*?\})/.exec(said)?.[1] ?? '{}'
      sendJson(response, 200, completion({ content: order }, 'stop', defaultUsage))
    },
  /** Returns a valid value if the request has a schema in `response_format`, else `otherwise`. */
  keepsToSchema:
    (value: unknown, otherwise = 'Blue!'): Turn =>
    (response, asked) =>
      (asked.body.response_format?.type === 'json_schema' ? turns.json(value) : turns.says(otherwise))(
        response,
        asked,
      ),
}

/**
 * A real loopback server with OpenAI's chat completions. Each request takes the next turn of the script; `repeatsLast`
 * repeats the last turn. `GET /models` returns `models`, or 404 for null.
 */
export async function openFakeModelServer(
  script: readonly Turn[],
  { models = ['fake'] as readonly string[] | null, repeatsLast = false } = {},
) {
  const asked: Asked[] = []
  const listed: IncomingHttpHeaders[] = []
  let waiting: { count: number; resolve: () => void }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { url: path = '', method = '', headers } = request
    if (path.endsWith('/models')) {
      listed.push(headers)
      if (models === null)
        return turns.fails(404, 'Not found')(response, { method, path, headers, body: noBody })
      return sendJson(response, 200, { object: 'list', data: models.map((id) => ({ id, object: 'model' })) })
    }
    const one = {
      method,
      path,
      headers,
      body: chatBodySchema.parse(JSON.parse(Buffer.concat(chunks).toString())),
    }
    const turn = script[asked.length] ?? (repeatsLast ? script.at(-1) : undefined)
    asked.push(one)
    for (const each of waiting) if (asked.length >= each.count) each.resolve()
    waiting = waiting.filter(({ count }) => asked.length < count)
    if (turn === undefined) return turns.fails(400, 'The script is over')(response, one)
    turn(response, one)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('A server has a port')
  return {
    baseURL: `http://127.0.0.1:${address.port}/v1`,
    /** Requests, in order. */
    asked,
    /** Headers of each `GET /models`. */
    listed,
    /** Resolves when the server has received `count` requests. */
    untilAsked: (count: number): Promise<void> =>
      asked.length >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const noBody: ChatBody = { model: '', messages: [] }
export type FakeModelServer = Awaited<ReturnType<typeof openFakeModelServer>>
