interface Answered {
  readonly question: string
  readonly answer: string
  /** Null: by templates. */
  readonly model: string | null
}

/**
 * The goal with an answer to what was asked of it. Templates look for what is to be made in every word, and the question
 * names all that can be: they get the answer alone.
 */
export const answeredGoal = (goal: string, { question, answer, model }: Answered): string =>
  [goal, ...(model === null ? [] : [question]), answer.trim()].join('\n\n').slice(0, longestGoal)

const longestGoal = 10_000
