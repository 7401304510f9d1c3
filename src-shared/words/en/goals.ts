/** Expectations of a goal before its start. Parts of the goal are quoted and cut by the caller. */
export const goalPreview = {
  asksForTask: 'No model is set. Switchyard asks you what to make.',
  firstVersion: (titles: string) =>
    `No model is set. Switchyard writes an incomplete first version of: ${titles}.`,
  unclear: (part: string) => `Switchyard asks you about an unclear part: ${part}.`,
  noAgent: (part: string) => `Switchyard asks you about a part that no agent can do: ${part}.`,
  approval: (part: string) => `You approve the result: ${part}.`,
  modelDecides: (part: string) =>
    `The model decides about ${part}. Switchyard checks later that the work covers this part.`,
  notCovered: (part: string) => `No task covers ${part}. Switchyard asks you before work starts.`,
}

/** Texts about decisions and tasks of a goal run. Stored in events. */
export const goalNotes = {
  firstTask: 'Plan project scope',
  firstTaskDescription: 'Analyze the goal and write scope.md.',
  notCovered: 'No task covers this part.',
  modelNotAsked: (why: string) => `${why} The model was not asked.`,
  noQuestion: 'The original decision was made without a model, so there is no question to repeat.',
}
