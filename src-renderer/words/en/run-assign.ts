/** What is said where a task is given to another agent. */
export const runAssign = {
  open: 'Assign to…',
  openAgain: 'Assign and rerun…',
  title: 'Who should do it?',
  about: 'The one you choose does it, and nobody else. It waits where that agent is busy.',
  aboutAgain: 'A new run does this task and what comes after it again; all else is taken over.',
  assign: (name: string) => `Assign to ${name}`,
  choose: 'Assign',
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
