/** Kinds of work for a new task, and the box that offers them. */
export const taskKinds = {
  add: 'Add task',
  addAfter: (title: string) => `Add a task after “${title}”`,
  addBefore: (title: string) => `Add a task before “${title}”`,
  addBetween: (from: string, to: string) => `Add a task between “${from}” and “${to}”`,
  search: 'Title or kind of task',
  hint: 'Paste a list to add a task per line.',
  choose: 'add',
  blank: 'Blank task',
  blankAbout: 'Empty task',
  named: (title: string) => `“${title}”`,
  namedAbout: 'Task with this title',
  lines: (count: number) => `Add ${count} tasks`,
  linesAbout: 'A task per line',
  like: (title: string) => `Like “${title}”`,
  likeAbout: 'With its skills, gate and checks',
  able: (count: number) => (count === 0 ? 'no agent' : count === 1 ? '1 agent' : `${count} agents`),
  /** Number of matching agents outside of the run, when none of the run's agents matches. */
  outside: (count: number) =>
    count === 0
      ? 'no agent'
      : count === 1
        ? '1 agent, outside this run'
        : `${count} agents, outside this run`,
  asked: 'requires approval',
  checked: 'has checks',
  groups: { begin: 'New', kinds: 'Kinds of work', plan: 'From this plan' },
  kinds: {
    research: {
      title: 'Research',
      about: 'Find facts with sources',
      text: 'Research the topic.\n\nDone when each claim has a source.',
    },
    comparison: {
      title: 'Compare options',
      about: 'Compare and recommend',
      text: 'Compare the options by the same criteria.\n\nDone when each option is rated and one is recommended.',
    },
    summary: {
      title: 'Summarise',
      about: 'Condense earlier results',
      text: 'Summarise the results of the earlier tasks.\n\nDone when all important points are covered.',
    },
    guide: {
      title: 'Write a document',
      about: 'Create a document file',
      text: 'Write document.md.\n\nDone when the file exists and covers the request.',
    },
    backend: {
      title: 'Build a service or a script',
      about: 'Backend code',
      text: 'Build the service or script.\n\nDone when it runs and rejects invalid input.',
    },
    frontend: {
      title: 'Build a page',
      about: 'Frontend code',
      text: 'Build the page.\n\nDone when it opens in a browser without errors.',
    },
    tests: {
      title: 'Test',
      about: 'Test the result',
      text: 'Write and run tests for the result.\n\nDone when all tests pass.',
    },
    review: {
      title: 'Review',
      about: 'Requires approval of the result',
      text: 'Review the results of the earlier tasks.',
      question: 'Approve this result?',
    },
    message: {
      title: 'Send a message',
      about: 'Requires approval before sending',
      text: 'Write and send the message.\n\nDone when the message is sent to its recipients.',
      question: 'Approve sending this message?',
    },
    purchase: {
      title: 'Make a purchase',
      about: 'Requires approval before spending',
      text: 'Buy the selected item.\n\nDone when the order is confirmed.',
      question: 'Approve this purchase?',
    },
    phase: { title: 'Phase', about: 'A group of tasks', text: '' },
  },
}
