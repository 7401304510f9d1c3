import { words } from '#shared/words/words.ts'
import type { ContextTask, DecisionContext } from '../context.ts'
import { isDeclined } from '../deciders/answers.ts'
import { readLines } from '../plan-section.ts'

const heading =
  /^(?:\d+[.)]?\s*)?(?:(?:needed|required|open|owner)\s+)*(?:approvals?|sign-?offs?)(?:\s+(?:needed|required|by the owner))?\s*:?$/i
const item = /^\s{0,3}(?:[-*+•]|\d{1,3}[.)])\s+(?:\[ \]\s+)?(?<text>\S.*)$/
const none = /^\W*(?:none|n\/?a|nothing|no approvals?)\b/i

const { approveResult, mayStart } = words.decisionQuestions

/** End of the question in earlier versions. */
const earlierEnding = 'Is the result approved?'
const askedEarlier = (approval: string): string => `The goal says "${approval}". ${earlierEnding}`

/** True if a question to a person asks for this approval. */
export const isApprovalOf = ({ description }: Pick<ContextTask, 'description'>, approval: string): boolean =>
  description.includes(approveResult(approval)) || description.includes(askedEarlier(approval))

/** True if a question asks for a required approval. Answering "no" refuses the result but does not end the goal. */
export const asksForApproval = (
  question: Pick<ContextTask, 'description'>,
  scope: string | null,
  context: Pick<DecisionContext, 'demands'>,
): boolean => listRequired(scope, context).some((approval) => isApprovalOf(question, approval))

/** Approvals listed below the approvals heading of a scope. */
function readApprovals(scope: string): string[] {
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
  return listed
}

/** Approvals required by the goal or its scope. Null: no scope. */
function listRequired(scope: string | null, { demands }: Pick<DecisionContext, 'demands'>): string[] {
  const listed = scope === null ? [] : readApprovals(scope)
  const spoken = (demands?.approvals ?? []).filter((each) => !listed.some((other) => isSame(each, other)))
  return [...listed, ...spoken]
}

/** Required approvals that neither a gate nor the latest answer of a person gives. */
export function listOpenApprovals(
  scope: string | null,
  context: Pick<DecisionContext, 'demands' | 'tasks'>,
): string[] {
  const { tasks } = context
  const answers = tasks.filter(({ isEscalation, status }) => isEscalation && status === 'done')
  return listRequired(scope, context).filter((approval) => {
    if (tasks.some((task) => task.status === 'done' && task.gateQuestion === mayStart(approval))) return false
    const last = answers.findLast((answer) => isApprovalOf(answer, approval))
    return last === undefined || isDeclined(last.outcome)
  })
}

const isSame = (a: string, b: string): boolean => plain(a).includes(plain(b)) || plain(b).includes(plain(a))
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** Verbs grouped by effect: an approval that reserves one verb reserves its group. */
const effects = [
  ['send', 'mail', 'email', 'e-mail', 'deliver', 'submit', 'share', 'forward', 'notify', 'tell', 'inform'],
  ['publish', 'release', 'deploy', 'launch', 'upload', 'post', 'ship'],
  ['buy', 'purchase', 'order', 'pay', 'book'],
  ['delete', 'remove', 'erase', 'drop'],
  ['merge', 'push'],
] as const

const participles: Readonly<Record<string, string>> = {
  sent: 'send',
  bought: 'buy',
  told: 'tell',
  paid: 'pay',
}
const before =
  /\bbefore\s+(?:you|we|they|anyone|anybody|anything|everything|it|that|this|the \p{L}+)?\s*(?:is|are|gets?|goes)?\s*(?<verb>[\p{L}-]+)/iu

/** Verbs reserved by this approval. An approval that names no action reserves all verbs with an external effect. */
function verbsOf(approval: string): readonly string[] {
  const word = before.exec(approval)?.groups?.verb?.toLowerCase()
  if (word === undefined) return effects.flat()
  const forms = [word, participles[word], word.replace(/(?:ed|ing|s)$/, ''), word.replace(/(?:d|ing)$/, 'e')]
  const group = effects.find((verbs) => verbs.some((verb) => forms.includes(verb)))
  return group ?? [word]
}

/** The approval that reserves an action in the task's description; null if the task may start. */
export function findReserved(description: string, approvals: readonly string[]): string | null {
  const told = description.split(/\n\n(?=Reference files: |Context: )/, 1)[0] ?? ''
  return (
    approvals.find((approval) =>
      verbsOf(approval).some((verb) =>
        new RegExp(`(?:^|[.;:,!?\\n]\\s*|\\b(?:and|then|to|please|now)\\s+)${verb}\\b`, 'iu').test(
          told.trim(),
        ),
      ),
    ) ?? null
  )
}
