/** What is said in the panel of one task. */
export const runPanel = {
  label: 'Task',
  about: 'About the task',
  close: 'Close the task',
  width: 'Width of the task panel',
  missing: (key: string) => `This run has no task “${key}”.`,
  tabs: {
    overview: 'Overview',
    log: 'Log',
    result: 'Result',
    files: 'Files',
    attempts: 'Attempts',
    given: 'Input',
    raw: 'JSON',
  },
  given: {
    notKept:
      'The exact words an agent was sent are not kept. They are made from what stands here, as it is now; it may have been changed since an attempt.',
    group: 'A group is handed to nobody: look at its tasks.',
    task: 'The task itself',
    noDescription: 'It has a title and no description.',
    skills: (names: string) => `Skills: ${names}`,
    results: 'Results of the tasks before it',
    noResults: 'It waits for no other task, so it is handed no result.',
    noResultYet: 'No result yet.',
    open: 'Open the task',
    answers: 'The last answer of a person',
    lastFailure: 'Why the attempt before failed',
    checks: 'What is checked before its result counts',
    also: 'An agent is also handed its own profile, earlier answers, and the note it left for itself when it asked. Those are not shown here.',
  },
}
