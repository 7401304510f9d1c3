import type { CountedValue, MemoryCounts } from '#shared/model/memory-search.ts'
import { readJson } from '../db/json-column.ts'

export interface FacetRow {
  readonly type: string
  readonly agent_id: string
  readonly project_id: string | null
  readonly status: string
  /** As JSON. */
  readonly tags: string
}

/** How often each value is there among the first `atMost` rows, the most frequent first. */
export function tally(
  rows: readonly FacetRow[],
  { atMost, perFacet }: { readonly atMost: number; readonly perFacet: number },
): MemoryCounts {
  const counted = rows.slice(0, atMost)
  const of = (valuesOf: (row: FacetRow) => readonly (string | null)[]) => byFrequency(counted, valuesOf)
  const facets = {
    type: of(({ type }) => [type]),
    tag: of(({ tags }) => readJson<string[]>(tags)),
    agent: of(({ agent_id: agentId }) => [agentId]),
    project: of(({ project_id: projectId }) => [projectId]),
    status: of(({ status }) => [status]),
  }
  return { counted: counted.length, isAll: rows.length <= atMost, ...cutFacets(facets, perFacet) }
}

/** The most frequent values of each, and whether there are more of any. */
export function cutFacets(
  { type, tag, agent, project, status }: MemoryCounts['facets'],
  perFacet: number,
): Pick<MemoryCounts, 'facets' | 'isCut'> {
  const cut = (values: readonly CountedValue[]) => values.slice(0, perFacet)
  return {
    isCut: [type, tag, agent, project, status].some((values) => values.length > perFacet),
    facets: {
      ...{ type: cut(type), tag: cut(tag), agent: cut(agent) },
      ...{ project: cut(project), status: cut(status) },
    },
  }
}

function byFrequency(
  rows: readonly FacetRow[],
  valuesOf: (row: FacetRow) => readonly (string | null)[],
): CountedValue[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    for (const value of valuesOf(row)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}
