import type { AttemptContext } from '../../engine/ports.ts'
import { instructionOf } from './text/given-text.ts'
import { flat } from './text/phrases.ts'

const verbs =
  /^(?:(?:please|kindly|can you|could you|just|then|and)\s+)*(?:(?:do (?:some )?)?research(?: on| about| into)?|find out(?: about)?|find|look (?:up|for|into|at)|search for|investigate|explore|discover|gather|collect|identify|study|compare|buy|purchase|order|book|reserve|shop for|pay for)(?=\s)/iu

/** The request of the task: its description without the handed-over text, else its title. */
export function requestOf({ title, description }: Pick<AttemptContext, 'title' | 'description'>): string {
  const instruction = instructionOf(description)
    .replace(/\n\nContext: .*$/su, '')
    .trim()
  return instruction === '' ? title : instruction
}

/** The first line of the request without its verb: `best laptops` of `Research best laptops`. */
export const subjectOf = (task: Pick<AttemptContext, 'title' | 'description'>): string => {
  const [line = ''] = requestOf(task).split('\n', 1)
  return flat(line.replace(verbs, ''))
}
