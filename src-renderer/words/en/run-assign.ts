import { plural } from '#shared/text/plural.ts'

/** What is said where a task is given to another agent. */
export const runAssign = {
  open: 'Assign to…',
  openAgain: 'Assign and rerun…',
  title: 'Who should do it?',
  about: 'The one you choose does it, and nobody else. It waits where that agent is busy.',
  aboutAgain: 'A new run does this task and what comes after it again; all else is taken over.',
  assign: (name: string) => `Assign to ${name}`,
  choose: 'Assign',
  /** To an agent that can do some of several tasks only. */
  assignPart: (count: number, name: string) => `Assign ${plural(count, 'task')} to ${name}`,
  choosePart: (count: number) => `Assign ${count.toLocaleString('en')}`,
  partOnly: (count: number, of: number, missing: readonly string[]) =>
    `Can do ${count.toLocaleString('en')} of ${plural(of, 'task')}; lacks ${missing.join(', ')}.`,
  now: 'Has it now',
  pinned: 'Pinned',
  anyone: 'Let anyone do it',
  others: (count: number) => `${count.toLocaleString('en')} more, further away, are not shown.`,
  nobody: 'There is no other agent here.',
  close: 'Keep it as it is',
  done: (name: string) => `Assigned to ${name}`,
  free: 'Anyone may do it now',
  onlyFor: (name: string) => `For ${name} alone`,
}
