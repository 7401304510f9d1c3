/** Questions and skipped parts of a change by instruction. */
export const planChanges = {
  unknownTask: (named: string) => `The plan has no task “${named}”. Which task do you mean?`,
  ambiguousTask: (named: string, tasks: readonly string[], more: number) =>
    `“${named}” matches ${tasks.join(', ')}${more > 0 ? ` and ${more} more` : ''}. Which task do you mean?`,
  taskName: (title: string, key: string) => `“${title}” (${key})`,
  unclearPlace: (named: string) => `Which task of the plan is “${named}”?`,
  unclearRequest: (request: string) =>
    `What should change with “${request}”? Name a task of the plan, for example: “Remove Review”.`,
  noTask: (key: string) => `The plan has no task ${key}.`,
  noDependent: (key: string, task: string) =>
    `Task ${key} cannot depend on “${task}”: the plan has no such task.`,
  noDependency: (task: string, key: string) =>
    `“${task}” cannot depend on ${key}: the plan has no such task.`,
  cycle: (task: string, other: string) =>
    `“${task}” cannot depend on “${other}”: the dependencies would form a cycle.`,
  planCut: 'The plan is too long. The model received only the beginning of the plan.',
}

/** Notes and questions of a plan that a model makes from a goal. */
export const planner = {
  unusablePlan: (model: string | null, fault: string) =>
    `The plan of ${model ?? 'the model'} cannot run. ${fault}`,
  acceptResult: (goal: string, task: string) =>
    `The goal says "${goal}". May the result of "${task}" be used?`,
  notSplit: (task: string, why: string) => `“${task}” is hard and was not split. ${why}`,
  tooFewParts: 'The model returned fewer than two parts.',
  partOrder: 'A part depends on a later part.',
  partOfTask: 'Part of a hard task.',
}
