import { type RunFilter, type RunGroup, runFilterSchema, runGroups } from '#shared/model/runs/run-search.ts'
import { addressReader, maybeText } from '../../ui/query/address.ts'
import { type Query, readQuery, valuesOf, withoutTerm, withTerm } from '../../ui/query/query.ts'

export const parseRunsSearch = addressReader({ q: maybeText })
export type RunsSearch = ReturnType<typeof parseRunsSearch>

const keys = ['status', 'project'] as const

export const readRunsQuery = (text: string, now: number): Query => readQuery(text, { keys, now })

/** The query as an engine filter. Without a `project` term the selected project applies. */
export const filterOf = (query: Query, projectId: string | null): RunFilter =>
  runFilterSchema.parse({
    text: query.text,
    group: runGroups.filter((group) => groupsNamed(query).includes(group)),
    project:
      namesProject(query) || projectId === null ? valuesOf(query, 'project').slice(0, 20) : [projectId],
    ...query.span,
  })

export const namesProject = (query: Query): boolean => valuesOf(query, 'project').length > 0

/** Status words on badges that differ from the stored group names. */
const groupsByWord: Readonly<Record<string, RunGroup>> = {
  succeeded: 'done',
  blocked: 'waiting',
  paused: 'waiting',
  succeeded_with_gaps: 'gaps',
}

const groupsNamed = (query: Query): string[] =>
  valuesOf(query, 'status').map((word) => groupsByWord[word.toLowerCase()] ?? word)

/** The only status in the query; null for none or several. */
export function groupOf(query: Query): RunGroup | null {
  const [only, ...others] = groupsNamed(query)
  return others.length > 0 ? null : (runGroups.find((group) => group === only) ?? null)
}

/** Replaces all status terms of the query with one status; null removes them. */
export function withGroup(text: string, query: Query, group: RunGroup | null): string {
  const terms = query.terms.filter(({ key }) => key === 'status').toSorted((a, b) => b.start - a.start)
  const rest = terms.reduce((left, term) => withoutTerm(left, term), text)
  return group === null ? rest : withTerm(rest, 'status', group)
}
