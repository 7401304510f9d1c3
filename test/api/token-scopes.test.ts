import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { traverseContractProcedures } from '@orpc/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { contract } from '#shared/contract/index.ts'
import type { TokenScope } from '#shared/model/token.ts'
import { serveWorker, work } from './worker.ts'

interface Procedure {
  readonly name: string
  readonly path: readonly string[]
  readonly method: string
  readonly url: string
}

const procedures: Procedure[] = []
traverseContractProcedures({ router: contract, path: [] }, ({ contract: procedure, path }) => {
  const { method = 'POST', path: url = '' } = procedure['~orpc'].route
  procedures.push({ name: path.join('.'), path, method, url: `/api${url.replaceAll(/\{\w+\}/g, 'none')}` })
})

/** An explicit list, because a list derived from the rule would prove nothing. */
const allowed: Partial<Record<TokenScope, readonly string[]>> = {
  work: [
    'work.selectNextTask',
    'work.prepareTaskContext',
    'work.executeTask',
    'work.getTask',
    'work.updateTaskProgress',
    'work.completeTask',
    'work.getExecutionStats',
  ],
  mcp: ['runs.list', 'runs.listApprovals', 'runs.getTask', 'log.listMemory', 'memory.remember'],
  task: [],
}

/** The app with one token of each scope for programs. */
async function serveTokens() {
  const served = await serveWorker([work('a')])
  const { app } = served
  const createToken = async (scope: 'app' | 'work' | 'mcp') =>
    (await app.client.tokens.create({ name: scope, scope })).token
  const tokens = {
    app: await createToken('app'),
    work: await createToken('work'),
    mcp: await createToken('mcp'),
    task: (await served.execute('a')).body.token as string,
  }
  return { ...served, tokens }
}

/** Requests without an input: the status shows the access rights, and the call has almost no effect. */
async function ask(base: string, { method, url }: Procedure, token: string | null) {
  const leave = new AbortController()
  const isRead = method === 'GET'
  const response = await fetch(base + url, {
    method,
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(!isRead && { 'content-type': 'application/json' }),
    },
    ...(!isRead && { body: '{"nothing":"of this"}' }),
    signal: leave.signal,
  })
  const code = response.ok ? null : ((await response.json()).error?.code ?? null)
  leave.abort()
  return { status: response.status, code }
}

/** The same request over a WebSocket. Returns the refusal code, or null. */
async function openCaller(base: string, token: string) {
  const socket = new NodeWebSocket(`${base.replace('http', 'ws')}/api/ws`, ['switchyard', `token.${token}`])
  onTestFinished(() => socket.terminate())
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  // biome-ignore lint/suspicious/noExplicitAny: the path of the procedure is data here
  const client: any = createORPCClient(new RPCLink({ websocket: socket as unknown as WebSocket }))
  return async ({ path }: Procedure): Promise<string | null> => {
    const leave = new AbortController()
    const call = path.reduce((at, part) => at[part], client)
    try {
      await call({ nothing: 'of this' }, { signal: leave.signal })
      return null
    } catch (error) {
      if (error instanceof ORPCError) return error.code
      throw error
    } finally {
      leave.abort()
    }
  }
}

describe('the scope of a token', () => {
  it('is checked by every route: without a token, each returns 401', async () => {
    const { base } = await serveTokens()
    expect(procedures.length).toBeGreaterThan(150)
    for (const procedure of procedures) {
      expect({ name: procedure.name, ...(await ask(base, procedure, null)) }).toEqual({
        name: procedure.name,
        status: 401,
        code: 'E_AUTH',
      })
    }
  })

  it.each(['work', 'mcp', 'task'] as const)(
    '%s reaches its own routes and gets 403 elsewhere',
    async (scope) => {
      const { base, tokens } = await serveTokens()
      const reached: string[] = []
      for (const procedure of procedures) {
        const { status, code } = await ask(base, procedure, tokens[scope])
        if (code !== 'E_SCOPE') reached.push(procedure.name)
        expect([procedure.name, status === 403]).toEqual([procedure.name, code === 'E_SCOPE'])
        expect([401, 500]).not.toContain(status)
      }
      expect(reached.toSorted()).toEqual(allowed[scope]?.toSorted())
      for (const path of ['/api/openapi.json', '/api/nowhere', '/api/v1', '/api/v1/work']) {
        const other = { name: path, path: [], method: 'GET', url: path }
        expect(await ask(base, other, tokens[scope])).toEqual({ status: 403, code: 'E_SCOPE' })
      }
    },
  )

  it('app reaches every route', async () => {
    const { base, tokens } = await serveTokens()
    for (const procedure of procedures.filter(({ name }) => name !== 'system.restoreBackup')) {
      const { status } = await ask(base, procedure, tokens.app)
      expect([procedure.name, [401, 403].includes(status)]).toEqual([procedure.name, false])
    }
  })

  it.each(['work', 'mcp', 'task'] as const)('%s also applies to a WebSocket', async (scope) => {
    const { base, tokens } = await serveTokens()
    const call = await openCaller(base, tokens[scope])
    const reached: string[] = []
    for (const procedure of procedures)
      if ((await call(procedure)) !== 'E_SCOPE') reached.push(procedure.name)
    expect(reached.toSorted()).toEqual(allowed[scope]?.toSorted())
  })

  it('comes from the server: a scope in the request has no effect', async () => {
    const { base, tokens } = await serveTokens()
    for (const headers of [{ 'switchyard-scope': 'app' }, { 'x-scope': 'app' }, { scope: 'app' }]) {
      const response = await fetch(`${base}/api/v1/runs?scope=app`, {
        headers: { authorization: `Bearer ${tokens.work}`, ...headers },
      })
      expect(response.status).toBe(403)
    }
  })

  it('does not apply to launch codes and parts of a browser session, which are no bearer tokens', async () => {
    const { base, app } = await serveTokens()
    const { cookie, key } = app.access.createSession({ name: 'Browser', port: Number(new URL(base).port) })
    for (const token of [app.access.createLaunchCode(), cookie, key]) {
      const response = await fetch(`${base}/api/v1/runs`, { headers: { authorization: `Bearer ${token}` } })
      expect(response.status).toBe(401)
    }
  })

  it('lets a worker do its work with its own token', async () => {
    const { base, tokens, urlOf } = await serveWorkerTokens()
    const call = async (path: string, body: object) => {
      const response = await fetch(`${base}/api/v1/work${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens.work}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: await response.json() }
    }
    expect((await call('/agents/vp_123/select', {})).body.task).toMatchObject({ title: 'Title of a' })
    const { token } = (await call(`/agents/vp_123/tasks/${urlOf('a')}/execute`, {})).body
    expect((await call(`/tasks/${urlOf('a')}/progress`, { token, progress: 50 })).status).toBe(200)
    expect((await call(`/tasks/${urlOf('a')}/complete`, { token, status: 'completed' })).status).toBe(200)
  })
})

async function serveWorkerTokens() {
  const served = await serveWorker([work('a')])
  const { token } = await served.app.client.tokens.create({ name: 'box', scope: 'work' })
  return { ...served, tokens: { work: token } }
}
