import { plural } from '#shared/text/plural.ts'

const tasks = (count: number) => plural(count, 'task')

/** Texts for actions on several tasks of a run. */
export const runChosen = {
  label: 'Selected tasks',
  count: (count: number) => `${count.toLocaleString('en')} selected`,
  all: 'Select all tasks in the table',
  none: 'Clear the selection',
  nothing: 'No task is selected in the table',
  fits: (count: number, all: number) => `${count.toLocaleString('en')} of the ${tasks(all)} selected`,
  cancel: {
    button: 'Cancel',
    some: (count: number) => `Cancel ${count.toLocaleString('en')}`,
    command: 'Cancel the selected tasks',
    none: 'All selected tasks are finished',
    label: 'Cancel the selected tasks',
    ask: (count: number) => `Cancel ${tasks(count)}?`,
    about: 'Their agents stop, and dependent tasks are skipped. You cannot undo this.',
    submit: (count: number) => `Cancel ${tasks(count)}`,
    keep: 'Keep tasks',
    done: (count: number) => `${tasks(count)} cancelled`,
  },
  retry: {
    button: 'Retry',
    some: (count: number) => `Retry ${count.toLocaleString('en')}`,
    command: 'Retry the selected tasks',
    none: 'No selected task waits for a retry. You can retry failed tasks after the run ends.',
    never: 'Only the whole run can run again',
    done: (count: number) => `${tasks(count)} retried`,
  },
  assign: {
    button: 'Reassign…',
    some: (count: number) => `Reassign ${count.toLocaleString('en')}…`,
    command: 'Reassign the selected tasks',
    none: 'Started and finished tasks cannot be reassigned',
    title: (count: number) => `Assign an agent to ${count === 1 ? 'the task' : `all ${tasks(count)}`}`,
    about: 'Only the assigned agent does these tasks. If that agent is busy, they wait.',
    aboutAgain: 'A new run repeats these tasks and their dependents. Other results are reused.',
    done: (count: number, name: string) => `${tasks(count)} assigned to ${name}`,
    free: (count: number) => `Best match gets ${tasks(count)}`,
  },
  priority: {
    button: 'Set priority…',
    some: (count: number) => `Set priority of ${count.toLocaleString('en')}…`,
    command: 'Set the priority of the selected tasks',
    none: 'All selected tasks are finished',
    done: (count: number, priority: string) => `Priority of ${tasks(count)}: ${priority}`,
  },
  refused: (refused: number, all: number) =>
    refused === all ? `No change to the ${tasks(all)}:` : `No change to ${refused} of ${tasks(all)}:`,
  more: (count: number) => `and ${count.toLocaleString('en')} more`,
  dismiss: 'Dismiss',
}
