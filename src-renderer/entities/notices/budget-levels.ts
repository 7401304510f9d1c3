import type { Balance } from '#shared/contract/budgets.ts'

export type BudgetLevel = 'budget_80' | 'budget_100' | null
export type BudgetLevels = ReadonlyMap<string, BudgetLevel>

/** The spent share of each cap. Reserved money is not spent yet. */
export const levelsOf = (balances: readonly Balance[]): BudgetLevels =>
  new Map(balances.map(({ key, capMinor, settledMinor }) => [key, levelOf(settledMinor, capMinor)]))

function levelOf(settledMinor: number, capMinor: number | null): BudgetLevel {
  if (capMinor === null || capMinor === 0) return null
  if (settledMinor >= capMinor) return 'budget_100'
  return settledMinor >= capMinor * 0.8 ? 'budget_80' : null
}

/** The accounts that reached a higher level than they had; one that was not there before had none. */
export function risenLevels(
  before: BudgetLevels,
  now: BudgetLevels,
): { key: string; level: 'budget_80' | 'budget_100' }[] {
  return [...now].flatMap(([key, level]) => {
    const was = before.get(key) ?? null
    return level === null || level === was || was === 'budget_100' ? [] : [{ key, level }]
  })
}
