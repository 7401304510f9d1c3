import { cutAtWord } from '#shared/text/cut.ts'

/** Difficulty of a task, from 1 to 10, with the reason. */
export interface Complexity {
  readonly score: number
  readonly because: string
}

/** Scores from here on split a task, because a single agent would lose track of its details. */
const hardFrom = 7

export const isHard = ({ score }: Complexity): boolean => score >= hardFrom

/** Rounds a model's score and limits it to 1–10. */
export const complexityOf = (score: number, because: string): Complexity => ({
  score: Math.min(10, Math.max(1, Math.round(score))),
  because,
})

/** Score without a model: two points for each feature. Three features make a task hard. */
export const scoreByFeatures = (features: readonly string[]): Complexity =>
  complexityOf(
    2 + 2 * features.length,
    features.length === 0
      ? 'The goal asks for nothing special of it.'
      : `It must have: ${features.join(', ')}.`,
  )

const maxFeatures = 12
const maxLength = 100
/** `that has` in `an app that has a calendar` */
const featureStart =
  /\b(?:with|including|featuring|that has|that have|which has|which have|supporting|that supports)\s+/i
const listItem = /^\s*(?:[-*+]|\d{1,2}[.)])\s+(?<text>\S.*)$/
/** `… and publish it` refers to the complete item and is not a feature. */
const pointsBack = /\b(?:it|them|this)\b/i
const articles = /^(?:an?|the|some|its|our)\s+/i

/** Features that a goal names: the words after `with` or `including`, and the items of a list. */
export function readFeatures(goal: string): string[] {
  const lines = goal.split(/\r?\n/)
  const listed = lines.flatMap((line) => listItem.exec(line)?.groups?.text ?? [])
  const named = lines.flatMap((line) => (listItem.test(line) ? [] : featuresOf(line)))
  const found = [...named.filter((text) => !pointsBack.test(text)), ...listed]
    .map(clean)
    .filter((text) => text !== '')
  return [...new Set(found)].slice(0, maxFeatures)
}

function featuresOf(line: string): string[] {
  // The end of the sentence ends the list.
  return line
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.!?;]) /)
    .flatMap((sentence) => {
      const [, ...after] = sentence.split(featureStart)
      return after.flatMap((list) => list.split(/, ?(?:and )?| and /i))
    })
}

const clean = (text: string): string =>
  cutAtWord(
    text
      .trim()
      .replace(articles, '')
      .replace(/[.!?;:\s]+$/, ''),
    maxLength,
  )
