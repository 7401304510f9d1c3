import type { Balance } from '#shared/contract/budgets.ts'

export type BudgetLevel = 'budget_80' | 'budget_100' | null
export type BudgetLevels = ReadonlyMap<string, BudgetLevel>

/** Budget level of each account. Reserved money does not count as spent. */
export const levelsOf = (balances: readonly Balance[]): BudgetLevels =>
  new Map(balances.map(({ key, capMinor, settledMinor }) => [key, levelOf(settledMinor, capMinor)]))

function levelOf(settledMinor: number, capMinor: number | null): BudgetLevel {
  if (capMinor === null || capMinor === 0) return null
  if (settledMinor >= capMinor) return 'budget_100'
  return settledMinor >= capMinor * 0.8 ? 'budget_80' : null
}

/** Accounts whose level has risen. New accounts start without a level. */
export function risenLevels(
  before: BudgetLevels,
  now: BudgetLevels,
): { key: string; level: 'budget_80' | 'budget_100' }[] {
  return [...now].flatMap(([key, level]) => {
    const was = before.get(key) ?? null
    return level === null || level === was || was === 'budget_100' ? [] : [{ key, level }]
  })
}
