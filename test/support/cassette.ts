import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Refusal } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import { parseInput } from '../../src-main/base/parse-input.ts'
import type { Fetch } from '../../src-main/models/network.ts'
import { redact } from '../../src-main/models/redact.ts'
import { parseJsonText } from '../../src-main/planning/text/json-text.ts'

const exchangeSchema = z.strictObject({
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    /** Null: no body. */
    body: z.json(),
  }),
  answer: z.strictObject({
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
})
type Exchange = z.infer<typeof exchangeSchema>

/** Recorded requests and responses of a server in order, without keys: the JSON of a cassette file. */
export const cassetteSchema = z.strictObject({
  version: z.literal(1),
  exchanges: z.array(exchangeSchema).max(10_000),
})
export type Cassette = z.infer<typeof cassetteSchema>

export function readCassette(text: string): Result<Cassette, Refusal> {
  const json = parseJsonText(text)
  return json.ok ? parseInput(cassetteSchema, json.value) : json
}

/** Recorded headers of a response. Requests keep no headers. */
const keptHeaders = ['content-type', 'retry-after', 'retry-after-ms']

/** A `fetch` that records the exchanges. Interrupted responses are not recorded. */
export function recordCassette(fetch: Fetch, secrets: readonly string[]) {
  const exchanges: Exchange[] = []
  const record: Fetch = async (input, init) => {
    const request = requestOf(input, init, secrets)
    const response = await fetch(input, init)
    const body = await response.text()
    const kept = keptHeaders.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    })
    const answer = { status: response.status, headers: Object.fromEntries(kept), body: redact(body, secrets) }
    exchanges.push({ request, answer })
    return responseOf({ ...answer, body })
  }
  return { fetch: record, cassette: (): Cassette => ({ version: 1, exchanges: [...exchanges] }) }
}

/**
 * A `fetch` without network. Each exchange answers one equal request, in the order of recording. A request without a
 * remaining exchange is a bug of the test, and throws.
 */
export function replayCassette({ exchanges }: Cassette): { fetch: Fetch; unused: () => number } {
  const left = [...exchanges]
  const replay: Fetch = async (input, init) => {
    init?.signal?.throwIfAborted()
    const asked = requestOf(input, init, [])
    const at = left.findIndex(({ request }) => isDeepStrictEqual(request, asked))
    const [found] = at < 0 ? [] : left.splice(at, 1)
    if (found === undefined) {
      throw new Error(
        `The cassette has no answer left for ${asked.method} ${asked.url}: ${JSON.stringify(asked.body)}`,
      )
    }
    return responseOf(found.answer)
  }
  return { fetch: replay, unused: () => left.length }
}

function requestOf(
  input: Parameters<Fetch>[0],
  init: RequestInit | undefined,
  secrets: readonly string[],
): Exchange['request'] {
  const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
  const body = typeof init?.body === 'string' ? redact(init.body, secrets) : null
  const json = body === null ? null : parseJsonText(body)
  return {
    method: init?.method ?? 'GET',
    url: redact(url, secrets),
    body: json === null ? null : z.json().parse(json.ok ? json.value : body),
  }
}

const responseOf = ({ status, headers, body }: Exchange['answer']): Response =>
  new Response([204, 205, 304].includes(status) ? null : body, { status, headers })
