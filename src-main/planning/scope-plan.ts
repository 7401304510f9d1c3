import type { BuildRequest } from '#shared/contract/seed.ts'
import { readScope, subjectOf } from './scope.ts'

/** A plan as a build takes it, with what a person should know before it runs. */
export interface ScopedPlan {
  readonly plan: BuildRequest
  /** What could not be told from the goal; with one of these the plan is empty or a guess. */
  readonly openQuestions: readonly string[]
}

/** With how it was made. */
export interface Scoped extends ScopedPlan {
  /** Null: by templates. */
  readonly model: string | null
  readonly notes: readonly string[]
}

/** What cannot be taken back, or costs money: a person says yes first. */
const grave = /\b(?:send|e-?mail|publish|deploy|release|delete|remove|drop|pay|buy|order|purchase|book)\b/i

/** Half an hour of work, for the longest path. */
const estimateMs = 1_800_000

/**
 * The plan of a goal by templates: one task for each thing that its words ask for, each with who makes it, what it waits for
 * and a checkable end. What its words do not tell is a question, not a guess.
 */
export function scopeByTemplates(goal: string, planId: string): ScopedPlan {
  const subject = subjectOf(goal)
  const items = readScope(goal)
  const keyAt = (index: number) => `task-${String(index + 1).padStart(3, '0')}`
  const made = items.flatMap(({ agentType }, index) => (agentType === 'tester' ? [] : [keyAt(index)]))
  const tasks = items.map(({ title, agentType, doneWhen }, index) => ({
    task_id: keyAt(index),
    title: `${title}: ${subject}`.slice(0, 200),
    description: `${title} (${agentType}) for "${subject}". Done when ${doneWhen}.\n\nContext: ${goal}`,
    required_skills: [agentType],
    // Tests look at everything else; the rest can be made side by side.
    depends_on: agentType === 'tester' ? made : [],
    priority: 'medium' as const,
    estimate_ms: estimateMs,
  }))
  const question = `What should be made for "${goal.trim().slice(0, 200)}"? Its words name no page, endpoint, script, document or test.`
  const warning = grave.exec(goal)?.[0]
  return {
    plan: {
      plan_id: planId,
      title: subject,
      tasks: warning === undefined ? tasks : tasks.map(gated(warning)),
    },
    openQuestions: items.length === 0 ? [question] : [],
  }
}

/** The last step is the one that reaches others; which that is cannot be told by words, so each is shown first. */
const gated =
  (word: string) =>
  <T extends { title: string }>(task: T) => ({
    ...task,
    gate: {
      when: 'after' as const,
      question: `The goal says "${word}". May the result of "${task.title}" be used?`,
    },
  })
