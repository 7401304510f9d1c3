import { present } from '#shared/assert.ts'
import type { CapView } from '#shared/contract/ledger.ts'
import { type AccountKey, addMinor, type Money } from '#shared/model/money.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { createDayCutter } from '../../base/days.ts'
import { type Balance, listBalances, listBalancesOf } from '../../engine/views/balances.ts'
import type { AppOptions } from '../options.ts'
import { requireFound, type UseCases, withId } from '../use-case.ts'
import { sumSpending } from './spending.ts'

interface NewCap {
  readonly kind: 'project' | 'run' | 'branch'
  readonly id: string
  readonly cap: Money
}

/** Budgets of projects, runs and groups, and their transactions. Amounts are in minor units. */
export const createAccounts = (options: AppOptions): UseCases<'budgets'> => {
  const { engine, store } = options
  return {
    list: () => ok(listBalances(engine.state)),
    set: ({ kind, id, ...cap }, { commandId }) => setCap(options, { kind, id, cap }, commandId),
    listTransactions: ({ runId = null, projectId = null, before = Number.MAX_SAFE_INTEGER, limit }) =>
      ok(store.budgets.listTransactions({ runId, projectId, before, limit })),
    listCaps: () =>
      ok({
        caps: listBalances(engine.state).map((balance) => capOf(options, balance)),
        held: sumHeld(options),
      }),
    listOfRun: ({ runId }) => listOfRun(options, runId),
    ledger: ({ before = null, limit, ...filter }) => ok(store.ledger.listLines(filter, { before, limit })),
    spending: ({ timeZone, ...filter }) => ok(sumSpending(store, filter, createDayCutter(timeZone))),
  }
}

async function setCap(
  options: AppOptions,
  { kind, id, cap }: NewCap,
  commandId: string | null,
): Promise<Result<Balance, Refusal>> {
  const owner = requireOwner(options, kind, id)
  if (!owner.ok) return owner
  const account: AccountKey = `${kind}:${id}`
  const { engine } = options
  const outcome = await engine.dispatch({ type: 'budget.set', account, cap }, withId(commandId))
  if (!outcome.ok) return outcome
  const balances = listBalances(engine.state)
  return ok(
    present(
      balances.find(({ key }) => key === account),
      `account ${account}`,
    ),
  )
}

/** A project can have a budget without a record; a run and its groups must exist. */
function requireOwner({ store }: AppOptions, kind: NewCap['kind'], id: string): Result<unknown, Refusal> {
  if (kind === 'project') return ok(null)
  if (kind === 'run') return requireFound(store.runs.find(id), `Run ${id}`)
  const slash = id.indexOf('/')
  const group = store.tasks.find(id.slice(0, slash), id.slice(slash + 1))
  return requireFound(group?.definition.kind === 'group' ? group : null, `Group ${id}`)
}

function listOfRun(options: AppOptions, runId: string): Result<CapView[], Refusal> {
  const run = requireFound(options.store.runs.find(runId), `Run ${runId}`)
  if (!run.ok) return run
  const { id, projectId } = run.value
  const payer = { id: id, projectId }
  return ok(listBalancesOf(options.engine.state, payer).map((balance) => capOf(options, balance)))
}

function capOf({ store }: AppOptions, balance: Balance): CapView {
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

/** Parses `branch:<run id>/<group key>`, `run:<run id>` or `project:<id>`. */
function ownerOf(key: string) {
  const kind = key.slice(0, key.indexOf(':'))
  const id = key.slice(kind.length + 1)
  if (kind === 'run') return { kind, runId: id, taskKey: null }
  if (kind !== 'branch') return { kind, runId: null, taskKey: null }
  return { kind, runId: id.slice(0, id.indexOf('/')), taskKey: id.slice(id.indexOf('/') + 1) }
}

/**
 * Total reserved money by currency. Every run counts the reservations of its attempts from its first price on, so
 * nothing is counted twice. A grant may be held in several accounts of its task, but counts once.
 */
function sumHeld({ engine }: AppOptions): Money[] {
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
