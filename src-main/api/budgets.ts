import { present } from '#shared/assert.ts'
import type { Balance } from '#shared/contract/budgets.ts'
import type { AccountKey, Money } from '#shared/model/money.ts'
import { withId } from '../app/use-case.ts'
import { listBalances } from '../engine/views/balances.ts'
import type { Services } from './wire/context.ts'
import { found, procedures, unwrap } from './wire/procedure.ts'

export const createBudgetHandlers = (services: Services) => ({
  list: procedures.budgets.list.handler(() => listBalances(services.engine.state)),
  set: procedures.budgets.set.handler(({ input: { kind, id, amountMinor, currency }, context }) =>
    setCap(services, { kind, id, cap: { amountMinor, currency }, commandId: context.idempotencyKey }),
  ),
  listTransactions: procedures.budgets.listTransactions.handler(
    ({ input: { runId = null, projectId = null, before = Number.MAX_SAFE_INTEGER, limit } }) =>
      services.store.budgets.listTransactions({ runId, projectId, before, limit }),
  ),
})

interface NewCap {
  readonly kind: 'project' | 'run' | 'branch'
  readonly id: string
  readonly cap: Money
  readonly commandId: string | null
}

async function setCap(services: Services, { kind, id, cap, commandId }: NewCap): Promise<Balance> {
  requireOwner(services, kind, id)
  const account: AccountKey = `${kind}:${id}`
  const { engine } = services
  unwrap(await engine.dispatch({ type: 'budget.set', account, cap }, withId(commandId)))
  const balances = listBalances(engine.state)
  return present(
    balances.find(({ key }) => key === account),
    `account ${account}`,
  )
}

/** A project needs no record to have a budget; a run and its groups are there or are not. */
function requireOwner({ store }: Services, kind: NewCap['kind'], id: string): void {
  if (kind === 'run') found(store.runs.find(id), `Run ${id}`)
  if (kind !== 'branch') return
  const slash = id.indexOf('/')
  const group = store.tasks.find(id.slice(0, slash), id.slice(slash + 1))
  found(group?.definition.kind === 'group' ? group : null, `Group ${id}`)
}
