import { z } from 'zod'
import type { LedgerFilter } from '#shared/contract/ledger.ts'
import { transactionKinds } from '#shared/model/money.ts'
import { startOfDay } from '../../ui/charts/days.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .optional()
  .catch(undefined)
const text = z.string().optional().catch(undefined)

const searchSchema = z.object({
  view: z.enum(['overview', 'ledger']).optional().catch(undefined),
  run: text,
  project: text,
  agent: text,
  model: text,
  kind: z.enum(transactionKinds).optional().catch(undefined),
  from: day,
  to: day,
})

/** Only what is set: an address says what it narrows. */
export type MoneySearch = {
  readonly [Key in keyof z.infer<typeof searchSchema>]?: NonNullable<z.infer<typeof searchSchema>[Key]>
}

export function parseMoneySearch(given: Record<string, unknown>): MoneySearch {
  return withoutEmpty(searchSchema.parse(given))
}

function withoutEmpty(search: z.infer<typeof searchSchema>): MoneySearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}

/** A change of one part of it; undefined takes it away. */
export const changed = (search: MoneySearch, part: Partial<z.infer<typeof searchSchema>>): MoneySearch =>
  withoutEmpty({ ...searchSchema.parse(search), ...part })

/** What the ledger is asked: of the chosen project where it names none itself. Days are those of this machine's clock. */
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
