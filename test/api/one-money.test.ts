import { expect, it, vi } from 'vitest'
import type { Money } from '#shared/model/money.ts'
import { bootTestApp } from '../support/app.ts'
import { patient } from '../support/patient.ts'
import { createPlayedModel, playedOf } from '../support/played.ts'

const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' })
const printer = playedOf({ id: 'pia', name: 'Pia', skills: ['printing'], price: eur(400) })
const free = playedOf({ id: 'fred', name: 'Fred', skills: ['folding'], price: eur(0) })
const task = (task_id: string, skill: string, depends_on: string[] = []) => ({
  ...{ task_id, description: `Do ${task_id}`, required_skills: [skill], depends_on },
})
const sumOf = (sums: readonly Money[]) => sums.reduce((all, { amountMinor }) => all + amountMinor, 0)

it('all screens show the same amounts, and one answer settles one request', async () => {
  const { client } = await bootTestApp({ adapters: [createPlayedModel()] })
  await client.agents.register({ agents: [printer, free] })
  await client.budgets.set({ kind: 'project', id: 'fair', ...eur(600) })
  const tasks = [task('one', 'printing'), task('fold', 'folding', ['one']), task('two', 'printing', ['fold'])]
  const { runId } = await client.runs.start({ request: { plan_id: 'p', project_id: 'fair', tasks } })

  /** Amounts of each screen: Money, the run's banner, its summary, Home, Statistics and the ledger. */
  async function read() {
    const [balances, accounts, spending, summary, stats, projects, ledger, times] = await Promise.all([
      client.budgets.list(),
      client.budgets.listOfRun({ runId }),
      client.budgets.spending(),
      client.runs.getSummary({ runId }),
      client.insight.stats({ projectId: 'fair' }),
      client.projects.list(),
      client.budgets.ledger(),
      client.runs.getTimeline({ runId }),
    ])
    const { caps, held } = await client.budgets.listCaps()
    const project = balances.find(({ key }) => key === 'project:fair')
    const account = accounts.find(({ key }) => key === 'project:fair')
    const cap = caps.find(({ key }) => key === 'project:fair')
    const settles = ledger.lines.filter(({ kind }) => kind === 'settle')
    return {
      spent: [
        project?.settledMinor,
        account?.settledMinor,
        cap?.settledMinor,
        sumOf(spending.total),
        sumOf(spending.byRun),
        sumOf(spending.byAgent),
        sumOf(spending.byDay),
        sumOf(summary.byAgent.flatMap(({ spent }) => spent)),
        sumOf(stats.settled),
        projects.find(({ id }) => id === 'fair')?.spent?.amountMinor,
        settles.reduce((all, { amountMinor }) => all + amountMinor, 0),
        sumOf(times.tasks.flatMap(({ attempts }) => attempts.flatMap(({ spent }) => spent ?? []))),
      ],
      settlements: [spending.total.reduce((all, { count }) => all + count, 0), settles.length],
      left: [project?.leftMinor, account?.leftMinor, cap?.leftMinor],
      held: sumOf(held),
    }
  }
  const allAre = (amount: number) => Array.from({ length: 12 }, () => amount)

  const questions = await vi.waitUntil(async () => {
    const open = await client.runs.listApprovals()
    return open.length > 0 ? open : null
  }, patient)
  expect(questions).toHaveLength(1)
  expect(await read()).toEqual({ spent: allAre(400), settlements: [2, 2], left: [200, 200, 200], held: 0 })
  const [asked] = questions
  expect(asked).toMatchObject({
    kind: 'budget_top_up',
    subject: { capMinor: 600, settledMinor: 400, reservedMinor: 0, neededMinor: 400, suggestedMinor: 200 },
  })

  await client.runs.answerApproval({
    ...{ approvalId: asked?.id ?? '', hash: asked?.hash ?? '', answer: 'approve' },
  })
  await vi.waitUntil(async () => (await client.runs.get({ runId })).run.endedAt !== null, patient)
  expect(await client.inbox.history()).toMatchObject({ items: [{ kind: 'budget_top_up' }] })
  expect(await read()).toEqual({ spent: allAre(800), settlements: [3, 3], left: [0, 0, 0], held: 0 })
})
