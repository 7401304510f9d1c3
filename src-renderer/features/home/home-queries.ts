import type { Rpc } from '../../rpc/client.ts'

const runsAtMost = 8

/** The queries of the screen, for all projects or one. */
export const homeQueries = ({ orpc }: Rpc, projectId: string | null) => ({
  runs: orpc.runs.list.queryOptions({
    input: { limit: runsAtMost, ...(projectId !== null && { projectId }) },
  }),
  waiting: orpc.inbox.list.queryOptions(),
  projects: orpc.projects.list.queryOptions(),
  plans: orpc.plans.list.queryOptions(),
  samples: orpc.plans.listSamples.queryOptions({ staleTime: Number.POSITIVE_INFINITY }),
})

/** Asks before the screen is drawn: the engine answers while the browser draws what stands around it. */
export function askHome(rpc: Rpc, projectId: string | null): void {
  const { queries } = rpc
  const { runs, waiting, projects, plans, samples } = homeQueries(rpc, projectId)
  void queries.prefetchQuery(runs)
  void queries.prefetchQuery(waiting)
  void queries.prefetchQuery(projects)
  void queries.prefetchQuery(plans)
  void queries.prefetchQuery(samples)
}
