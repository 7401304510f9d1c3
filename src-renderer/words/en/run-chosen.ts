import { plural } from '#shared/text/plural.ts'

const tasks = (count: number) => plural(count, 'task')

/** What is said where something is done to several tasks of a run at once. */
export const runChosen = {
  label: 'Selected tasks',
  count: (count: number) => `${count.toLocaleString('en')} selected`,
  all: 'Select all tasks of the table',
  none: 'Clear the selection',
  nothing: 'No task is selected in the table',
  fits: (count: number, all: number) => `${count.toLocaleString('en')} of the ${tasks(all)} selected`,
  cancel: {
    button: 'Cancel',
    some: (count: number) => `Cancel ${count.toLocaleString('en')}`,
    command: 'Cancel the selected tasks',
    none: 'All of them are over',
    label: 'Cancel the selected tasks',
    ask: (count: number) => `Cancel ${tasks(count)} for good?`,
    about: 'Agents at work on them are told to stop. Dependent tasks are skipped.',
    submit: (count: number) => `Cancel ${tasks(count)}`,
    keep: 'Keep them',
    done: (count: number) => `${tasks(count)} cancelled`,
  },
  retry: {
    button: 'Retry',
    some: (count: number) => `Retry ${count.toLocaleString('en')}`,
    command: 'Retry the selected tasks',
    none: 'None of them waits to be tried again; what failed can be retried when the run is over',
    never: 'This run can only be run again as a whole',
    done: (count: number) => `${tasks(count)} tried again`,
  },
  assign: {
    button: 'Reassign…',
    some: (count: number) => `Reassign ${count.toLocaleString('en')}…`,
    command: 'Reassign the selected tasks',
    none: 'Started and finished tasks cannot be reassigned',
    title: (count: number) => `Who should do ${count === 1 ? 'it' : `all ${tasks(count)}`}?`,
    about: 'The one you choose does them, and nobody else. They wait where that agent is busy.',
    aboutAgain: 'A new run does these tasks and what comes after them again; all else is taken over.',
    done: (count: number, name: string) => `${tasks(count)} assigned to ${name}`,
    free: (count: number) => `Anyone may do ${tasks(count)} now`,
  },
  priority: {
    button: 'Set priority…',
    some: (count: number) => `Set priority of ${count.toLocaleString('en')}…`,
    command: 'Set the priority of the selected tasks',
    none: 'All of them are over',
    done: (count: number, priority: string) => `Priority of ${tasks(count)}: ${priority}`,
  },
  refused: (refused: number, all: number) =>
    refused === all
      ? `Not done, for none of the ${tasks(all)}:`
      : `Not done for ${refused} of ${tasks(all)}:`,
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  dismiss: 'Hide what was not done',
}
