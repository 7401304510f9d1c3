import { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { parseJsonText } from '../planning/text/json-text.ts'
import { askEntry } from './ask.ts'
import { failureOfCall } from './failures.ts'
import { type Form, formOf } from './form.ts'
import { type Fetch, guarded } from './network.ts'
import type { Failure, ModelFailureType, ModelRequest } from './port.ts'
import { type ModelsOptions, withKey } from './session.ts'
import {
  type CompatibleEntry,
  labelOf,
  type ModelEntry,
  type StructuredMode,
  structuredModes,
} from './settings.ts'

export interface Probed {
  /** The strictest mode that the server obeys; the value for `structured`. */
  readonly mode: StructuredMode
  /** Names of the server's models; null if it does not list them. */
  readonly models: readonly string[] | null
}

export type ProbeOptions = Pick<ModelsOptions, 'readKey' | 'clock' | 'fetch'> & {
  /** Deadline for each of up to four steps, in milliseconds. A local server may have to load the model first. */
  readonly deadlineMs: number
  readonly abortSignal?: AbortSignal
}

/** Tests the connection with a few short requests, which the provider bills as usual. */
export async function probe(entry: ModelEntry, options: ProbeOptions): Promise<Result<Probed, Failure>> {
  const listed = entry.kind === 'compatible' ? await listModels(entry, options) : ok(null)
  if (!listed.ok) return listed
  const candidates = entry.kind === 'compatible' ? structuredModes : (['json_schema'] as const)
  let failure: Failure | null = null
  for (const mode of candidates) {
    const tried = await tryMode(entry, mode, options)
    if (tried === null) return ok({ mode, models: listed.value })
    failure = withModels(tried, listed.value)
    if (!isAboutMode.includes(tried.type)) break
  }
  if (failure === null) throw new Error('No mode to test')
  return err(failure)
}

/** Failures that may not occur in another mode. */
const isAboutMode: readonly ModelFailureType[] = ['server_error', 'not_in_form', 'refused', 'truncated']

const answerSchema = z.object({ colour: z.enum(['red', 'green', 'blue']), code: z.enum(['sy-7']) })

/** Null if the mode works. */
async function tryMode(
  entry: ModelEntry,
  mode: StructuredMode,
  options: ProbeOptions,
): Promise<Failure | null> {
  const request: ModelRequest = {
    purpose: 'working',
    instructions: 'You answer a connection test. Answer in the required form, with no other text.',
    prompt: [{ kind: 'text', text: 'Choose one colour: red, green or blue.' }],
    // Reasoning models use output tokens before the first character of the answer.
    maxOutputTokens: 4096,
    deadlineMs: options.deadlineMs,
    ...(options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal }),
  }
  const tested = entry.kind === 'compatible' ? { ...entry, structured: mode } : entry
  const retry = { maxTries: 1, firstMs: 0, maxRetryAfterMs: 0 }
  const answer = await askEntry(tested, request, formFor(entry, mode), { ...options, retry })
  if (!answer.ok) return answer.error
  return mode === 'json_schema' && entry.kind === 'compatible' && answer.value.repaired ? ignored : null
}

/**
 * With a compatible server, the code is only in the schema, not in the prompt. A server that accepts a schema but
 * ignores it therefore fails the test.
 */
function formFor(entry: ModelEntry, mode: StructuredMode): Form<unknown> {
  const form = formOf(answerSchema)
  return mode === 'json_schema' && entry.kind === 'compatible' ? { ...form, told: null } : form
}

const ignored: Failure = {
  type: 'not_in_form',
  message: words.modelFailures.ignoresSchema,
  isRetryable: false,
  retryAfterMs: null,
}

const withModels = (failure: Failure, models: readonly string[] | null): Failure =>
  failure.type === 'no_model' && models !== null && models.length > 0
    ? {
        ...failure,
        message: `${failure.message} ${words.modelFailures.knownModels(models.slice(0, 10).join(', '))}`,
      }
    : failure

const listSchema = z.object({ data: z.array(z.object({ id: z.string().max(200) })).max(2000) })

/** Lists the server's models; null if it offers no list. Fails only if model requests would fail too. */
async function listModels(
  entry: CompatibleEntry,
  options: ProbeOptions,
): Promise<Result<string[] | null, Failure>> {
  const { clock, deadlineMs, abortSignal, readKey } = options
  return withKey(entry, { clock, deadlineMs, abortSignal, readKey }, async (key, signal) => {
    const subject = { label: labelOf(entry), secrets: key === null ? [] : [key] }
    const headers = key === null ? {} : { authorization: `Bearer ${key}` }
    const url = `${entry.baseURL.replace(/\/+$/, '')}/models`
    const fetch = guarded(options.fetch ?? globalThis.fetch)
    const said = await get(fetch, url, { headers, signal })
    if (said.status === 200) return ok(modelsIn(said.body))
    const { failure } = failureOfCall({ ...said, headers: {}, said: '' }, subject, clock.now())
    const isOfAll = said.status === null || failure.type === 'auth' || failure.type === 'unreachable'
    return isOfAll ? err(failure) : ok(null)
  })
}

/** At the network's edge, errors of `fetch` become results of the test. */
async function get(fetch: Fetch, url: string, init: RequestInit) {
  try {
    const response = await fetch(url, init)
    return { status: response.status, body: await response.text(), error: null }
  } catch (error) {
    if (init.signal?.aborted || !(error instanceof TypeError)) throw error
    return { status: null, body: '', error }
  }
}

function modelsIn(text: string): string[] | null {
  const json = parseJsonText(text)
  const list = listSchema.safeParse(json.ok ? json.value : null)
  return list.success ? list.data.data.map(({ id }) => id) : null
}
