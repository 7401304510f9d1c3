import type { Approval } from '#shared/model/approval.ts'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { visible } from '../../ui/visible.ts'

/** What is asked, as it may be shown. */
export function QuestionText({ approval: { kind, question } }: { approval: Approval }) {
  // In an agent's own words: nothing in them is set as if it were ours.
  return kind === 'permission' ? (
    <p className="whitespace-pre-wrap break-words">{visible(question)}</p>
  ) : (
    <ReadableText text={question} />
  )
}
