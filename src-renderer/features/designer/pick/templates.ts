import type { TaskFields } from '../../../entities/plans/edits/tasks.ts'
import { words } from '../../../words/words.ts'
import { listAble, type Roster } from '../roster/roster.ts'

export interface TaskTemplate {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly fields: TaskFields
}

const { kinds } = words.taskKinds

const gateOf = (when: 'before' | 'after', question: string) =>
  ({ when, question, quorum: 1, onExpiry: 'reject' }) as const

interface Kind extends Omit<TaskTemplate, 'fields'> {
  /** Words for the skill it needs: that of our own agents first, then what others call it. */
  readonly skills: readonly string[]
  readonly fields: TaskFields
}

const kind = (
  id: Exclude<keyof typeof kinds, 'phase'>,
  skills: readonly string[],
  fields: TaskFields = {},
): Kind => {
  const { title, about, text } = kinds[id]
  return { id, title, about, skills, fields: { description: text, ...fields } }
}

const all: readonly Kind[] = [
  kind('research', ['research', 'web_search']),
  kind('comparison', ['comparison', 'analysis']),
  kind('summary', ['summarization', 'writing']),
  kind('guide', ['technical_writer', 'technical_writing', 'documentation', 'writing'], {
    doneWhen: [{ kind: 'file', path: 'document.md' }],
  }),
  kind('backend', ['backend_developer', 'backend', 'programming']),
  kind('frontend', ['frontend_developer', 'frontend', 'programming']),
  kind('tests', ['tester', 'testing']),
  kind('review', ['review', 'code_review', 'reviewing', 'testing'], {
    gate: gateOf('after', kinds.review.question),
  }),
  kind('message', ['communication', 'send_email'], {
    requiresApproval: true,
    gate: gateOf('before', kinds.message.question),
  }),
  kind('purchase', ['purchase', 'procurement'], {
    requiresApproval: true,
    gate: gateOf('before', kinds.purchase.question),
    priority: 'high',
  }),
  {
    ...{ id: 'phase', title: kinds.phase.title, about: kinds.phase.about, skills: [] },
    fields: { kind: 'group' },
  },
]

/**
 * Kinds of work, with a gate where something cannot be taken back. Each asks for the skill by the word that the crew
 * has for it; where nobody of the crew has one, by the word of our own agents.
 */
export function listTemplates(roster: Roster, crew: readonly string[] | null): readonly TaskTemplate[] {
  const isHad = (skill: string) => listAble(roster, [skill], crew).names.length > 0
  return all.map(({ skills, fields, ...rest }) => {
    const known = skills.map(roster.skillOf)
    const skill = known.find(isHad) ?? known[0]
    return { ...rest, fields: skill === undefined ? fields : { ...fields, requiredSkills: [skill] } }
  })
}
