import type { Check } from '#shared/model/check.ts'

type ReviewerCheck = Extract<Check, { kind: 'reviewer' }>

const opening = 'Somebody reports this task as done: '
const looking = 'Look at this: '
const closing =
  'Look at the result, which is given, and begin your answer with the word PASS or FAIL and the reason.'

/** Writes the instructions for a reviewer, who also receives the result. */
export const writeBrief = (
  { title, description }: { readonly title: string; readonly description: string },
  { question }: ReviewerCheck,
): string =>
  [`${opening}${title}`, description, question === undefined ? '' : `${looking}${question}`, closing]
    .filter((part) => part !== '')
    .join('\n\n')

export interface Brief {
  readonly task: string
  /** Null: the review covers the entire task. */
  readonly question: string | null
}

/** Parses a text of `writeBrief`. Any other text is the task itself. */
export function readBrief(text: string): Brief {
  if (!text.startsWith(opening) || !text.endsWith(closing)) return { task: text, question: null }
  const body = text.slice(opening.length, -closing.length).trim()
  const at = body.lastIndexOf(`\n\n${looking}`)
  if (at === -1) return { task: body, question: null }
  return { task: body.slice(0, at), question: body.slice(at + 2 + looking.length) }
}
