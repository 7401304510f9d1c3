import { plural } from '#shared/text/plural.ts'

export const runWhy = {
  title: 'Why is nothing running?',
  waits: 'Why do tasks wait?',
  show: 'Show why tasks wait',
  hide: 'Hide why tasks wait',
  causes: 'What holds them',
  actions: 'What would help, the least work first',
  more: 'All causes and actions',
  less: 'Less',
  count: (tasks: number) => plural(tasks, 'task'),
  others: (count: number) => `and ${plural(count, 'more cause')}`,
  frees: (now: number, later: number) =>
    [
      now > 0 ? `frees ${plural(now, 'task')} now` : '',
      later > 0 ? `${now > 0 ? '' : 'frees '}${later} later` : '',
    ]
      .filter(Boolean)
      .join(', '),
  cost: (amount: string) => `costs about ${amount}`,
  nothing: 'Nothing waits: all that is left is over or at work.',
  waitOnly: 'Nothing to be done: it goes on by itself.',
  done: {
    resume_run: 'The run goes on',
    unblock: 'The task is unblocked',
    raise_cap: 'The cap is raised',
    bring_online: 'The agent is online',
    raise_capacity: 'The agent takes more at once',
    add_skill: 'The agent has the skill',
    unpin: 'Anyone may do it now',
  },
  does: {
    answer_gate: 'Answer',
    resume_run: 'Resume',
    start_app: '',
    unblock: 'Unblock',
    raise_cap: 'Raise the cap',
    set_price: 'Open the agent',
    bring_online: 'Bring online',
    raise_capacity: (capacity: number) => `Take ${capacity} at once`,
    add_skill: 'Add the skill',
    unpin: 'Let anyone do it',
    add_agent: 'Add an agent',
    run_again: 'Run again',
    call_worker: 'Open the agent',
    wait: '',
  },
}
