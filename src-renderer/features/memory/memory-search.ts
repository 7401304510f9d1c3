import type { MemoryFilter } from '#shared/model/memory-search.ts'
import { addressReader, maybeText } from '../../ui/query/address.ts'
import { type Query, readQuery, valuesOf } from '../../ui/query/query.ts'

export const parseMemorySearch = addressReader({
  q: maybeText,
  /** Id of the open entry. */
  entry: maybeText,
  /** Id of the entry to compare with. */
  against: maybeText,
})
export type MemorySearch = ReturnType<typeof parseMemorySearch>

export const memoryKeys = ['type', 'tag', 'agent', 'project', 'status', 'run'] as const

export const readMemoryQuery = (text: string, now: number): Query =>
  readQuery(text, { keys: memoryKeys, now })

/** The query as an engine filter. Without a `project` term the selected project applies. */
export function filterOf(query: Query, projectId: string | null = null): MemoryFilter {
  const of = (key: (typeof memoryKeys)[number]) => valuesOf(query, key).slice(0, 20)
  return {
    text: query.text,
    ...{ type: of('type'), tag: of('tag'), agent: of('agent') },
    ...{ project: projectsOf(query, projectId), status: of('status'), run: of('run') },
    from: query.span.from,
    to: query.span.to,
  }
}

export const namesProject = (query: Query): boolean => valuesOf(query, 'project').length > 0

const projectsOf = (query: Query, projectId: string | null): string[] =>
  namesProject(query) || projectId === null ? valuesOf(query, 'project').slice(0, 20) : [projectId]

export const isAnything = ({ text, terms }: Query): boolean => text === '' && terms.length === 0
