import type { ContextTask, DecisionContext } from '../context.ts'
import { maxInformation } from './proposals.ts'

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
    .filter(({ outcome }) => !isDeclined.test(outcome) && !isRetry.test(outcome))
    .map(
      ({ description, outcome }) => `A person was asked: ${questionOf(description)}\nThe answer: ${outcome}`,
    )
    .join('\n\n')
    .slice(-maxAnswers)
  const room = maxInformation - answers.length - 2
  return answers === '' ? context.goal : `${context.goal.slice(0, room)}\n\n${answers}`
}

/** The question without its recommendation and its `About` line. */
const questionOf = (description: string): string =>
  description.split(/\n\n(?=Recommended: |About: )/, 1)[0] ?? description

const isRetry = /^\s*(?:yes\b[\s,]*)?(?:please )?(?:(?:try|do) (?:it |that )?again|go on)\b/i

/** Matches `Skip it` and `no thanks`, but not `No, give it to Dana`. */
export const isDeclined = /^\s*(?:(?:skip|leave|drop)\b|no(?:pe)?(?:,? thanks?)?\s*[.!]*\s*$)/i

/** Matches `Nothing more`, `That is all` and `Complete it anyway`, but not `Complete the API first`. */
const enough =
  /^\s*(?:(?:yes|ok(?:ay)?|no|please)[\s,.!]+)*(?:(?:that|this|it)(?:['’]s| is| was)\s+)?(?:nothing(?:\s+(?:more|else|further)\b.*)?|(?:all\s+)?done|enough|all|no more|(?:complete|finish|end|close|accept)(?:\s+(?:it|this|that|here|the (?:goal|project|run|work)))?(?:\s+(?:anyway|now|as (?:it )?is))?|call it (?:done|complete|finished))\W*$|^\s*(?:nothing more|nothing else|that is all|enough|no more|complete it|accept it)\b/i
export const isEnough = (answer: string): boolean =>
  enough.test(answer.slice(0, 300)) || /^\s*no(?:,? thanks?)?\W*$/i.test(answer)

/** Matches `Go on` and `Yes, allow more`. */
export const isGoOn = (answer: string): boolean =>
  /^\s*(?:yes\b[\s,]*)?(?:please\s+)?(?:go on|go ahead|continue|allow|raise|more\b|yes\W*$)/i.test(answer)
