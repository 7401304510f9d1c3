/**
 * The part of a description that says when its agent is to be used, without what says when not; null where no sentence
 * does. Examples of conversations are about anything, and are left out.
 */
export function whenToUse(description: string): string | null {
  const told = sentencesOf(description).filter((each) => whenPattern.test(each) && !neverPattern.test(each))
  return told.length === 0 ? null : told.map(withoutManner).join(' ')
}

/** The whole description in the same way. */
export const withoutExamples = (description: string): string =>
  sentencesOf(description)
    .filter((each) => !neverPattern.test(each))
    .map(withoutManner)
    .join(' ')

const whenPattern =
  /\buse (?:it|this|proactively|immediately|when|whenever|for|after|before|if|to)\b|\binvoke (?:this|when|for)\b|\btriggers? (?:on|when|for)\b|\btriggers?:/i

const neverPattern = /\b(?:do not|don't|never) (?:use|invoke)\b|\bnot for\b/i

const sentencesOf = (description: string): string[] =>
  (description.split(/<example>|\bExamples?:/i)[0] ?? '').split(/(?<=[.!?])\s|\n/)

/** "… deployment workflows while maintaining security" is about deployment. */
const withoutManner = (sentence: string): string => sentence.split(/ while /i)[0] ?? ''
