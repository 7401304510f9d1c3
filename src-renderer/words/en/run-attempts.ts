/** What is said of the tries at one task. */
export const runAttempts = {
  none: 'Not tried yet',
  noneHint: 'Each try of an agent at this task is listed here with its outcome.',
  title: (number: number) => `Attempt ${number}`,
  agent: 'Agent',
  started: 'Started',
  took: 'Took',
  cost: 'Cost',
  lease: 'Lease',
  leaseEnds: 'Ends in',
  leaseUnless: 'unless its worker reports',
  delegation: 'Delegation',
  held: (amount: string) => `${amount} held`,
  soFar: (spent: string, held: string) => `${spent} so far, ${held}`,
}
