import { plural } from '#shared/text/plural.ts'

/** What is said above every view of a run. */
export const runHeader = {
  runs: 'Runs',
  page: 'Run',
  title: (title: string, status: string) => `${title} — ${status}`,
  titleGoing: (title: string, status: string, done: number, all: number) =>
    `${title} — ${status} ${done}/${all}`,
  seeAll: 'See all runs',
  buildLog: 'Build log',
  progress: 'Progress of the run',
  weighed: (done: number, all: number, percent: number) =>
    `${done} of ${plural(all, 'task')}, ${percent}% of the work`,
  weighedHint: (percent: number) => `${percent}% of the work is done: a task weighs as much as it takes`,
  running: (count: number) => `${count} running`,
  failed: (count: number) => `${count} failed`,
  started: 'Started',
  atOnce: (tasks: number) => `${plural(tasks, 'task')} at once`,
  took: 'How long it took',
  takes: 'How long it has taken so far',
  left: {
    about: (span: string) => `About ${span} of work left`,
    soon: 'Less than a minute of work left',
    unknown: 'Time left: no history yet',
    unknownHint: 'Nothing like the tasks that are left was ever done, and the plan gives no estimates.',
    late: 'Longer than usual',
    lateHint: 'What runs has taken longer than it mostly does.',
    hint: 'From what such work took before. Waiting for people is not in it.',
    guessed: (guessed: number, open: number) =>
      `From what such work took before; of ${guessed} of the ${plural(open, 'task')} left nobody knows. Waiting for people is not in it.`,
  },
  money: {
    spent: (amount: string) => `${amount} spent`,
    of: (spent: string, cap: string) => `${spent} of ${cap}`,
    held: (amount: string) => `${amount} is held for what runs`,
    change: (name: string) => `Change the cap of ${name}`,
    set: 'Set a cap',
    tight: (name: string, left: string) => `${name}: ${left} left`,
  },
  stopping: 'Stopping…',
  stop: 'Stop',
  stopForGood: 'For good?',
  stopRun: 'Stop the run',
  keepGoing: 'Keep going',
  pause: 'Pause',
  pauseHint: 'Start nothing more for now; what runs goes on to its end',
  resume: 'Resume',
  again: 'Run again',
  commands: {
    pause: 'Pause the run',
    resume: 'Let the run go on',
    stop: 'Stop the run…',
    again: 'Run it again',
    retryFailed: 'Retry what failed',
    cap: 'Set or change the cap of the run',
    over: 'The run is over',
  },
}
