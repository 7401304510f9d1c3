import { words } from '#shared/words/words.ts'
import type { ContextTask, DecisionContext } from '../context.ts'
import { maxInformation } from './proposals.ts'

const recommended = words.recommendedAnswers

/** Answered questions to a person, oldest first. */
export const escalations = ({ tasks }: DecisionContext): ContextTask[] =>
  tasks.filter(({ isEscalation, status }) => isEscalation && status === 'done')

export const answersOf = (context: DecisionContext): string =>
  escalations(context)
    .map(({ outcome }) => outcome)
    .join('\n')

/** Characters. A longer text would leave no room for the goal. */
const maxAnswers = 2000

/** The goal together with questions to people and their answers, as information for the next agent. */
export function informationOf(context: DecisionContext): string {
  const answers = escalations(context)
    .filter(({ outcome }) => !isDeclined(outcome) && !isRetry(outcome))
    .map(({ description, outcome }) => `Question: ${questionOf(description)}\nAnswer: ${outcome}`)
    .join('\n\n')
    .slice(-maxAnswers)
  const room = maxInformation - answers.length - 2
  return answers === '' ? context.goal : `${context.goal.slice(0, room)}\n\n${answers}`
}

/** The question without its recommendation and its `About` line. */
const questionOf = (description: string): string =>
  description.split(/\n\n(?=Recommended: |About: )/, 1)[0] ?? description

const retry = /^\s*(?:yes\b[\s,]*)?(?:please )?(?:(?:try|do) (?:it |that )?again|go on)\b/i

const isRetry = (answer: string): boolean => answer === recommended.tryAgain || retry.test(answer)

const declined = /^\s*(?:(?:skip|leave|drop)\b|no(?:pe)?(?:,? thanks?)?\s*[.!]*\s*$)/i

/** True for `Skip it` and `no thanks`, but not for `No, give it to Dana`. */
export const isDeclined = (answer: string): boolean => answer === recommended.skip || declined.test(answer)

/** Matches `Nothing more`, `That is all` and `Complete it anyway`, but not `Complete the API first`. */
const enough =
  /^\s*(?:(?:yes|ok(?:ay)?|no|please)[\s,.!]+)*(?:(?:that|this|it)(?:['’]s| is| was)\s+)?(?:nothing(?:\s+(?:more|else|further)\b.*)?|(?:all\s+)?done|enough|all|no more|(?:complete|finish|end|close|accept)(?:\s+(?:it|this|that|here|the (?:goal|project|run|work)))?(?:\s+(?:anyway|now|as (?:it )?is))?|call it (?:done|complete|finished))\W*$|^\s*(?:nothing more|nothing else|that is all|enough|no more|complete it|accept it)\b/i
export const isEnough = (answer: string): boolean =>
  answer === recommended.nothingMore ||
  enough.test(answer.slice(0, 300)) ||
  /^\s*no(?:,? thanks?)?\W*$/i.test(answer)

/** True for `Go on` and `Yes, allow more`. */
export const isGoOn = (answer: string): boolean =>
  answer === recommended.goOn ||
  /^\s*(?:yes\b[\s,]*)?(?:please\s+)?(?:go on|go ahead|continue|allow|increase|raise|more\b|yes\W*$)/i.test(
    answer,
  )
