import type { GraphNode } from '#shared/task-graph.ts'
import { type FilterSubject, parseQuery, type Term } from './query.ts'

/** Keys of the matching tasks; null without a filter, when all tasks are shown. */
export function matchTasks<T extends NamedTask>(
  text: string,
  tasks: ReadonlyMap<string, T>,
  subject: FilterSubject<T>,
): ReadonlySet<string> | null {
  const terms = parseQuery(text, subject.fields)
  if (terms.length === 0) return null
  const tests = terms.map((term) => testOf(term, tasks, subject))
  const matched = new Set<string>()
  for (const task of tasks.values()) if (tests.every((test) => test(task))) matched.add(task.key)
  return matched
}

interface NamedTask extends GraphNode {
  readonly title: string
}
type Tasks = ReadonlyMap<string, NamedTask>
type Test<T> = (task: T) => boolean

function testOf<T extends NamedTask>(
  term: Term,
  tasks: ReadonlyMap<string, T>,
  subject: FilterSubject<T>,
): Test<T> {
  const test = positiveOf(term, tasks, subject)
  return term.isNot ? (task) => !test(task) : test
}

function positiveOf<T extends NamedTask>(
  term: Term,
  tasks: ReadonlyMap<string, T>,
  { valuesOf, textOf, inPart }: FilterSubject<T>,
): Test<T> {
  switch (term.kind) {
    case 'text':
      return (task) => textOf(task).some((text) => contains(text, term.text))
    case 'field': {
      const { field, values } = term
      // A field without a value yet matches every task, so that the screen does not go empty while typing.
      const fits = inPart.has(field)
        ? (value: string) => values.some((each) => contains(value, each))
        : (value: string) => values.includes(value.toLowerCase())
      return (task) => values.length === 0 || valuesOf(field, task).some(fits)
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

type Reach = Extract<Term, { kind: 'reach' }>

/** The named tasks and all their transitive dependents or dependencies. A group includes its tasks. */
function reach({ way, text }: Reach, tasks: Tasks): ReadonlySet<string> {
  const next = linksOf(tasks, way)
  const reached = new Set(listNamed(text, tasks))
  for (const key of reached) for (const each of next.get(key) ?? []) reached.add(each)
  return reached
}

/** Tasks with exactly this key, otherwise tasks whose key or title contains the text. */
function listNamed(text: string, tasks: Tasks): string[] {
  const all = [...tasks.values()]
  const exact = all.filter(({ key }) => key.toLowerCase() === text)
  const named =
    exact.length > 0 ? exact : all.filter(({ key, title }) => contains(key, text) || contains(title, text))
  return named.map(({ key }) => key)
}

/** Dependents or dependencies of each task. A group links to its tasks in both directions. */
function linksOf(tasks: Tasks, way: Reach['way']): ReadonlyMap<string, readonly string[]> {
  const links = new Map<string, string[]>()
  const link = (from: string, to: string) => {
    const known = links.get(from)
    if (known === undefined) links.set(from, [to])
    else known.push(to)
  }
  for (const { key, dependsOn, parent } of tasks.values()) {
    for (const each of dependsOn) link(...(way === 'after' ? ([each, key] as const) : ([key, each] as const)))
    if (parent !== null) link(parent, key)
  }
  return links
}
