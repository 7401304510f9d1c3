/** Texts about the attempts at a task. */
export const runAttempts = {
  none: 'No attempts yet',
  noneHint: 'Each attempt appears here with its outcome.',
  title: (number: number) => `Attempt ${number}`,
  agent: 'Agent',
  started: 'Started',
  took: 'Duration',
  cost: 'Cost',
  lease: 'Lease',
  leaseEnds: 'Expires in',
  leaseUnless: 'unless the worker reports',
  delegation: 'Delegation',
  held: (amount: string) => `${amount} reserved`,
  soFar: (spent: string, held: string) => `${spent} so far, ${held}`,
}
