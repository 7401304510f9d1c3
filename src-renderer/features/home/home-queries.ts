import type { Rpc } from '../../rpc/client.ts'

const runsAtMost = 8

/** Queries of the Home screen, for one project or all (null). */
export const homeQueries = ({ orpc }: Rpc, projectId: string | null) => ({
  runs: orpc.runs.list.queryOptions({
    input: { limit: runsAtMost, ...(projectId !== null && { projectId }) },
  }),
  waiting: orpc.inbox.list.queryOptions(),
  projects: orpc.projects.list.queryOptions(),
  plans: orpc.plans.list.queryOptions(),
  samples: orpc.plans.listSamples.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
})

/** Prefetches the data of the Home screen, so that the engine responds while the browser renders the layout. */
export function askHome(rpc: Rpc, projectId: string | null): void {
  const { queries } = rpc
  const { runs, waiting, projects, plans, samples } = homeQueries(rpc, projectId)
  void queries.prefetchQuery(runs)
  void queries.prefetchQuery(waiting)
  void queries.prefetchQuery(projects)
  void queries.prefetchQuery(plans)
  void queries.prefetchQuery(samples)
}
