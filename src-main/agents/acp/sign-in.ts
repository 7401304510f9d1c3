import { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { type Clock, comesWithin } from '../../base/clock.ts'
import type { Connection, Fault } from './connection.ts'
import { notSignedIn, type Outcome } from './outcome.ts'

/** A sign-in method. `vars` belongs to a later version of the protocol. */
const methodSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullish().catch(null),
  type: z.string().nullish().catch(null),
  vars: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .catch(null),
  _meta: z.record(z.string(), z.unknown()).nullish().catch(null),
})
type Method = z.infer<typeof methodSchema>

/** Milliseconds for a sign-in. A browser sign-in may need a person. */
export const signInMs = 120_000

interface Options {
  /** Unvalidated list of the agent. */
  readonly offered: unknown
  /** Environment of the agent's process. */
  readonly env: Readonly<Record<string, string>>
  readonly clock: Clock
  readonly note: (text: string) => void
}

/** Signs in to an agent on request, with a method that needs no terminal. */
export async function signIn(
  connection: Pick<Connection, 'authenticate'>,
  fault: Fault,
  { offered, env, clock, note }: Options,
): Promise<Result<null, Outcome>> {
  const methods = z.array(z.unknown()).catch([]).parse(offered).flatMap(readMethod)
  const method = findMethod(methods, env)
  if (method === null) return err(notSignedIn(describeWays(methods), fault.message))
  const name = quoted(method)
  note(`signs in: ${name}`)
  const answer = connection.authenticate(method.id)
  if (!(await comesWithin(clock, signInMs, answer))) {
    return err(notSignedIn(words.agentFailures.signInTimeout(name, signInMs / 1000), fault.message))
  }
  const answered = await answer
  if (answered.ok) return ok(null)
  if (answered.error.code === null) return err({ type: 'gone', message: answered.error.message })
  return err(notSignedIn(words.agentFailures.signInFailed(name), answered.error.message))
}

function readMethod(offered: unknown): Method[] {
  const method = methodSchema.safeParse(offered).data
  return method === undefined ? [] : [method]
}

/** Before the protocol had a type for terminal sign-in, agents used `_meta` or the description. */
const needsTerminal = ({ type, description, _meta }: Method): boolean =>
  type === 'terminal' || _meta?.['terminal-auth'] !== undefined || /\bterminal\b/i.test(description ?? '')

/** The sign-in method to try. Methods with an available key rank first; methods with a missing key are skipped. */
function findMethod(methods: readonly Method[], env: Options['env']): Method | null {
  const able = methods.filter((method) => !needsTerminal(method))
  const byKey = able.filter((method) => keysOf(method, env).length > 0)
  const own = able.filter((method) => !isByKey(method))
  return byKey.find((method) => isExact(method, env)) ?? byKey[0] ?? own[0] ?? null
}

const isByKey = ({ id, name, vars }: Method): boolean =>
  (vars?.length ?? 0) > 0 || /\bkey\b/i.test(`${id} ${name}`)

/** Set variables that the method could use. */
function keysOf(method: Method, env: Options['env']): string[] {
  if (!isByKey(method)) return []
  const { vars } = method
  if (vars != null && vars.length > 0)
    return vars.every(({ name }) => env[name]) ? vars.map(({ name }) => name) : []
  return Object.keys(env).filter((name) => /_API_KEY$/.test(name) && env[name] !== '')
}

const isExact = ({ id, vars }: Method, env: Options['env']): boolean =>
  (vars?.length ?? 0) > 0 || Boolean(env[id.toUpperCase().replaceAll('-', '_')])

function describeWays(methods: readonly Method[]): string {
  if (methods.length === 0) return words.agentFailures.signInImpossible
  const ways = methods.slice(0, 10).map((method) => {
    const vars = (method.vars ?? []).map(({ name }) => name).join(', ')
    return vars === '' ? quoted(method) : `${quoted(method)} with ${vars}`
  })
  return words.agentFailures.signInByHand(ways.join(', '))
}

const quoted = ({ name }: Method): string => JSON.stringify(name.slice(0, 100))
