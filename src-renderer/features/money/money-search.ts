import { z } from 'zod'
import type { LedgerFilter } from '#shared/contract/ledger.ts'
import { transactionKinds } from '#shared/model/money.ts'
import { startOfDay } from '../../ui/charts/days.ts'
import { addressReader, type Changes, maybe, maybeDay, maybeText } from '../../ui/query/address.ts'

export const parseMoneySearch = addressReader({
  view: maybe(z.enum(['overview', 'ledger'])),
  run: maybeText,
  project: maybeText,
  agent: maybeText,
  model: maybeText,
  kind: maybe(z.enum(transactionKinds)),
  from: maybeDay,
  to: maybeDay,
})
export type MoneySearch = ReturnType<typeof parseMoneySearch>

/** Changes some search parameters; undefined removes one. */
export const changed = (search: MoneySearch, part: Changes<MoneySearch>): MoneySearch =>
  parseMoneySearch({ ...search, ...part })

/**
 * The search as a ledger filter. Without a project in the search, the selected project applies. Days are in the local
 * time zone.
 */
export function filterOf(
  { run, project, agent, model, kind, from, to }: MoneySearch,
  projectId: string | null = null,
): LedgerFilter {
  const asked = {
    ...{ runId: run, projectId: project ?? projectId ?? undefined, agentId: agent, model, kind },
    start: from === undefined ? undefined : startOfDay(from),
    end: to === undefined ? undefined : startOfDay(to, 1),
  }
  return Object.fromEntries(
    Object.entries(asked).filter(([, value]) => value !== undefined && !Number.isNaN(value)),
  )
}

export const isFiltered = (search: MoneySearch): boolean => Object.keys(search).some((key) => key !== 'view')
