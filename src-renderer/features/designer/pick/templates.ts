import type { TaskFields } from '../../../plan-edits/tasks.ts'
import { words } from '../../../words/words.ts'

export interface TaskTemplate {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly fields: TaskFields
}

const { kinds } = words.taskKinds

const gateOf = (when: 'before' | 'after', question: string) =>
  ({ when, question, quorum: 1, onExpiry: 'reject' }) as const

const template = (
  id: Exclude<keyof typeof kinds, 'phase'>,
  skill: string,
  fields: TaskFields = {},
): TaskTemplate => {
  const { title, about, text } = kinds[id]
  return { id, title, about, fields: { description: text, requiredSkills: [skill], ...fields } }
}

/** Kinds of work with the skills that agents of ours have, and with a gate where something cannot be taken back. */
export const taskTemplates: readonly TaskTemplate[] = [
  template('research', 'research'),
  template('comparison', 'comparison'),
  template('summary', 'summarization'),
  template('guide', 'technical_writer', { doneWhen: [{ kind: 'file', path: 'document.md' }] }),
  template('backend', 'backend_developer'),
  template('frontend', 'frontend_developer'),
  template('tests', 'tester'),
  template('review', 'review', { gate: gateOf('after', kinds.review.question) }),
  template('message', 'communication', {
    requiresApproval: true,
    gate: gateOf('before', kinds.message.question),
  }),
  template('purchase', 'purchase', {
    requiresApproval: true,
    gate: gateOf('before', kinds.purchase.question),
    priority: 'high',
  }),
  { id: 'phase', title: kinds.phase.title, about: kinds.phase.about, fields: { kind: 'group' } },
]
