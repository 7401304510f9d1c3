import { useQuery } from '@tanstack/react-query'
import { words } from '#shared/words/words.ts'
import { openPlanKey } from '../../entities/drafts/use-new-plan.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { useWorkerAhead } from '../../graph/layout/layout-in-worker.ts'
import { useRpc } from '../../rpc/context.tsx'
import { findSession, type PlanSession } from '../../stores/plan-session.ts'
import { PlanSessionProvider } from '../../stores/plan-session-context.tsx'
import { type Fetch, Unfetched } from '../../ui/fetched.tsx'
import { useTitle } from '../../ui/hooks/use-title.ts'
import { Designer, type DesignerProps } from './designer.tsx'
import { FindingsProvider } from './findings/findings.tsx'
import { addressOf, openPlan } from './open-plan.ts'

export function DesignerPage({ address, search, onSearch }: DesignerProps) {
  const rpc = useRpc()
  const { goal = null } = search
  const { id: projectId } = useCurrentProject()
  const opened = useQuery({
    queryKey: [...openPlanKey(address), goal],
    queryFn: ({ signal }) => openPlan(rpc, { address, goal, projectId, signal }),
    // A plan that is already open in this window is shown at once, and stays the same when it gets its first id.
    initialData: () => findSession(addressOf(address, goal)) ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  })
  if (opened.data === undefined) return <Opening goal={goal} query={opened} />
  return (
    <PlanSessionProvider key={opened.data.id} value={opened.data}>
      <FindingsProvider>
        <Designer address={address} search={search} onSearch={onSearch} />
      </FindingsProvider>
    </PlanSessionProvider>
  )
}

function Opening({ goal, query }: { readonly goal: string | null; readonly query: Fetch<PlanSession> }) {
  useTitle(words.designer.opening)
  useWorkerAhead()
  return (
    <div className="mx-auto flex max-w-[640px] flex-col gap-4 px-6 py-8">
      <h1 className="font-semibold text-xl">
        {goal === null ? words.designer.opening : words.designer.planningGoal}
      </h1>
      {goal !== null && <p className="line-clamp-3 break-words text-muted">{goal}</p>}
      <Unfetched query={query} lines={6} />
    </div>
  )
}
