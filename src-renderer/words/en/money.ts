import type { LedgerCause } from '#shared/contract/ledger.ts'
import type { Transaction } from '#shared/model/money.ts'
import { plural } from '#shared/text/plural.ts'

const kinds: Record<Transaction['kind'], string> = {
  reserve: 'Held',
  settle: 'Spent',
  release: 'Freed again',
  overrun: 'Beyond what was held',
}

/** After the number of the attempt. */
const attemptCauses: Partial<Record<LedgerCause, string>> = {
  'attempt.started': 'started',
  'attempt.metered': 'needed more than was held',
  'attempt.finished': 'was done',
  'attempt.charged': 'cost more than its limit, as a person accepted',
  'attempt.failed': 'failed',
  'attempt.blocked': 'was held up',
  'attempt.asked': 'asked a person',
  'attempt.interrupted': 'was cut off',
  'attempt.cancelled': 'was stopped',
}

const causes: Partial<Record<LedgerCause, string>> = {
  decision: 'A decision was asked for',
  late_decision: 'A decision that came too late',
  shadow: 'A model was asked beside the decider',
  asked_again: 'A decision was asked for again',
  other: 'Another reason',
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
  held: 'Held now',
  left: 'Left',
  nothing: 'Nothing',
  heldAbout: 'For attempts in flight',
  leftAbout: (count: number, kind: 'project' | 'run') =>
    `Of ${plural(count, `${kind} with a cap`, `${kind}s with a cap`)}`,
  noCap: 'No cap is set',
  movements: (count: number) => plural(count, 'payment'),

  requests: 'Waiting for more money',
  requestsAbout: 'These tasks go on when the cap is raised.',
  allow: (amount: string) => `Raise by ${amount}`,
  allowAmount: (currency: string) => `More money, in ${currency}`,
  openGate: 'Open the task',
  raised: (name: string) => `The cap of ${name} is raised`,

  caps: 'Caps',
  capsAbout: 'The most that a project, a run or a group may spend.',
  noCaps: 'No caps yet',
  noCapsAbout: 'Without a cap a run spends what its plan costs. Set one to be asked before it spends more.',
  setCap: 'Set a cap',
  setCapTitle: 'Set a cap',
  setCapOf: (name: string) => `Set a cap for ${name}`,
  changeCapOf: (name: string) => `Change the cap of ${name}`,
  saveCap: 'Save the cap',
  capOf: 'Cap of',
  project: 'A project',
  run: 'A run',
  branch: 'A group of a run',
  whichProject: 'Which project?',
  noProjects: 'There is no project yet',
  whichRun: 'Which run?',
  whichGroup: 'Which group?',
  amount: 'At most',
  currency: 'Currency',
  amountFault: 'Write an amount such as 20 or 12.50.',
  currencyFault: 'A currency is three capital letters, such as EUR.',
  ownerFault: 'Choose what the cap is of.',
  spentAlready: (amount: string) => `${amount} of it is spent or held. A cap cannot be lower.`,
  capSet: (name: string, amount: string) => `${name} may spend ${amount}`,
  noGroups: 'This run has no groups',
  noRuns: 'No run goes on now',

  columns: {
    name: 'What',
    of: 'Kind',
    use: 'Used',
    cap: 'Cap',
    spent: 'Spent',
    held: 'Held',
    left: 'Left',
    when: 'When',
    kind: 'Movement',
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
    none: 'No cap, only counted',
    fine: (percent: number) => `${percent}% used`,
    near: (percent: number) => `${percent}% used`,
    full: 'Used up',
    over: (amount: string) => `Over by ${amount}`,
    closed: 'Closed: no more money',
  },
  bar: (spent: string, held: string, left: string) => `${spent} spent, ${held} held, ${left} left`,
  which: 'Which caps',
  live: 'In use',
  all: 'All',
  noLiveCaps: 'Nothing with a cap goes on now.',
  showAll: 'Show all',

  spending: 'Spending',
  spendingAbout: (total: string, count: number) => `${total} in ${plural(count, 'payment')}`,
  by: 'By',
  byDay: 'Day',
  byRun: 'Run',
  byAgent: 'Agent',
  byModel: 'Model',
  span: 'Span',
  spans: { '7': '7 days', '30': '30 days', all: 'All' },
  nobody: 'Not known',
  noSpending: 'Nothing was spent in this span.',
  chartOf: (what: string, total: string) => `Spending by ${what}: ${total} in all`,
  top: (shown: number, all: number) => `The ${shown} largest of ${all}. The table and the CSV have all.`,

  filters: 'Filters',
  anyRun: 'All runs',
  anyProject: 'All projects',
  anyAgent: 'All agents',
  anyModel: 'All models',
  anyKind: 'All kinds',
  from: 'From',
  to: 'Until, that day included',
  clear: 'Clear the filters',
  exportCsv: 'Save as CSV',
  exporting: (count: number) => `Reading… ${plural(count, 'line')}`,
  stop: 'Stop',
  exported: (count: number) => `Saved ${plural(count, 'line')}`,
  exportFailed: 'The ledger could not be read to its end',
  noLines: 'No money has moved yet',
  noLinesAbout: 'Attempts of agents with a price, and questions to models, are booked here.',
  noMatch: 'No movement fits these filters',
  ledgerLabel: 'Ledger',
  looking: (at: string) => `Looked back to ${at}…`,
  kinds,
  sayCause,
}
