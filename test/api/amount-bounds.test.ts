import { join } from 'node:path'
import Database from 'better-sqlite3'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { addMinor, maxAmountMinor } from '#shared/model/money.ts'
import { agentOf, createHarness, createTempDir, planOf, taskOf } from '../support/engine.ts'
import { serveRest } from './rest.ts'

const pages = ['projects', 'stats', 'spending', 'runs', 'tasks', 'budgets', 'caps', 'ledger', 'transactions']

/** Pages that do not return 200. */
async function listFailing({ call }: Pick<Awaited<ReturnType<typeof serveRest>>, 'call'>) {
  const answers = await Promise.all(
    pages.map(async (page) => ({ page, status: (await call('GET', `/api/v1/${page}`)).status })),
  )
  return answers.filter(({ status }) => status !== 200)
}

/** A data folder with amounts above the limit in its log. */
async function fillWith(amountMinor: number, count = 1): Promise<string> {
  const { dataDir, register, build, settle, executor, close } = createHarness({ dataDir: createTempDir() })
  // The agent has no price and reports no cost, so the ledger records the limit of the task.
  await register(agentOf('ann', { kind: 'model', skills: ['writing'] }))
  const tasks = Array.from({ length: count }, (_, index) =>
    taskOf(`t${index}`, { requiredSkills: ['writing'], cost: { amountMinor, currency: 'EUR' } }),
  )
  await build(planOf(tasks, { projectId: 'shop', parallelLimit: 1 }))
  await executor.idle()
  await settle()
  await close()
  return dataDir
}

describe('the bound for amounts', () => {
  it('refuses a cost of 1,000,000,000,000, and all pages still return 200', async () => {
    const rest = await serveRest()
    const body = { title: 'Buy', user_message: 'buy a laptop', project_id: 'shop', cost: 1_000_000_000_000 }
    const { status, body: answer } = await rest.call('POST', '/api/v1/tasks', body, { prefer: 'wait=5' })
    expect([status, answer.error?.code, answer.error?.field]).toEqual([400, 'E_RANGE', 'cost'])
    expect(answer.error.limit).toBe(maxAmountMinor / 100)
    expect(await listFailing(rest)).toEqual([])
  })

  it('accepts the largest amount in all requests, and all pages still return 200', async () => {
    const rest = await serveRest()
    const cost = maxAmountMinor / 100
    for (let count = 0; count < 3; count += 1) {
      const body = { title: 'Buy', user_message: 'buy a laptop', project_id: 'shop', cost }
      expect((await rest.call('POST', '/api/v1/tasks', body, { prefer: 'wait=5' })).status).toBe(200)
    }
    expect(await listFailing(rest)).toEqual([])
  })

  it('does not affect stored larger amounts: all pages return 200', async () => {
    const dataDir = await fillWith(100_000_000_000_000)
    const rest = await serveRest({ dataDir })
    expect(await listFailing(rest)).toEqual([])
    const { body } = await rest.call('GET', '/api/v1/projects')
    expect(body).toMatchObject([{ id: 'shop', spent: { amountMinor: 100_000_000_000_000, currency: 'EUR' } }])
    const [run] = (await rest.call('GET', '/api/v1/runs')).body
    expect((await rest.call('GET', `/api/v1/runs/${run.id}`)).status).toBe(200)
    expect((await rest.call('GET', `/api/v1/runs/${run.id}/tasks/t0`)).status).toBe(200)
  })

  it('saturates a sum at the largest safe integer', async () => {
    expect(addMinor(Number.MAX_SAFE_INTEGER - 1, 5)).toBe(Number.MAX_SAFE_INTEGER)
    const dataDir = await fillWith(Number.MAX_SAFE_INTEGER - 1, 3)
    const rest = await serveRest({ dataDir })
    expect(await listFailing(rest)).toEqual([])
    const [project] = (await rest.call('GET', '/api/v1/projects')).body
    expect(project.spent.amountMinor).toBe(Number.MAX_SAFE_INTEGER)
    const { total } = (await rest.call('GET', '/api/v1/spending')).body
    expect(total).toMatchObject([{ amountMinor: Number.MAX_SAFE_INTEGER, count: 3 }])
  })
})

describe('a row that violates its output schema', () => {
  it('is omitted and named in the log, and the page returns 200 with the other rows', async () => {
    const dataDir = await fillWith(100)
    const lines: string[] = []
    const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) })
    const first = await serveRest({ dataDir, log })
    const { base, call, token } = first
    const documents = [planOf([taskOf('a')], { key: 'good' }), planOf([taskOf('b')], { key: 'bad' })]
    const { body } = await call('POST', '/api/v1/plans', { documents })
    const db = new Database(join(dataDir, 'switchyard.sqlite'))
    db.prepare("UPDATE plans SET source = 'elsewhere' WHERE key = 'bad'").run()
    db.close()
    const answer = await fetch(`${base}/api/v1/plans`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    expect((await answer.json()).map(({ key }: { key: string }) => key)).toEqual(['good'])
    expect(answer.headers.get('switchyard-rows-omitted')).toBe('1')
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      {
        msg: 'rows omitted from a response',
        path: 'plans.list',
        count: 1,
        rows: [{ name: expect.stringContaining(body.planIds[1]), reason: expect.stringContaining('source') }],
      },
    ])
  })
})
