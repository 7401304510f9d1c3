/** Texts of tasks that come from a request in words. */
export const requests = {
  unclearThing: (quote: string) =>
    `“${quote}” does not say what is meant. Name the thing, and what should happen with it.`,
  unclearContent: (quote: string) => `“${quote}” has no content. Write what the message should say, and why.`,
  /** `noAgentWork` marks the question for the code that reads its answer. */
  noAgent: (text: string, noAgentWork: string) =>
    `No agent here does this: "${text}". ${noAgentWork} Describe the result if you did it yourself, or what should happen instead. To have an agent do it, connect a coding agent or a model, and start a goal.`,
  condition: (condition: string) => `Condition: ${condition}`,
  context: (context: string) => `Context: ${context}`,
}
