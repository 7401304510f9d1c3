import { listApprovals, readRemainder } from '../requests/goal-demands.ts'
import { askAboutGoal, type GoalScope, subjectOf } from './scope.ts'

/** Content of `scope.md` other than the goal and its items. */
export interface DraftedScope {
  /** A paragraph, or empty. */
  readonly summary: string
  readonly made: readonly string[]
  readonly notMade: readonly string[]
  readonly constraints: readonly string[]
  /** Verifiable completion criteria. */
  readonly doneWhen: readonly string[]
  readonly openQuestions: readonly string[]
}

/** Content of `plan.md`. */
export interface DraftedPlan {
  readonly deliverables: readonly {
    readonly title: string
    readonly agentType: string
    readonly description: string
    readonly doneWhen: string
  }[]
  readonly risks: readonly string[]
}

/** Scope without a model: only facts from the words of the goal. */
export function scopeOfGoal(goal: string, scope: GoalScope): DraftedScope {
  const question = askAboutGoal(goal, scope)
  const { constraints, notUnderstood } = readRemainder(goal, scope)
  return {
    summary: '',
    made: scope.items.map(
      ({ title, subject, matchedText }) => `${title} for "${subject}". The goal says "${matchedText}".`,
    ),
    notMade: [
      'Deployment and purchases.',
      ...scope.unsupportedActions.map(notDone),
      ...notUnderstood.map((part) => `No task covers "${part}".`),
    ],
    constraints: [...constraints],
    doneWhen: scope.items.map(({ title, subject, doneWhen }) => `${title} for "${subject}": ${doneWhen}.`),
    openQuestions: question === null ? [] : [question],
  }
}

const notDone = (deed: string): string => `No agent can do "${deed}".`

export const planOfGoal = ({ items, unsupportedActions }: GoalScope): DraftedPlan => ({
  deliverables: items.map(({ title, agentType, subject, doneWhen }) => ({
    title,
    agentType,
    // The subject is parsed from between the quotation marks later, so it must not contain any.
    description: `for "${subject.replaceAll('"', "'")}".`,
    doneWhen,
  })),
  risks: unsupportedActions.map(notDone),
})

export interface ScopeFacts {
  readonly goal: string
  /** Names of existing files; null: no project folder. */
  readonly files: readonly string[] | null
  /** Sentences about the project from these files. */
  readonly facts: readonly string[]
  /** Text that a person added. */
  readonly additions: string
}

const shownFiles = 20

/** Text of `scope.md`. */
export function writeScope({ goal, files, facts, additions }: ScopeFacts, drafted: DraftedScope): string {
  const { summary, made, notMade, constraints, doneWhen, openQuestions } = drafted
  const approvals = listApprovals(`${goal}\n${additions}`)
  const added = additions === '' ? '' : `\n\nA person added: ${additions}`
  return [
    `# Scope: ${subjectOf(goal)}`,
    `## Goal\n\n${goal.trim()}${added}`,
    ...(summary === '' ? [] : [`## Summary\n\n${inline(summary)}`]),
    section('In scope', made, 'Not known yet.'),
    `## Existing project\n\n${describeThere(files, facts)}`,
    section('Out of scope', notMade, 'None.'),
    ...(constraints.length === 0 ? [] : [section('Constraints', constraints, '')]),
    ...(approvals.length === 0 ? [] : [section('Approvals', approvals, '')]),
    section('Done when', doneWhen, 'Not known yet.'),
    section('Open questions', openQuestions, 'None.'),
    '',
  ].join('\n\n')
}

const section = (title: string, entries: readonly string[], otherwise: string): string =>
  `## ${title}\n\n${(entries.length === 0 ? [otherwise] : entries).map((entry) => `- ${inline(entry)}`).join('\n')}`

/** Puts a text on one line, so that it cannot look like a heading or a separate entry. */
const inline = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

function describeThere(files: readonly string[] | null, facts: readonly string[]): string {
  if (files === null) return '- No project folder is set.'
  if (files.length === 0) return '- The project folder is empty.'
  const rest = files.length - shownFiles
  const shown = files.slice(0, shownFiles).map((name) => `- ${inline(name)}`)
  return [
    ...facts.map((fact) => `- ${inline(fact)}`),
    ...shown,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
  ].join('\n')
}

/** Text of `plan.md`; null if there is nothing to plan. */
export function writePlan(goal: string, { deliverables, risks }: DraftedPlan): string | null {
  if (deliverables.length === 0) return null
  const lines = deliverables.map(
    ({ title, agentType, description, doneWhen }, index) =>
      `${index + 1}. **${inline(title)}** (${agentType}) ${sentence(description)} Done when ${sentence(doneWhen)}`,
  )
  return [
    `# Plan: ${subjectOf(goal)}`,
    `## Deliverables\n\n${lines.join('\n')}`,
    '## Order\n\nThe tasks run in this order. Each task can use the files of the earlier tasks.',
    ...(risks.length === 0 ? [] : [section('Risks', risks, '')]),
    '',
  ].join('\n\n')
}

const sentence = (text: string): string => {
  const line = inline(text)
  return /[.!?]$/.test(line) ? line : `${line}.`
}
