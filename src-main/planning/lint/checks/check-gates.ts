import { type Gate, gateSchema } from '#shared/model/approval.ts'
import type { PlanFinding } from '#shared/model/plan-finding.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words } from '#shared/words/words.ts'
import { type FixDraft, findingOf, nameTask, quoteAll, settingFix } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'

/** Gates that nobody can answer, budgets on tasks (only groups have budgets), and reviews of a group's result. */
export const checkGates: Check = (context) =>
  context.graph.named.flatMap(({ task }) => [...misplaced(task), ...gateFindings(context, task)])

function misplaced(task: TaskDefinition): PlanFinding[] {
  const { key, kind, gate, budget } = task
  const found: PlanFinding[] = []
  if (kind !== 'group' && budget !== undefined) {
    const message = words.findings.budgetOnTask(nameTask(task))
    found.push(clearing('misplaced_budget', key, { field: 'budget', message, title: words.fixes.dropBudget }))
  }
  if (kind === 'group' && gate?.when === 'after') {
    const message = words.findings.groupReview(nameTask(task))
    found.push(clearing('group_review', key, { field: 'gate', message, title: words.fixes.dropGroupGate }))
  }
  return found
}

interface Clearing {
  readonly field: 'budget' | 'gate'
  readonly message: string
  readonly title: string
}

function clearing(code: string, key: string, { field, message, title }: Clearing): PlanFinding {
  const changes = [{ type: 'clear', task: key, setting: field } as const]
  const fixes = [{ name: `drop_${field}`, title, isSafe: true, changes }]
  return findingOf({ code, severity: 'error', task: key, message, fixes })
}

function gateFindings(context: LintContext, { key, gate, title }: TaskDefinition): PlanFinding[] {
  if (gate === undefined) return []
  const fault = gateSchema.safeParse(gate).error?.issues[0]
  if (fault !== undefined) return [unanswerable({ key, title }, gate, describeIssue(fault.message))]
  return [...unknownApprovers(context, key, gate), ...tooFewPeople(context, key, gate)]
}

function unanswerable(task: Pick<TaskDefinition, 'key' | 'title'>, gate: Gate, why: string): PlanFinding {
  const { key } = task
  const mended = [withSoundExpiry({ ...withoutAssignee(gate) }), withSoundExpiry({ ...gate, quorum: 1 })]
  const titles = [words.fixes.anyoneAnswers, words.fixes.onePersonAnswers]
  const needsPeople = gate.quorum > 1 && gate.assignee !== undefined
  const fixes: FixDraft[] = needsPeople
    ? mended.flatMap((each, at) =>
        gateFix(key, { gate: each, name: at === 0 ? 'anyone' : 'one', title: titles[at] ?? '' }),
      )
    : gateFix(key, {
        gate: withSoundExpiry(gate),
        name: 'mend_gate',
        title: words.fixes.fixGate,
        isSafe: true,
      })
  const message = words.findings.unanswerableGate(nameTask(task), why)
  return findingOf({ code: 'unanswerable_gate', severity: 'error', task: key, message, fixes })
}

interface Mended {
  readonly gate: Gate
  readonly name: string
  readonly title: string
  readonly isSafe?: boolean
}

/** Empty if the gate would still be invalid. */
function gateFix(key: string, { gate, name, title, isSafe = false }: Mended): FixDraft[] {
  if (!gateSchema.safeParse(gate).success) return []
  return [settingFix(key, { gate }, { name, title, isSafe })]
}

const withoutAssignee = ({ assignee: _, ...gate }: Gate): Gate => gate
const withoutEscalation = ({ escalateTo: _, ...gate }: Gate): Gate => ({ ...gate, onExpiry: 'reject' })

/** Rejects on expiry if there is nobody to escalate to, and removes duplicate form fields. */
function withSoundExpiry(gate: Gate): Gate {
  const { onExpiry, escalateTo, form } = gate
  const once = form?.filter(({ key }, at) => form.findIndex((field) => field.key === key) === at)
  return {
    ...gate,
    ...(once !== undefined && { form: once }),
    onExpiry: escalateTo === undefined ? 'reject' : onExpiry,
  }
}

function unknownApprovers(
  { graph, facts: { people, agents } }: LintContext,
  key: string,
  gate: Gate,
): PlanFinding[] {
  // Agents cannot answer gates. Without a list of people, an unknown name may still belong to a person.
  const isNobody = (name: string) =>
    people === null ? agents.some(({ id }) => id === name) : !people.includes(name)
  const { assignee, escalateTo } = gate
  const strangers = [assignee, escalateTo].filter((name) => name !== undefined).filter(isNobody)
  if (strangers.length === 0) return []
  const open = assignee !== undefined && isNobody(assignee) ? withoutAssignee(gate) : gate
  const mended = escalateTo !== undefined && isNobody(escalateTo) ? withoutEscalation(open) : open
  const describe = people === null ? words.findings.approverIsAgent : words.findings.approverUnknown
  const message = describe(graph.nameOf(key), quoteAll(strangers))
  const title = words.fixes.dropApprovers(quoteAll(strangers))
  const fixes = gateFix(key, { gate: mended, name: 'anyone', title })
  const severity = people === null ? 'warning' : 'error'
  return [findingOf({ code: 'unknown_approver', severity, task: key, message, fixes })]
}

function tooFewPeople({ graph, facts: { people } }: LintContext, key: string, gate: Gate): PlanFinding[] {
  if (people === null || people.length === 0 || gate.quorum <= people.length) return []
  const message = words.findings.quorumTooLarge(graph.nameOf(key), gate.quorum, people.length)
  const title = words.fixes.lowerQuorum(people.length)
  const fixes = gateFix(key, { gate: { ...gate, quorum: people.length }, name: 'fewer', title })
  return [findingOf({ code: 'quorum_too_large', severity: 'error', task: key, message, fixes })]
}
