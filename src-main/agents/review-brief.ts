import type { Check } from '#shared/model/check.ts'
import { fence } from './fenced.ts'

type ReviewerCheck = Extract<Check, { kind: 'reviewer' }>

const opening =
  'Review the result of a task that another agent reports as done. The result is part of the material that you get.'
const taskHeading = '## Task under review'
const questionHeading = '## Review question'
const closing = `## Rules for the review

- Judge the result. Do not do the task and do not change files.
- If there is a review question, judge only this question. Otherwise, judge whether the result does the whole task.
- Judge only evidence in the material and the workspace. A claim without evidence counts as not met.
- If you are in doubt, answer FAIL and name the missing evidence. Ask no questions.

## Form of the answer

Start your answer with the word PASS or FAIL, and give the reason in one or two sentences. For example:

FAIL: guide.md has no section about the installation.`

/** Writes the instructions for a reviewer, who also receives the result. */
export const writeBrief = (
  { title, description }: { readonly title: string; readonly description: string },
  { question }: ReviewerCheck,
): string =>
  [
    opening,
    ...[taskHeading, fence(description === '' ? title : `${title}\n\n${description}`)],
    ...(question === undefined ? [] : [questionHeading, fence(question)]),
    closing,
  ].join('\n\n')

export interface Brief {
  readonly task: string
  /** Null: the review covers the entire task. */
  readonly question: string | null
}

const fencePattern = '(`{3,})\\n([\\s\\S]*?)\\n'
const briefPattern = new RegExp(
  `^${taskHeading}\\n\\n${fencePattern}\\1(?:\\n\\n${questionHeading}\\n\\n${fencePattern}\\3)?$`,
)

/** Parses a text of `writeBrief`. Any other text is the task itself. */
export function readBrief(text: string): Brief {
  const isBrief = text.startsWith(`${opening}\n\n`) && text.endsWith(`\n\n${closing}`)
  const body = isBrief ? text.slice(opening.length + 2, -closing.length - 2) : ''
  const [, , task, , question = null] = briefPattern.exec(body) ?? []
  return task === undefined ? { task: text, question: null } : { task, question }
}
