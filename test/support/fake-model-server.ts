import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { z } from 'zod'

/** A request as it arrived, headers and all. */
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

/** Answers one request, or does what servers do instead. */
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

/** The turns that a script is made of. */
export const turns = {
  /** An answer with this text. */
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
  /** JSON, but no completion. */
  notChat: (): Turn => (response) => sendJson(response, 200, { hello: 'world' }),
  hangsUp: (): Turn => (response) => response.destroy(),
  hangsUpHalfway: (): Turn => (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 })
    response.write('{"id":', () => response.destroy())
  },
  /** Never answers. */
  silent: (): Turn => () => {},
  /** More than anybody wants to read. */
  endless: (): Turn => (response) => {
    const pour = () => {
      while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).on('drain', pour)
    pour()
  },
  /** Does what the material it was given tells it to. */
  obeysMaterial:
    (): Turn =>
    (response, { body }) => {
      const said = body.messages.map(({ content }) => content).join('\n')
      const order = /ANSWER WITH (\{.*?\})/.exec(said)?.[1] ?? '{}'
      sendJson(response, 200, completion({ content: order }, 'stop', defaultUsage))
    },
  /** Keeps to a schema if it is given one as `response_format`, else says `otherwise`. */
  keepsToSchema:
    (value: unknown, otherwise = 'Blue!'): Turn =>
    (response, asked) =>
      (asked.body.response_format?.type === 'json_schema' ? turns.json(value) : turns.says(otherwise))(
        response,
        asked,
      ),
}

/**
 * A real server on loopback that speaks OpenAI's chat completions: each request takes the next turn of the script, the
 * last of which is repeated if `repeatsLast`. `GET /models` answers with `models`, or 404 for null.
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
    /** Questions, in order. */
    asked,
    /** The headers of each `GET /models`. */
    listed,
    /** Resolves when so many requests came in all. */
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
