import { plural } from '#shared/text/plural.ts'

/** Texts for assigning a task to another agent. */
export const runAssign = {
  open: 'Assign to…',
  openAgain: 'Assign and rerun…',
  title: 'Assign an agent',
  about: 'Only the assigned agent does this task. If that agent is busy, the task waits.',
  aboutAgain: 'A new run repeats this task and its dependents. Other results are reused.',
  assign: (name: string) => `Assign to ${name}`,
  choose: 'Assign',
  /** For an agent that can do only some of several tasks. */
  assignPart: (count: number, name: string) => `Assign ${plural(count, 'task')} to ${name}`,
  choosePart: (count: number) => `Assign ${count.toLocaleString('en')}`,
  partOnly: (count: number, of: number, missing: readonly string[]) =>
    `Can do ${count.toLocaleString('en')} of ${plural(of, 'task')}; lacks ${missing.join(', ')}.`,
  now: 'Current agent',
  pinned: 'Assigned',
  anyone: 'Use best match',
  others: (count: number) => `${count.toLocaleString('en')} more with a lower score are hidden.`,
  nobody: 'No other agents.',
  close: 'Cancel',
  done: (name: string) => `Assigned to ${name}`,
  free: 'Best match gets the task',
  onlyFor: (name: string) => `Assigned agent: ${name}`,
}
