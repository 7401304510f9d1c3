/** Questions about a goal and its plan, and notes for the reader of the plan. Stored in events. */
export const scopeTexts = {
  whatToMake: (part: string) =>
    `What should be made for ${part}? Name a page, an endpoint, a script, a document or a test.`,
  noAgentDoes: (part: string) =>
    `No agent can do ${part}, because agents here only write files. Who should do it, or what should be made instead?`,
  notCovered: (part: string) => `No task covers "${part}". Who should do it, or should it be left out?`,
  acceptResult: (approval: string, task: string) =>
    `The goal says "${approval}". May the result of "${task}" be used?`,
  testsOthers: 'This task tests the results of the other tasks.',
  isOnePart: 'This task is one part of a larger task.',
}
