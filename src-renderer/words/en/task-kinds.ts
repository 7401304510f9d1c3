/** Kinds of work that a task is begun from, and the box they are chosen in. */
export const taskKinds = {
  add: 'Add a task',
  addAfter: (title: string) => `Add a task after “${title}”`,
  addBefore: (title: string) => `Add a task before “${title}”`,
  addBetween: (from: string, to: string) => `Add a task between “${from}” and “${to}”`,
  search: 'Title of the task, or what kind it is',
  hint: 'A list can be pasted: each line becomes a task.',
  choose: 'add',
  blank: 'Blank task',
  blankAbout: 'To be filled in',
  named: (title: string) => `“${title}”`,
  namedAbout: 'A task of this title',
  lines: (count: number) => `Add ${count} tasks`,
  linesAbout: 'A task for each line',
  like: (title: string) => `Like “${title}”`,
  likeAbout: 'With its skills, gate and checks',
  able: (count: number) => (count === 0 ? 'nobody can' : count === 1 ? '1 agent' : `${count} agents`),
  /** Nobody of the crew can; this many others could. */
  outside: (count: number) =>
    count === 0
      ? 'nobody can'
      : count === 1
        ? '1 agent, not in the crew'
        : `${count} agents, none in the crew`,
  asked: 'a person is asked',
  checked: 'checked when done',
  groups: { begin: 'Begin', kinds: 'Kinds of work', plan: 'As in this plan' },
  kinds: {
    research: {
      title: 'Research',
      about: 'Find things out, with sources',
      text: 'Find out what is known about it.\n\nDone when each claim names its source.',
    },
    comparison: {
      title: 'Compare options',
      about: 'Hold several things against each other',
      text: 'Compare the options by what matters.\n\nDone when each is held against the same points and one is recommended.',
    },
    summary: {
      title: 'Summarise',
      about: 'The essence of what there is',
      text: 'Summarise what the tasks before found.\n\nDone when nothing that matters is missing.',
    },
    guide: {
      title: 'Write a document',
      about: 'A file that can be read',
      text: 'Write it as document.md.\n\nDone when the file is there and says what was asked.',
    },
    backend: {
      title: 'Build a service or a script',
      about: 'Code without a face',
      text: 'Build it.\n\nDone when it runs and wrong input is refused.',
    },
    frontend: {
      title: 'Build a page',
      about: 'Code that one sees',
      text: 'Build it.\n\nDone when it opens in a browser without an error.',
    },
    tests: {
      title: 'Test it',
      about: 'Checks of the result',
      text: 'Write and run tests of what was built.\n\nDone when they run and pass.',
    },
    review: {
      title: 'Review',
      about: 'A person looks at the result',
      text: 'Review what the tasks before made.',
      question: 'May this result be used?',
    },
    message: {
      title: 'Send a message',
      about: 'A person is asked before it leaves',
      text: 'Write the message and send it.\n\nDone when it was sent to whom it is for.',
      question: 'May this be sent?',
    },
    purchase: {
      title: 'Buy something',
      about: 'A person is asked before money is spent',
      text: 'Buy what was chosen.\n\nDone when the order is confirmed.',
      question: 'May this be bought?',
    },
    phase: { title: 'Phase', about: 'A group of tasks', text: '' },
  },
}
