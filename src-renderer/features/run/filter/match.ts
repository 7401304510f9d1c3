import type { TaskView } from '#shared/model/task.ts'
import { lookOf, statusOfTask } from '../../../ui/status-looks.ts'
import { type Field, parseQuery, type Term } from './query.ts'

/** The keys of the tasks that the filter matches; null where it says nothing and all are shown. */
export function matchTasks(text: string, tasks: ReadonlyMap<string, TaskView>): ReadonlySet<string> | null {
  const terms = parseQuery(text)
  if (terms.length === 0) return null
  const tests = terms.map((term) => testOf(term, tasks))
  const matched = new Set<string>()
  for (const task of tasks.values()) if (tests.every((test) => test(task))) matched.add(task.key)
  return matched
}

type Test = (task: TaskView) => boolean

function testOf(term: Term, tasks: ReadonlyMap<string, TaskView>): Test {
  const test = positiveOf(term, tasks)
  return term.isNot ? (task) => !test(task) : test
}

function positiveOf(term: Term, tasks: ReadonlyMap<string, TaskView>): Test {
  switch (term.kind) {
    case 'text':
      return ({ title, key, agentId }) =>
        contains(title, term.text) || contains(key, term.text) || contains(agentId ?? '', term.text)
    case 'field': {
      const { field, values } = term
      // Half written, it does not empty the screen.
      return (task) =>
        values.length === 0 || valuesOf(field, task).some((value) => fits(field, value, values))
    }
    case 'reach': {
      const reached = reach(term, tasks)
      return ({ key }) => reached.has(key)
    }
    case 'unknown':
      return () => false
  }
}

const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part)

/** A status, a priority and an agent are named whole; the rest by a part. */
const fits = (field: Field, value: string, wanted: readonly string[]): boolean =>
  field === 'skill' || field === 'tag' || field === 'key' || field === 'group'
    ? wanted.some((each) => contains(value, each))
    : wanted.includes(value.toLowerCase())

function valuesOf(field: Field, task: TaskView): readonly string[] {
  switch (field) {
    case 'status': {
      const shown = statusOfTask(task)
      return [shown, task.status, lookOf(shown).word.replaceAll(' ', '_')]
    }
    case 'agent':
      return [task.agentId ?? 'none']
    case 'skill':
      return task.requiredSkills
    case 'tag':
      return task.tags
    case 'priority':
      return [task.priority]
    case 'group':
      return task.parent === null ? [] : [task.parent]
    case 'key':
      return [task.key]
  }
}

type Reach = Extract<Term, { kind: 'reach' }>

/** The tasks that are named, and all that comes after or before them. What is in a group comes with the group. */
function reach({ way, text }: Reach, tasks: ReadonlyMap<string, TaskView>): ReadonlySet<string> {
  const next = way === 'after' ? linksAfter(tasks) : linksBefore(tasks)
  const reached = new Set(listNamed(text, tasks))
  for (const key of reached) for (const each of next.get(key) ?? []) reached.add(each)
  return reached
}

/** By key if one is exactly that, else by a part of key or title. */
function listNamed(text: string, tasks: ReadonlyMap<string, TaskView>): string[] {
  const all = [...tasks.values()]
  const exact = all.filter(({ key }) => key.toLowerCase() === text)
  const named =
    exact.length > 0 ? exact : all.filter(({ key, title }) => contains(key, text) || contains(title, text))
  return named.map(({ key }) => key)
}

type Links = ReadonlyMap<string, readonly string[]>

function linksAfter(tasks: ReadonlyMap<string, TaskView>): Links {
  const links = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    const known = links.get(from)
    if (known === undefined) links.set(from, [to])
    else known.push(to)
  }
  for (const { key, dependsOn, parent } of tasks.values()) {
    for (const from of dependsOn) link(from, key)
    if (parent !== null) link(parent, key)
  }
  return links
}

function linksBefore(tasks: ReadonlyMap<string, TaskView>): Links {
  const links = new Map<string, string[]>()
  for (const { key, dependsOn, parent } of tasks.values()) {
    links.set(key, [...(links.get(key) ?? []), ...dependsOn])
    if (parent !== null) links.set(parent, [...(links.get(parent) ?? []), key])
  }
  return links
}
