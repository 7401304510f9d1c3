import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NewPlanDialog } from '../../entities/templates/new-plan-dialog.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { GoalBox } from './goal-box.tsx'
import { homeQueries } from './home-queries.ts'
import { ImportButton } from './import-button.tsx'
import { NeedsYou } from './needs-you.tsx'
import { PlanList } from './plan-list.tsx'
import { ProjectsSection } from './projects-section.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { Samples } from './samples.tsx'
import { TemplatesSection } from './templates-section.tsx'

export function HomePage() {
  useTitle('')
  const rpc = useRpc()
  const current = useCurrentProject()
  const [isCreating, setCreating] = useState(false)
  const asked = homeQueries(rpc, current.id)
  const runs = useQuery(asked.runs)
  const waiting = useQuery(asked.waiting).data ?? []
  const projects = useQuery(asked.projects).data ?? []
  const plans = useQuery(asked.plans)
  const samples = useQuery(asked.samples)
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
  const project = projects.find(({ id }) => id === current.id)
  return (
    <div className="mx-auto max-w-[1240px] px-6 py-5">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 break-words font-semibold text-xl">{project?.name ?? words.home.title}</h1>
        <div className="flex flex-wrap gap-2">
          <ImportButton />
          <Button icon={Plus} onClick={() => setCreating(true)}>
            {words.plans.newPlan}
          </Button>
        </div>
      </div>
      {isCreating && <NewPlanDialog onClose={() => setCreating(false)} />}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="flex min-w-0 flex-col gap-8">
          <NeedsYou items={waiting.filter(isHere)} />
          <RecentRuns runs={runs.data} />
          {current.id === null && <ProjectsSection projects={projects} onChoose={current.choose} />}
          <TemplatesSection atMost={3} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <GoalBox />
          <PlanList plans={plans.data.filter((plan) => plan.projectId === null || isHere(plan))} />
          <Samples samples={samples.data} isCompact />
        </div>
      </div>
    </div>
  )
}

function Welcome({ samples }: { samples: Parameters<typeof Samples>[0]['samples'] }) {
  return (
    <div className="mx-auto max-w-4xl px-6 py-12">
      <h1 className="font-semibold text-xl">{words.home.welcome}</h1>
      <p className="mt-2 max-w-[64ch] text-lg text-muted">{words.home.welcomeAbout}</p>
      <div className="mt-8">
        <Samples samples={samples} />
      </div>
      <div className="mt-8">
        <TemplatesSection atMost={6} />
      </div>
      <div className="mt-8">
        <GoalBox />
      </div>
      <div className="mt-8 flex flex-wrap items-center gap-4 rounded-lg border border-line-strong border-dashed p-5">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{words.home.havePlan}</p>
          <p className="text-muted">{words.home.dropIt}</p>
        </div>
        <ImportButton />
      </div>
    </div>
  )
}
