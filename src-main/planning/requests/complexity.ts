import { cutAtWord } from '#shared/text/cut.ts'

/** How hard a piece of work is, from 1 to 10, and what tells. */
export interface Complexity {
  readonly score: number
  readonly because: string
}

/** From here on a task is split: one agent would lose sight of some of it. */
const hardFrom = 7

export const isHard = ({ score }: Complexity): boolean => score >= hardFrom

/** Of a model's number. */
export const complexityOf = (score: number, because: string): Complexity => ({
  score: Math.min(10, Math.max(1, Math.round(score))),
  because,
})

/** Without a model: the more a thing must do, the harder it is. Three features make it hard. */
export const scoreByFeatures = (features: readonly string[]): Complexity =>
  complexityOf(
    2 + 2 * features.length,
    features.length === 0
      ? 'The goal asks for nothing special of it.'
      : `It must have: ${features.join(', ')}.`,
  )

const maxFeatures = 12
const maxLength = 100
const begins =
  /\b(?:with|including|featuring|that has|that have|which has|which have|supporting|that supports)\s+/i
const item = /^\s*(?:[-*+]|\d{1,2}[.)])\s+(?<text>\S.*)$/
/** `… and publish it` is about the whole, no part of it. */
const pointsBack = /\b(?:it|them|this)\b/i
const articles = /^(?:an?|the|some|its|our)\s+/i

/** What a goal's words ask of the thing: what follows `with` or `including`, and the items of a list below it. */
export function readFeatures(goal: string): string[] {
  const lines = goal.split(/\r?\n/)
  const listed = lines.flatMap((line) => item.exec(line)?.groups?.text ?? [])
  const told = lines.flatMap((line) => (item.test(line) ? [] : featuresOf(line)))
  const found = [...told.filter((text) => !pointsBack.test(text)), ...listed]
    .map(clean)
    .filter((text) => text !== '')
  return [...new Set(found)].slice(0, maxFeatures)
}

function featuresOf(line: string): string[] {
  // The sentence ends the list.
  return line
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=[.!?;]) /)
    .flatMap((sentence) => {
      const [, ...after] = sentence.split(begins)
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
