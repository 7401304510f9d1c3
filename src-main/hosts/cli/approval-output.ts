import { styleText } from 'node:util'
import { z } from 'zod'
import type { Consequences } from '#shared/contract/approvals.ts'
import type { Approval, ApprovalAnswer, ApprovalView, FormField } from '#shared/model/approval.ts'
import { artifactsOf } from '#shared/model/artifact.ts'
import { topUpSubjectSchema } from '#shared/model/money.ts'
import { taskResultSchema } from '#shared/model/runs/attempt.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { type Output, plain, simulationMark } from './output.ts'

const text = words.cli.approvals

/** Length of the short hash that is printed, and the minimum length that an answer accepts. */
export const shownHashChars = 10

export function printApproval(output: Output, gate: ApprovalView): void {
  const { id, kind, question, allows, form, quorum, votes, assignee, expiresAt, escalateTo, hash } = gate
  const [first = '', ...rest] = linesOf(question)
  output.line(`${plain(id)}  ${first}  [${allows.join(' | ')}]${simulationMark(gate)}`)
  for (const line of rest) output.line(`  ${line}`)
  const facts = [
    kind,
    ...(assignee === null ? [] : [text.assignedTo(plain(assignee))]),
    ...(quorum > 1 ? [text.votes(votes.length, quorum)] : []),
    ...(form.length === 0 ? [] : [text.asksFor(plain(form.map(nameOfField).join(', ')))]),
    ...(expiresAt === null ? [] : [describeExpiry(new Date(expiresAt).toISOString(), escalateTo)]),
    text.hash(hash.slice(0, shownHashChars)),
  ]
  output.line(`  ${facts.join('  ')}`)
}

/** Splits a text into lines and drops empty ones. */
const linesOf = (written: string): string[] =>
  written
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(plain)

export function printLines(output: Output, written: string): void {
  for (const line of linesOf(written)) output.line(`  ${line}`)
}

const nameOfField = ({ key, required }: FormField): string => (required ? `${key}*` : key)
const describeExpiry = (time: string, escalateTo: string | null): string =>
  escalateTo === null ? text.expiresThenRejected(time) : text.expiresThenDelegated(time, plain(escalateTo))

/** Prints the command for each allowed answer. The hash in the command binds the answer to the content shown. */
export function printAnswers(output: Output, gate: Approval): void {
  for (const answer of gate.allows) {
    const about = `${shellWord(gate.id)} ${answer} --hash ${gate.hash.slice(0, shownHashChars)}`
    output.line(
      styleText(
        'gray',
        plain(`    npx switchyard answer ${about}${signatureOf(gate)}${optionsFor(gate, answer)}`),
      ),
    )
  }
}

const signatureOf = ({ assignee, quorum }: Approval): string => {
  if (assignee !== null) return ` --by ${shellWord(assignee)}`
  return quorum > 1 ? ' --by "…"' : ''
}

/** Additional command-line options that an answer requires. */
function optionsFor({ kind, form }: Approval, answer: ApprovalAnswer): string {
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

/** Quotes a text as a single shell argument. */
export const shellWord = (word: string): string =>
  /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** Prints the task, result or budget under approval. */
export function printSubject(output: Output, { kind, subject }: Pick<Approval, 'kind' | 'subject'>): void {
  printLines(output, describeSubject(kind, subject))
}

const taskSubjectSchema = z.object({
  title: z.string(),
  description: z.string(),
  command: z.json().default(null),
})

/** Falls back to JSON when this version does not know the format of the subject. */
function describeSubject(kind: Approval['kind'], subject: Approval['subject']): string {
  if (subject === null) return ''
  const task = kind === 'task_gate' ? taskSubjectSchema.safeParse(subject).data : undefined
  if (task !== undefined) {
    const started = task.command === null ? [] : [text.starts(JSON.stringify(task.command))]
    return [task.title, task.description, ...started].join('\n')
  }
  const result = kind === 'result_review' ? taskResultSchema.safeParse(subject).data : undefined
  if (result !== undefined) {
    const files = artifactsOf(result).map(({ name }) => name)
    return [result.text, ...(files.length === 0 ? [] : [text.files(files.join(', '))])].join('\n')
  }
  const money = kind === 'budget_top_up' ? topUpSubjectSchema.safeParse(subject).data : undefined
  if (money === undefined) return JSON.stringify(subject)
  const amount = (amountMinor: number) => formatMoney({ amountMinor, currency: money.currency })
  const reserved = money.reservedMinor === 0 ? null : amount(money.reservedMinor)
  const budget = text.budget(amount(money.capMinor), amount(money.settledMinor), reserved)
  return `${budget} ${text.increase(amount(money.neededMinor), amount(money.suggestedMinor))}`
}

export function printConsequences(
  output: Output,
  { allows }: Approval,
  { approve, reject }: Consequences,
): void {
  if (allows.includes('approve')) {
    const { frees, cost, unknownCosts, leadsTo } = approve
    const starts = frees.length === 0 ? '' : text.approveStarts(plain(frees.join(', ')))
    const costs = cost === null ? '' : text.approveCosts(formatMoney(cost), unknownCosts)
    const dependents = leadsTo === 0 ? text.noDependents : text.dependents(leadsTo)
    output.line(`  ${text.approve(`${starts}${dependents}${costs}`)}`)
  }
  if (allows.includes('reject')) {
    output.line(`  ${text.reject(reject.skipsCount)}`)
  }
}
