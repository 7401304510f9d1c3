import type { BuildRequest } from '#shared/contract/compat/seed.ts'
import { capitalised } from '#shared/text/capitalised.ts'
import { words } from '#shared/words/words.ts'
import { complexityOf, isHard, readFeatures, scoreByFeatures } from '../requests/complexity.ts'
import { listApprovals, readRemainder } from '../requests/goal-demands.ts'
import { askAboutGoal, type GoalScope, readAnswered, readScope, type ScopeItem, subjectOf } from './scope.ts'
import { type DraftTask, requestTasksOf, type ScoredTask, scoresOf } from './scope-draft.ts'

/** A goal with a person's answers to the questions about it. */
export interface AskedGoal {
  readonly goal: string
  readonly answers: readonly { readonly question: string; readonly answer: string }[]
}

/** A plan in the format of a build request, with notes for a person to read before the run. */
export interface ScopedPlan {
  readonly plan: BuildRequest
  readonly complexity: readonly ScoredTask[]
  /** Questions that the goal leaves open. If there are any, the plan is empty or a guess. */
  readonly openQuestions: readonly string[]
  /** Parts of the goal that no task, gate or question covers. */
  readonly notUnderstood: readonly string[]
}

/** A scoped plan and how it was made. */
export interface Scoped extends ScopedPlan {
  /** Name of the model. Null: templates were used. */
  readonly model: string | null
  readonly notes: readonly string[]
}

/** Actions that are irreversible or cost money, and so need approval. */
const irreversible =
  /\b(?:send|e-?mail|publish|deploy|release|delete|remove|drop|pay|buy|order|purchase|book)\b/i

/** Assumed duration of a task, for the longest path: half an hour. */
const estimateMs = 1_800_000

/**
 * Plans a goal by templates: one task per item in its text, with an agent, dependencies and a verifiable end. Items
 * with many features are split into a base and one task per feature. An unclear part becomes a question, not a guess.
 */
export function scopeByTemplates({ goal: asked, answers }: AskedGoal, planId: string): ScopedPlan {
  const subject = subjectOf(asked)
  const said = answers.map(({ answer }) => answer).join('\n')
  const goal = [asked, said].filter((part) => part !== '').join('\n\n')
  const scope = answers.length === 0 ? readScope(asked) : answeredOf(readAnswered(asked, said))
  const { items } = scope
  const { notUnderstood } = readRemainder(asked, readScope(asked))
  const question = askAboutGoal(asked, scope)
  // A separate item, such as tests, is not a feature of the other items.
  const isOne = items.every(({ part }) => part === items[0]?.part)
  const featuresOf = ({ part }: ScopeItem) =>
    readFeatures(isOne ? goal : part).filter((feature) => readScope(feature).items.length === 0)
  const made = items.flatMap(({ agentType }, index) => (agentType === 'tester' ? [] : [index]))
  const drafts = items.map((item) => draftOf(item, { goal, features: featuresOf(item), made }))
  return {
    plan: { plan_id: planId, title: capitalised(subject), tasks: requestTasksOf(drafts) },
    complexity: scoresOf(drafts),
    openQuestions: [
      ...(question === null ? [] : [question]),
      ...(answers.length === 0 && items.length > 0 ? notUnderstood.map(askAboutPart) : []),
    ],
    notUnderstood,
  }
}

/** Question to ask before any work starts. */
export const askAboutPart = (part: string): string => words.scopeTexts.notCovered(part)

/**
 * Items that a person left out of an answer stay out. The question is repeated only if the plan would otherwise be
 * empty.
 */
const answeredOf = (scope: GoalScope): GoalScope =>
  scope.items.length === 0 ? scope : { ...scope, unclear: [], unsupportedActions: [] }

interface Whole {
  readonly goal: string
  readonly features: readonly string[]
  /** Indexes of the items that tests depend on. */
  readonly made: readonly number[]
}

function draftOf(item: ScopeItem, { goal, features, made }: Whole): DraftTask {
  const { title, agentType, subject, doneWhen } = item
  const isTest = agentType === 'tester'
  const [approval] = listApprovals(goal)
  const warning = approval ?? irreversible.exec(goal)?.[0]
  const describe = (what: string, end: string) =>
    `${what} (${agentType}) for "${subject}". Done when ${end}.\n\nContext: ${goal}`
  // The final step affects other people, but the words do not show which step that is. So each result needs approval.
  const gateOf = (name: string) =>
    warning === undefined
      ? {}
      : {
          gate: {
            when: 'after' as const,
            question: words.scopeTexts.acceptResult(warning, name),
          },
        }
  const name = `${title}: ${shortened(subject)}`
  const whole = {
    title: name,
    description: describe(title, doneWhen),
    skill: agentType,
    // Tests depend on everything else; all other items can run in parallel.
    dependsOn: isTest ? made : [],
    priority: 'medium',
    estimateMs,
    needsApproval: false,
    ...gateOf(name),
  } as const
  const complexity = isTest ? complexityOf(2, words.scopeTexts.testsOthers) : scoreByFeatures(features)
  if (!isHard(complexity)) return { ...whole, complexity, parts: [] }
  const part = (what: string, end: string, dependsOn: readonly number[]): DraftTask => ({
    ...whole,
    title: `${title}: ${what}`,
    description: describe(`${title}, ${what}`, end),
    dependsOn,
    ...gateOf(`${title}: ${what}`),
    complexity: complexityOf(2, words.scopeTexts.isOnePart),
    parts: [],
  })
  const parts = [
    part('foundation', doneWhen, []),
    ...features.map((feature) => part(feature, `${feature} works, and invalid input is rejected`, [0])),
  ]
  return { ...whole, complexity, parts }
}

/** The subject for a title, without the features that name its parts. */
const shortened = (subject: string): string =>
  subject.split(/\s(?:with|including|featuring)\s/i)[0] ?? subject
