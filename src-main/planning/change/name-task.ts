import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { createNearest } from '../lint/near-word.ts'

/** The task that words refer to; `many` if several match equally well. */
export type Named =
  | { readonly kind: 'one'; readonly task: TaskDefinition }
  | { readonly kind: 'many'; readonly tasks: readonly TaskDefinition[] }
  | { readonly kind: 'none' }

export type NameTask = (words: string) => Named

/** Finds a task by key, then by title: exact, prefix, part, all words in any order, or a near match for typos. */
export function createNames(tasks: readonly TaskDefinition[]): NameTask {
  const entries = tasks.map((task) => ({ task, key: task.key.toLowerCase(), title: plain(task.title) }))
  const nearest = createNearest(new Set(entries.map(({ title }) => title)))
  return (words) => {
    const said = plain(words)
    if (said === '') return { kind: 'none' }
    const terms = said.split(' ')
    const near = nearest(said)
    const ways: readonly ((entry: (typeof entries)[number]) => boolean)[] = [
      ({ key }) => key === words.trim().toLowerCase(),
      ({ title }) => title === said,
      ({ title }) => title.startsWith(`${said} `),
      ({ title }) => ` ${title} `.includes(` ${said} `),
      ({ title }) => terms.every((term) => title.split(' ').includes(term)),
      ({ title }) => title === near,
    ]
    for (const fits of ways) {
      const found = entries.filter(fits).map(({ task }) => task)
      const [first] = found
      if (first !== undefined)
        return found.length === 1 ? { kind: 'one', task: first } : { kind: 'many', tasks: found }
    }
    return { kind: 'none' }
  }
}

/** Normalizes words: lower case, without quotes, articles and the word `task` or `step`. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/["“”„«»'‘’`]/g, '')
    .replaceAll(/[^\p{L}\p{N}_.+#-]+/gu, ' ')
    .trim()
    .replace(/^(?:the|a|an|my|our) /, '')
    .replace(/^(?:task|step) (?=.)/, '')
    .replace(/(?<=.) (?:task|step)$/, '')
    .replace(/[.]+$/, '')
