/** Null values for the fields that most actions do not use. */
export const noFields = {
  next_agent_type: null,
  task_description: null,
  context_to_pass: null,
  urgency: null,
  question: null,
  recommended_answer: null,
} as const
