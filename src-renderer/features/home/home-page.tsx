import { useQuery } from '@tanstack/react-query'
import { useCurrentProject } from '../../projects/current-project.ts'
import { useRpc } from '../../rpc/context.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { GoalBox } from './goal-box.tsx'
import type { HomeSearch } from './home-search.ts'
import { ImportButton } from './import-button.tsx'
import { NeedsYou } from './needs-you.tsx'
import { PlanList } from './plan-list.tsx'
import { ProjectsSection } from './projects-section.tsx'
import { RunsSection } from './runs-section.tsx'
import { Samples } from './samples.tsx'

interface HomePageProps {
  readonly search: HomeSearch
  readonly onSearch: (search: HomeSearch) => void
}

export function HomePage({ search, onSearch }: HomePageProps) {
  useTitle('')
  const { orpc } = useRpc()
  const current = useCurrentProject()
  const runs = useQuery(
    orpc.runs.list.queryOptions({ input: current.id === null ? {} : { projectId: current.id } }),
  )
  const waiting = useQuery(orpc.inbox.list.queryOptions()).data ?? []
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const plans = useQuery(orpc.plans.list.queryOptions())
  const samples = useQuery(orpc.plans.listSamples.queryOptions())
  const failed = [runs, plans, samples].find(({ isError }) => isError)
  if (failed !== undefined) {
    return (
      <div className="mx-auto max-w-xl p-6">
        <FailureNote error={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    )
  }
  if (runs.data === undefined || plans.data === undefined || samples.data === undefined) {
    return (
      <div className="mx-auto max-w-3xl p-8">
        <Skeleton lines={6} />
      </div>
    )
  }
  const isFirstRun = runs.data.length === 0 && plans.data.length === 0 && projects.length === 0
  const isHere = ({ projectId }: { readonly projectId: string | null }) =>
    current.id === null || projectId === current.id
  if (isFirstRun) return <Welcome samples={samples.data} />
  return (
    <div className="mx-auto grid max-w-[1240px] gap-x-10 gap-y-8 px-6 py-6 lg:grid-cols-[minmax(0,1fr)_320px]">
      <div className="min-w-0">
        <NeedsYou items={waiting.filter(isHere)} />
        {current.id === null && <ProjectsSection projects={projects} onChoose={current.choose} />}
        <RunsSection runs={runs.data} filter={search.show ?? 'all'} onFilter={(show) => onSearch({ show })} />
      </div>
      <div className="flex min-w-0 flex-col gap-8">
        <GoalBox />
        <PlanList plans={plans.data.filter((plan) => plan.projectId === null || isHere(plan))} />
        <Samples samples={samples.data} isCompact />
      </div>
    </div>
  )
}

function Welcome({ samples }: { samples: Parameters<typeof Samples>[0]['samples'] }) {
  return (
    <div className="mx-auto max-w-4xl px-6 py-12">
      <h1 className="font-semibold text-xl">Run your first plan</h1>
      <p className="mt-2 max-w-[64ch] text-lg text-muted">
        A plan is a graph of tasks. Switchyard gives each task to the agent that fits it best, runs what is
        ready, and keeps the reasons. These samples need no key and no network.
      </p>
      <div className="mt-8">
        <Samples samples={samples} />
      </div>
      <div className="mt-8">
        <GoalBox />
      </div>
      <div className="mt-8 flex flex-wrap items-center gap-4 rounded-lg border border-line-strong border-dashed p-5">
        <div className="min-w-0 flex-1">
          <p className="font-medium">Have a plan already?</p>
          <p className="text-muted">
            Drop it anywhere in this window: a Task Master{' '}
            <code className="font-mono text-sm">tasks.json</code>, a Spec Kit checklist, a Mermaid flowchart,
            a table. Importing runs nothing.
          </p>
        </div>
        <ImportButton />
      </div>
    </div>
  )
}
