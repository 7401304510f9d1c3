import type { ContextTask } from '../context.ts'
import { isDeclined } from '../deciders/answers.ts'
import { readLines } from '../plan-section.ts'

const heading =
  /^(?:\d+[.)]?\s*)?(?:(?:needed|required|open|owner)\s+)*(?:approvals?|sign-?offs?)(?:\s+(?:needed|required|by the owner))?\s*:?$/i
const item = /^\s{0,3}(?:[-*+•]|\d{1,3}[.)])\s+(?:\[ \]\s+)?(?<text>\S.*)$/
const none = /^\W*(?:none|n\/?a|nothing|no approvals?)\b/i

const ending = 'Is the result approved?'

export const askForApproval = (approval: string): string => `The goal says "${approval}". ${ending}`

/** A "no" to such a question refuses the result: it does not end the goal. */
export const asksForApproval = ({ description }: Pick<ContextTask, 'description'>): boolean =>
  description.includes(ending)

/** Whether a question to a person asks for this approval. */
export const isApprovalOf = ({ description }: Pick<ContextTask, 'description'>, approval: string): boolean =>
  description.includes(askForApproval(approval))

/** Approvals that a scope lists and that the last answer of a person does not give. */
export function listOpenApprovals(scope: string, answers: readonly ContextTask[]): string[] {
  let level: number | null = null
  const listed: string[] = []
  for (const line of readLines(scope)) {
    if (line.level !== null) {
      if (level === null || line.level <= level) level = heading.test(line.title) ? line.level : null
      continue
    }
    const text = level === null ? undefined : item.exec(line.text)?.groups?.text?.trim()
    if (text !== undefined && !none.test(text)) listed.push(text)
  }
  return listed.filter((approval) => {
    const last = answers.findLast((answer) => isApprovalOf(answer, approval))
    return last === undefined || isDeclined.test(last.outcome)
  })
}
