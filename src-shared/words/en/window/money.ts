import type { LedgerCause } from '#shared/contract/ledger.ts'
import type { Transaction } from '#shared/model/money.ts'
import { plural } from '#shared/text/plural.ts'

const kinds: Record<Transaction['kind'], string> = {
  reserve: 'Reserved',
  settle: 'Spent',
  release: 'Released',
  overrun: 'Over the reserve',
}

/** After the number of the attempt. */
const attemptCauses: Partial<Record<LedgerCause, string>> = {
  'attempt.started': 'started',
  'attempt.metered': 'exceeded its reserve',
  'attempt.finished': 'succeeded',
  'attempt.charged': 'exceeded its cost limit, as a person accepted',
  'attempt.failed': 'failed',
  'attempt.blocked': 'was blocked',
  'attempt.asked': 'asked a person',
  'attempt.interrupted': 'was interrupted',
  'attempt.cancelled': 'was cancelled',
}

const causes: Partial<Record<LedgerCause, string>> = {
  decision: 'Decision',
  late_decision: 'Late decision',
  shadow: 'Shadow decision',
  asked_again: 'Repeated decision',
  other: 'Other',
}

/** Why money moved; attempt 0: for none. */
const sayCause = (cause: LedgerCause, attempt: number): string => {
  const ending = attemptCauses[cause]
  if (ending === undefined) return causes[cause] ?? cause
  return attempt > 0 ? `Attempt ${attempt} ${ending}` : `An attempt ${ending}`
}

export const money = {
  about: 'Spent, reserved and remaining money.',
  view: 'View',
  overview: 'Overview',
  ledger: 'Ledger',
  category: 'Money',

  today: 'Spent today',
  month: 'Spent this month',
  held: 'Reserved now',
  left: 'Remaining',
  nothing: 'None',
  heldAbout: 'For running attempts',
  leftAbout: (count: number, kind: 'project' | 'run') =>
    `In ${plural(count, `${kind} with a budget`, `${kind}s with a budget`)}`,
  noCap: 'No budget',
  movements: (count: number) => plural(count, 'payment'),

  requests: 'Budget requests',
  requestsAbout: 'These tasks continue when you increase the budget.',
  allow: (amount: string) => `Increase by ${amount}`,
  allowAmount: (currency: string) => `Increase budget by (${currency})`,
  openGate: 'Open task',
  raised: (name: string) => `Budget of ${name} increased`,

  caps: 'Budgets',
  capsAbout: 'Cost limits of projects, runs and groups.',
  noCaps: 'No budgets yet',
  noCapsAbout: 'With a budget, Switchyard asks you before a run spends more.',
  setCap: 'Set budget',
  setCapTitle: 'Set budget',
  setCapOf: (name: string) => `Set budget for ${name}`,
  changeCapOf: (name: string) => `Change budget of ${name}`,
  saveCap: 'Save budget',
  capOf: 'Budget of',
  project: 'Project',
  run: 'Run',
  branch: 'Group of a run',
  whichProject: 'Select a project',
  noProjects: 'No projects yet',
  whichRun: 'Select a run',
  whichGroup: 'Select a group',
  amount: 'Budget amount',
  currency: 'Currency',
  amountFault: 'Enter an amount, such as 20 or 12.50.',
  currencyFault: 'Enter a currency of three capital letters, such as EUR.',
  ownerFault: 'Select a project, run or group.',
  spentAlready: (amount: string) => `${amount} is already spent or reserved. Enter at least this amount.`,
  capSet: (name: string, amount: string) => `Budget of ${name}: ${amount}`,
  noGroups: 'This run has no groups',
  noRuns: 'No active runs',

  columns: {
    name: 'Name',
    of: 'Kind',
    use: 'Used',
    cap: 'Budget',
    spent: 'Spent',
    held: 'Reserved',
    left: 'Remaining',
    when: 'Time',
    kind: 'Type',
    amount: 'Amount',
    reason: 'Reason',
    task: 'Task',
    run: 'Run',
    project: 'Project',
    agent: 'Agent',
    model: 'Model',
    day: 'Day',
    count: 'Payments',
  },
  kindsOfAccount: { project: 'Project', run: 'Run', branch: 'Group' },
  groupOf: (group: string, run: string) => `${group} · ${run}`,
  capStates: {
    none: 'No budget',
    fine: (percent: number) => `${percent}% used`,
    near: (percent: number) => `${percent}% used`,
    full: 'Used up',
    over: (amount: string) => `Over budget by ${amount}`,
    closed: 'Closed',
  },
  bar: (spent: string, held: string, left: string) => `${spent} spent, ${held} reserved, ${left} remaining`,
  which: 'Filter budgets',
  live: 'Active',
  all: 'All',
  noLiveCaps: 'No active budgets.',
  showAll: 'Show all',

  spending: 'Spending',
  spendingAbout: (total: string, count: number) => `${total} in ${plural(count, 'payment')}`,
  by: 'Group by',
  byDay: 'Day',
  byRun: 'Run',
  byAgent: 'Agent',
  byModel: 'Model',
  span: 'Period',
  spans: { '7': '7 days', '30': '30 days', all: 'All' },
  nobody: 'Unknown',
  noSpending: 'No spending in this period.',
  chartOf: (what: string, total: string) => `Spending by ${what}: ${total} in total`,
  top: (shown: number, all: number) => `Largest ${shown} of ${all}. The table and the CSV file show all.`,

  filters: 'Filters',
  anyRun: 'All runs',
  anyProject: 'All projects',
  anyAgent: 'All agents',
  anyModel: 'All models',
  anyKind: 'All kinds',
  from: 'From',
  to: 'To (inclusive)',
  clear: 'Clear filters',
  exportCsv: 'Save as CSV',
  exporting: (count: number) => `Reading… ${plural(count, 'line')}`,
  stop: 'Stop',
  exported: (count: number) => `Saved ${plural(count, 'line')}`,
  exportFailed: 'Export of the ledger failed',
  noLines: 'No transactions yet',
  noLinesAbout: 'Costs of agents and models appear here.',
  noMatch: 'No matching transactions',
  ledgerLabel: 'Ledger',
  looking: (at: string) => `Searched back to ${at}…`,
  kinds,
  sayCause,
}
