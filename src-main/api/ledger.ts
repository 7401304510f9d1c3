import type { CapView } from '#shared/contract/ledger.ts'
import { runIdSchema } from '#shared/ids.ts'
import { addMinor, type Money } from '#shared/model/money.ts'
import { sumSpending } from '../app/money/spending.ts'
import { createDayCutter } from '../base/days.ts'
import { type Balance, listBalances, listBalancesOf } from '../engine/views/balances.ts'
import type { Services } from './wire/context.ts'
import { found, procedures } from './wire/procedure.ts'

export const createLedgerHandlers = (services: Services) => ({
  listCaps: procedures.budgets.listCaps.handler(() => ({
    caps: listBalances(services.engine.state).map((balance) => capOf(services, balance)),
    held: sumHeld(services),
  })),
  listOfRun: procedures.budgets.listOfRun.handler(({ input: { runId } }) => listOfRun(services, runId)),
  ledger: procedures.budgets.ledger.handler(({ input: { before = null, limit, ...filter } }) =>
    services.store.ledger.listLines(filter, { before, limit }),
  ),
  spending: procedures.budgets.spending.handler(({ input: { timeZone, ...filter } }) =>
    sumSpending(services.store, filter, createDayCutter(timeZone)),
  ),
})

function listOfRun(services: Services, runId: string): CapView[] {
  const { id, projectId } = found(services.store.runs.find(runId), `Run ${runId}`)
  const payer = { id: runIdSchema.parse(id), projectId }
  return listBalancesOf(services.engine.state, payer).map((balance) => capOf(services, balance))
}

function capOf({ store }: Services, balance: Balance): CapView {
  const { kind, runId, taskKey } = ownerOf(balance.key)
  const run = runId === null ? null : store.runs.find(runId)
  if (run === null) {
    const name = balance.key.slice(kind.length + 1)
    return { ...balance, name, projectId: kind === 'project' ? name : null, run: null }
  }
  const group = taskKey === null ? null : store.tasks.find(run.id, taskKey)
  const name = taskKey === null ? run.title : (group?.definition.title ?? taskKey)
  const { id, title, status, projectId } = run
  return { ...balance, name, projectId, run: { id, title, status } }
}

/** `branch:<run id>/<group key>`, `run:<run id>`, `project:<id>`. */
function ownerOf(key: string) {
  const kind = key.slice(0, key.indexOf(':'))
  const id = key.slice(kind.length + 1)
  if (kind === 'run') return { kind, runId: id, taskKey: null }
  if (kind !== 'branch') return { kind, runId: null, taskKey: null }
  return { kind, runId: id.slice(0, id.indexOf('/')), taskKey: id.slice(id.indexOf('/') + 1) }
}

/**
 * Every run counts what is reserved for its attempts, from its first price on, so nothing is counted twice. A grant may be
 * held in several accounts of its task, and counts once.
 */
function sumHeld({ engine }: Services): Money[] {
  const sums = new Map<string, number>()
  const add = (currency: string, amountMinor: number) =>
    sums.set(currency, addMinor(sums.get(currency) ?? 0, amountMinor))
  const granted = new Map<string, { currency: string; amountMinor: number }>()
  for (const { key, currency, reservedMinor, grants } of engine.state.accounts.values()) {
    if (key.startsWith('run:')) add(currency, reservedMinor)
    for (const [task, amountMinor] of grants) {
      if (amountMinor > (granted.get(task)?.amountMinor ?? 0)) granted.set(task, { currency, amountMinor })
    }
  }
  for (const { currency, amountMinor } of granted.values()) add(currency, amountMinor)
  return [...sums].flatMap(([currency, amountMinor]) => (amountMinor > 0 ? [{ currency, amountMinor }] : []))
}
