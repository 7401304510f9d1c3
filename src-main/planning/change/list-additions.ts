import { taskKeyOf } from '#shared/ids.ts'
import type { PlanDocument } from '#shared/model/plan.ts'
import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { planOfRequest } from '#shared/plan-file/read-plan.ts'
import { capitalised } from '#shared/text/capitalised.ts'
import { words as catalogue } from '#shared/words/words.ts'
import { scopeByTemplates } from '../scope/scope-plan.ts'
import type { ChangeStep, ReadChange } from './change-step.ts'
import type { NameTask } from './name-task.ts'
import { listNamedIn } from './sentences.ts'

/** Creates unused keys: different from every task of the plan and from each other. */
export function createKeys({ tasks }: PlanDocument): () => string {
  const taken = new Set(tasks.map(({ key }) => key))
  let number = tasks.length
  return () => {
    do number += 1
    while (taken.has(taskKeyOf(number)))
    return taskKeyOf(number)
  }
}

export const blankTask = (key: string, title: string): TaskDefinition => ({
  ...{ key, kind: 'task', title, description: title, requiredSkills: [], dependsOn: [], parent: null },
  ...{ priority: 'medium', dueAt: null, tags: [], requiresApproval: false },
})

const adding =
  /^(?:add|insert|put in|put|create|include) (?:(?:a |an |the |one )?(?:new |further )?(?:task|step) )?(?:called |named |to |that )?/i
const placed = /^(?<what>.+?) (?:between (?<after>.+?) and (?<before>.+)|(?<way>after|before) (?<place>.+))$/i

/** Converts requests into additions: at the named place if there is one, otherwise planned by templates. */
export function listAdditions(
  document: PlanDocument,
  requests: readonly string[],
  name: NameTask,
): ReadChange {
  const newKey = createKeys(document)
  const steps: ChangeStep[] = []
  const left: string[] = []
  const openQuestions: string[] = []
  for (const request of requests) {
    const groups = adding.test(request) ? placed.exec(request.replace(adding, ''))?.groups : undefined
    const place = groups === undefined ? null : placeOf(groups, name)
    if (place === null) left.push(request)
    else if (typeof place === 'string') openQuestions.push(place)
    else
      for (const title of listNamedIn(place.what)) {
        const task = { ...taskFor(title, newKey()), dependsOn: [...place.after] }
        steps.push({ type: 'add', task, before: place.before })
      }
  }
  const rest = left.length === 0 ? nothing : byTemplates(document, left, newKey)
  return { steps: [...steps, ...rest.steps], openQuestions: [...openQuestions, ...rest.openQuestions] }
}

const nothing: ReadChange = { steps: [], openQuestions: [] }

interface Place {
  readonly what: string
  readonly after: readonly string[]
  readonly before: readonly string[]
}

/** The place named in a request, or a question if a name does not match exactly one task. */
function placeOf(
  groups: Readonly<Record<string, string | undefined>>,
  name: NameTask,
): Place | string | null {
  const { what = '', after, before, way, place } = groups
  const isAfter = way?.toLowerCase() === 'after'
  const wanted = {
    after: after ?? (isAfter ? place : undefined),
    before: before ?? (isAfter ? undefined : place),
  }
  const keysOf = (words: string | undefined): readonly string[] | string => {
    if (words === undefined) return []
    const named = name(words)
    return named.kind === 'one' ? [named.task.key] : catalogue.planChanges.unclearPlace(words)
  }
  const [first, second] = [keysOf(wanted.after), keysOf(wanted.before)]
  if (typeof first === 'string') return first
  if (typeof second === 'string') return second
  return { what, after: first, before: second }
}

/** The template's task if the words match exactly one; otherwise a blank task. */
function taskFor(words: string, key: string): TaskDefinition {
  const title = titleOf(words)
  const { plan } = scopeByTemplates({ goal: words, answers: [] }, 'addition')
  const [made, ...more] = planOfRequest(plan, null).tasks
  if (made === undefined || more.length > 0) return blankTask(key, title)
  return { ...made, key, title, dependsOn: [] }
}

function titleOf(words: string): string {
  const bare = words
    .replaceAll(/["“”«»]/g, '')
    .trim()
    .replace(/^(?:a|an|the) /i, '')
  return capitalised(bare)
}

function byTemplates(document: PlanDocument, requests: readonly string[], newKey: () => string): ReadChange {
  const goal = requests.join('. ')
  const { plan, openQuestions } = scopeByTemplates({ goal, answers: [] }, 'addition')
  const made = planOfRequest(plan, null).tasks
  if (made.length > 0) return { steps: stepsOf(document, made, newKey), openQuestions }
  const [bare, unread] = [
    requests.filter((request) => adding.test(request)),
    requests.filter((request) => !adding.test(request)),
  ]
  return {
    steps: bare.flatMap((request) =>
      listNamedIn(request.replace(adding, '')).map((title) => ({
        ...{ type: 'add' as const, task: blankTask(newKey(), titleOf(title)), before: [] },
      })),
    ),
    openQuestions: unread.map(catalogue.planChanges.unclearRequest),
  }
}

/** Turns planned tasks into steps with unused keys. An existing task with the same title and kind is reused. */
function stepsOf(
  { tasks }: PlanDocument,
  made: readonly TaskDefinition[],
  newKey: () => string,
): ChangeStep[] {
  const known = new Map(tasks.map(({ kind, title, key }) => [`${kind} ${title.trim().toLowerCase()}`, key]))
  const keys = new Map<string, string>()
  const added = made.filter(({ key, kind, title }) => {
    const same = known.get(`${kind} ${title.trim().toLowerCase()}`)
    keys.set(key, same ?? newKey())
    return same === undefined
  })
  const nameOf = (key: string) => keys.get(key) ?? key
  return added.map((task) => ({
    type: 'add',
    task: {
      ...task,
      key: nameOf(task.key),
      dependsOn: task.dependsOn.map(nameOf),
      parent: task.parent === null ? null : nameOf(task.parent),
    },
    before: [],
  }))
}
