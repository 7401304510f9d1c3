import { words } from '#shared/words/words.ts'
import { rank } from '../../../commands/rank.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import type { TaskFields } from '../../../entities/plans/edits/tasks.ts'
import { listAble, type Roster } from '../roster/roster.ts'

/** An option of the list. */
export interface Choice {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly group: keyof typeof words.taskKinds.groups
  /** The new tasks: a single task, named afterwards without a title, or one per line. */
  readonly adds:
    | { readonly kind: 'task'; readonly title: string | null; readonly fields: TaskFields }
    | { readonly kind: 'lines'; readonly titles: readonly string[] }
}

const says = words.taskKinds
const likeAtMost = 5

interface Asked {
  readonly typed: string
  /** Lines of a pasted list. */
  readonly lines: readonly string[]
}

interface Source {
  readonly tasks: readonly DraftTask[]
  readonly templates: readonly TaskTemplate[]
}

/** Matching options, best matches of each group first. */
export function findChoices({ typed, lines }: Asked, { tasks, templates }: Source): Choice[] {
  if (lines.length > 1) {
    return [
      {
        ...{ id: 'lines', title: says.lines(lines.length), about: says.linesAbout, group: 'begin' },
        adds: { kind: 'lines', titles: lines },
      },
    ]
  }
  const title = typed.trim()
  const first: Choice = {
    ...(title === ''
      ? { title: says.blank, about: says.blankAbout }
      : { title: says.named(title), about: says.namedAbout }),
    ...{ id: 'blank', group: 'begin' },
    adds: { kind: 'task', title: title === '' ? null : title, fields: {} },
  }
  return [first, ...listKinds(title, templates), ...listLike(title, tasks)]
}

const listKinds = (typed: string, templates: readonly TaskTemplate[]): Choice[] =>
  ranked(typed, templates, ({ title, about }) => `${title} ${about}`).map(({ id, title, about, fields }) => ({
    ...{ id: `kind ${id}`, title, about, group: 'kinds' },
    adds: { kind: 'task', title, fields },
  }))

/** Newest tasks of the plan; with a search, any task. Dependencies and due dates are not copied. */
const listLike = (typed: string, tasks: readonly DraftTask[]): Choice[] =>
  ranked(
    typed,
    tasks.filter(({ kind }) => kind === 'task').toReversed(),
    ({ title, key }) => `${title} ${key}`,
  )
    .slice(0, likeAtMost)
    .map(({ key, parent: _parent, dependsOn: _links, dueAt: _due, title, ...fields }) => ({
      ...{ id: `like ${key}`, title: says.like(title || key), about: says.likeAbout, group: 'plan' },
      adds: { kind: 'task', title, fields },
    }))

function ranked<T>(typed: string, all: readonly T[], textOf: (item: T) => string): T[] {
  if (typed === '') return [...all]
  const query = typed.toLowerCase()
  return all
    .flatMap((item) => {
      const score = rank(query, textOf(item).toLowerCase())
      return score === null ? [] : [{ item, score }]
    })
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}

interface TaskTemplate {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly fields: TaskFields
}

const { kinds } = words.taskKinds

const gateOf = (when: 'before' | 'after', question: string) =>
  ({ when, question, quorum: 1, onExpiry: 'reject' }) as const

interface Kind extends Omit<TaskTemplate, 'fields'> {
  /** Names of the required skill: the name of the built-in agents first, then names used by other agents. */
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
 * Templates by kind of work, with a gate for irreversible steps. Each template requires the first skill name that an
 * agent of the crew has. If no agent has one, it requires the name of the built-in agents.
 */
export function listTemplates(roster: Roster, crew: readonly string[] | null): readonly TaskTemplate[] {
  const isHad = (skill: string) => listAble(roster, [skill], crew).names.length > 0
  return all.map(({ skills, fields, ...rest }) => {
    const known = skills.map(roster.skillOf)
    const skill = known.find(isHad) ?? known[0]
    return { ...rest, fields: skill === undefined ? fields : { ...fields, requiredSkills: [skill] } }
  })
}
