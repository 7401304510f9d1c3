import { Agent, request as open } from 'node:http'
import { present } from '#shared/assert.ts'
import { createRandom } from '../random.ts'
import { mutate } from './mutate.ts'
import { listPages, type Operation, readOperations } from './operations.ts'
import { createPool } from './pool.ts'
import { draftOf, type FuzzRequest, requestOf } from './requests.ts'
import { chance, createValues, pick } from './values.ts'

export interface Campaign {
  /** For example `http://127.0.0.1:1234`. */
  readonly base: string
  readonly token: string
  readonly requests: number
  readonly seed: number
  /** OpenAPI document; absent: the server's document. */
  readonly document?: unknown
  readonly parallel?: number
  /** Number of requests between checks of the list pages. */
  readonly every?: number
  /** Stops after this number of faults. */
  readonly maxFaults?: number
  readonly onProgress?: (done: number) => void
}

export interface Fault {
  readonly number: number
  readonly operation: string
  readonly what: string
  readonly request: string
  readonly answer: string
}

export interface Outcome {
  readonly sent: number
  readonly byStatus: ReadonlyMap<number, number>
  /** Operations with at least one 2xx response. */
  readonly accepted: ReadonlySet<string>
  readonly operations: number
  readonly pages: number
  readonly faults: readonly Fault[]
}

/** Excluded operations: they would stop the server, or depend on external services. */
const leftOut: ReadonlySet<string> = new Set(['system.restoreBackup', 'agents.discover', 'system.testMail'])
/** Operations that are slow in a folder after many requests. */
const heavy: ReadonlySet<string> = new Set([
  'system.backUp',
  'system.storage',
  'audit.replay',
  'audit.watchVerify',
])
const heavyShare = 0.02
const answerMs = 30_000
const shown = 600

interface Answer {
  readonly status: number
  readonly text: string
}

/** Sends generated and mutated requests to a server and checks the responses. */
export async function fuzz(campaign: Campaign): Promise<Outcome> {
  const { base, token, requests, seed, parallel = 8, every = 1000, maxFaults = 40 } = campaign
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  const random = createRandom(seed)
  const pool = createPool(random)
  const values = createValues(random, pool)
  const send = (each: FuzzRequest) => sendTo(base, agent, each)
  const get = (path: string): FuzzRequest => ({
    method: 'GET',
    target: `/api${path}`,
    headers: [['Authorization', `Bearer ${token}`]],
    body: null,
  })

  const own = JSON.parse((await send(get('/openapi.json'))).text)
  const all = readOperations(campaign.document ?? own)
  const operations = all.filter(({ id }) => !leftOut.has(id))
  const pages = listPages(operations)
  const first = present(operations[0], 'operation of the document')
  const faults: Fault[] = []
  const byStatus = new Map<number, number>()
  const accepted = new Set<string>()
  let sent = 0

  function nextOperation(): Operation {
    for (;;) {
      const operation = pick(random, operations, first)
      if (!heavy.has(operation.id) || chance(random, heavyShare)) return operation
    }
  }

  async function tryOne(number: number): Promise<void> {
    const operation = nextOperation()
    const draft = draftOf(operation, { random, values, token })
    if (chance(random, 0.7)) mutate(draft, random)
    const request = requestOf(draft)
    const answer = await send(request).catch((cause: unknown) => ({ status: 0, text: String(cause) }))
    byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1)
    const what = judge({ ...operation, isMethodOdd: draft.method !== operation.method }, answer)
    if (what !== null) faults.push({ number, operation: operation.id, what, ...inWords(request, answer) })
    if (answer.status >= 200 && answer.status < 300) {
      accepted.add(operation.id)
      if (!operation.isStream) pool.learn(parse(answer.text))
    }
  }

  async function openPages(number: number): Promise<void> {
    for (const page of pages) {
      const request = get(page.path)
      const answer = await send(request).catch((cause: unknown) => ({ status: 0, text: String(cause) }))
      if (answer.status === 200) pool.learn(parse(answer.text))
      else faults.push({ number, operation: page.id, what: 'a list page fails', ...inWords(request, answer) })
    }
  }

  await openPages(0)
  while (sent < requests && faults.length < maxFaults) {
    const batch = Math.min(every, requests - sent)
    const until = sent + batch
    const worker = async () => {
      while (sent < until && faults.length < maxFaults) {
        sent += 1
        await tryOne(sent)
      }
    }
    await Promise.all(Array.from({ length: parallel }, worker))
    await openPages(sent)
    campaign.onProgress?.(sent)
  }
  agent.destroy()
  return { sent, byStatus, accepted, operations: operations.length, pages: pages.length, faults }
}

/** Null if the document describes the response. */
function judge(
  { answers, isStream, isMethodOdd }: Operation & { readonly isMethodOdd: boolean },
  { status, text }: Answer,
): string | null {
  if (status === 0) return 'no answer'
  if (status >= 500) return `status ${status}`
  if (status < 400)
    return isStream || text === '' || parse(text) !== undefined ? null : 'an answer that is no JSON'
  if (/\n\s+at |node_modules|\.ts:\d+/.test(text)) return 'a stack in an answer'
  const code = codeOf(parse(text))
  if (code === null) return `status ${status} without a refusal`
  // The request matches another operation or none, so the document of this operation does not apply.
  if (isMethodOdd) return null
  const codes = answers.get(status)
  if (codes === undefined) return `status ${status} (${code}) is not documented`
  return codes?.has(code) === true ? null : `code ${code} is not documented for status ${status}`
}

function codeOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null
  const { error } = body
  if (typeof error !== 'object' || error === null) return null
  const isWhole = 'code' in error && 'message' in error && 'hint' in error && 'ref' in error
  return isWhole && typeof error.code === 'string' ? error.code : null
}

function parse(text: string): unknown {
  // Tests whether the body is JSON.
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const inWords = ({ method, target, headers, body }: FuzzRequest, { status, text }: Answer) => ({
  request: `${method} ${target.slice(0, shown)} ${headers
    .filter(([name]) => name !== 'Authorization')
    .map(([name, value]) => `${name}: ${value.slice(0, 60)}`)
    .join(', ')} ${body === null ? '' : body.subarray(0, shown).toString()}`,
  answer: `${status} ${text.slice(0, shown)}`,
})

function sendTo(base: string, agent: Agent, { method, target, headers, body }: FuzzRequest): Promise<Answer> {
  const { hostname, port } = new URL(base)
  const grouped = Map.groupBy(headers, ([name]) => name)
  return new Promise((resolve, reject) => {
    const asked = open({ agent, hostname, port, method, path: target, timeout: answerMs })
    for (const [name, pairs] of grouped) {
      const texts = pairs.map(([, value]) => value)
      asked.setHeader(name, texts.length === 1 ? (texts[0] ?? '') : texts)
    }
    asked.on('timeout', () => asked.destroy(new Error(`no answer in ${answerMs} ms`)))
    asked.on('error', reject)
    asked.on('response', (response) => {
      const status = response.statusCode ?? 0
      if (response.headers['content-type']?.startsWith('text/event-stream') === true) {
        resolve({ status, text: '' })
        asked.destroy()
        return
      }
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status, text: Buffer.concat(chunks).toString() }))
    })
    if (body === null) asked.end()
    else asked.end(body)
  })
}

export const describeFault = ({ number, operation, what, request, answer }: Fault): string =>
  `#${number} ${operation}: ${what}\n  > ${request}\n  < ${answer}`
