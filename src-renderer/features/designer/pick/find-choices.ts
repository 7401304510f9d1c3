import { rank } from '../../../commands/rank.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import type { TaskFields } from '../../../entities/plans/edits/tasks.ts'
import { words } from '../../../words/words.ts'
import type { TaskTemplate } from './templates.ts'

/** What can be added. */
export interface Choice {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly group: keyof typeof words.taskKinds.groups
  /** What is added: one task, named afterwards where it has no title; or one for each line. */
  readonly adds:
    | { readonly kind: 'task'; readonly title: string | null; readonly fields: TaskFields }
    | { readonly kind: 'lines'; readonly titles: readonly string[] }
}

const says = words.taskKinds
const likeAtMost = 5

interface Asked {
  readonly typed: string
  /** Of a list that was pasted. */
  readonly lines: readonly string[]
}

interface Source {
  readonly tasks: readonly DraftTask[]
  readonly templates: readonly TaskTemplate[]
}

/** What fits what is typed, the best of each group first. */
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

/** The newest of the plan; of those that are typed, any. What a task waits for and when it is due is its own. */
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
