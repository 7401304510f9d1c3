import { styleText } from 'node:util'
import { z } from 'zod'
import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval, ApprovalAnswer, ApprovalView, FormField } from '#shared/model/approval.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import { formatMoney, topUpSubjectSchema } from '#shared/model/money.ts'
import { taskResultSchema } from '#shared/model/runs/attempt.ts'
import { plural } from '#shared/text/plural.ts'
import { type Output, plain, simulationMark } from './output.ts'

/** As much of a hash as is shown, and as an answer has to give at least. */
export const shownHashChars = 10

export function printApproval(output: Output, gate: ApprovalView): void {
  const { id, kind, question, allows, form, quorum, votes, assignee, expiresAt, escalateTo, hash } = gate
  const [first = '', ...rest] = linesOf(question)
  output.line(`${plain(id)}  ${first}  [${allows.join(' | ')}]${simulationMark(gate)}`)
  for (const line of rest) output.line(`  ${line}`)
  const facts = [
    kind,
    ...(assignee === null ? [] : [`for ${plain(assignee)}`]),
    ...(quorum > 1 ? [`${votes.length} of ${quorum} approved`] : []),
    ...(form.length === 0 ? [] : [`asks for ${plain(form.map(wordOfField).join(', '))}`]),
    ...(expiresAt === null
      ? []
      : [`expires ${new Date(expiresAt).toISOString()}, then ${nextOf(escalateTo)}`]),
    `hash ${hash.slice(0, shownHashChars)}`,
  ]
  output.line(`  ${facts.join('  ')}`)
}

/** Each line of a text that somebody wrote, without the empty ones. */
const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(plain)

export function printLines(output: Output, text: string): void {
  for (const line of linesOf(text)) output.line(`  ${line}`)
}

const wordOfField = ({ key, required }: FormField): string => (required ? `${key}*` : key)
const nextOf = (escalateTo: string | null): string =>
  escalateTo === null ? 'rejected' : `delegated to ${plain(escalateTo)}`

/** For each answer that a gate takes, the command that gives it; it answers to what is shown here and to nothing else. */
export function printAnswers(output: Output, gate: Approval): void {
  for (const answer of gate.allows) {
    const about = `${shellWord(gate.id)} ${answer} --hash ${gate.hash.slice(0, shownHashChars)}`
    output.line(
      styleText(
        'gray',
        plain(`    npx switchyard answer ${about}${signatureOf(gate)}${wordsFor(gate, answer)}`),
      ),
    )
  }
}

const signatureOf = ({ assignee, quorum }: Approval): string => {
  if (assignee !== null) return ` --by ${shellWord(assignee)}`
  return quorum > 1 ? ' --by "…"' : ''
}

/** What has to be said beside the answer. */
function wordsFor({ kind, form }: Approval, answer: ApprovalAnswer): string {
  if (answer === 'edit') {
    const edited = kind === 'result_review' ? { text: '…', data: null } : { title: '…', description: '…' }
    return responseOf(edited)
  }
  if (answer !== 'approve' && answer !== 'respond') return ''
  if (form.length > 0)
    return responseOf(Object.fromEntries(form.map((field) => [field.key, exampleOf(field)])))
  return answer === 'respond' ? ' --note "…"' : ''
}

const responseOf = (value: object): string => ` --response ${shellWord(JSON.stringify(value))}`

const exampleOf = ({ type, options = [] }: FormField): string | number | boolean =>
  ({ text: '…', number: 0, boolean: true, choice: options[0] ?? '…' })[type]

/** One argument for a shell, whatever a stranger named it. */
export const shellWord = (text: string): string =>
  /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/** What a gate decides on. */
export function printSubject(output: Output, { kind, subject }: Pick<Approval, 'kind' | 'subject'>): void {
  printLines(output, wordsOfSubject(kind, subject))
}

const taskSubjectSchema = z.object({
  title: z.string(),
  description: z.string(),
  command: z.json().default(null),
})

/** As it came where this version does not know it. */
function wordsOfSubject(kind: Approval['kind'], subject: Approval['subject']): string {
  if (subject === null) return ''
  const task = kind === 'task_gate' ? taskSubjectSchema.safeParse(subject).data : undefined
  if (task !== undefined) {
    const started = task.command === null ? [] : [`Starts: ${JSON.stringify(task.command)}`]
    return [task.title, task.description, ...started].join('\n')
  }
  const result = kind === 'result_review' ? taskResultSchema.safeParse(subject).data : undefined
  if (result !== undefined) {
    const files = artifactsOf(result).map(({ name }) => name)
    return [result.text, ...(files.length === 0 ? [] : [`Files: ${files.join(', ')}`])].join('\n')
  }
  const money = kind === 'budget_top_up' ? topUpSubjectSchema.safeParse(subject).data : undefined
  if (money === undefined) return JSON.stringify(subject)
  const amount = (amountMinor: number) => formatMoney({ amountMinor, currency: money.currency })
  const held = money.reservedMinor === 0 ? '' : `, ${amount(money.reservedMinor)} reserved`
  return `Budget ${amount(money.capMinor)}: ${amount(money.settledMinor)} spent${held}. Minimum increase ${amount(money.neededMinor)}, suggested ${amount(money.suggestedMinor)}.`
}

export function printConsequences(
  output: Output,
  { allows }: Approval,
  { approve, reject }: Consequences,
): void {
  if (allows.includes('approve')) {
    const frees = approve.frees.length === 0 ? '' : `starts ${plain(approve.frees.join(', '))}; `
    const unknown = approve.unknownCosts === 0 ? '' : `, ${approve.unknownCosts} unknown`
    const cost = approve.cost === null ? '' : `; costs ${formatMoney(approve.cost)}${unknown}`
    const follow =
      approve.leadsTo === 0 ? 'no dependent tasks' : `${plural(approve.leadsTo, 'task')} in total`
    output.line(`  approve: ${frees}${follow}${cost}`)
  }
  if (allows.includes('reject')) {
    const skipped = reject.skipsCount === 0 ? 'no tasks' : plural(reject.skipsCount, 'task')
    output.line(`  reject: skips ${skipped}`)
  }
}
