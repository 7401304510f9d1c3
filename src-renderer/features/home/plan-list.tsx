import { Link, useNavigate } from '@tanstack/react-router'
import { Play, Wrench } from 'lucide-react'
import type { PlanView } from '#shared/model/plan.ts'
import { newCommandId, useStartRun } from '../../rpc/use-start-run.ts'
import { Button } from '../../ui/button.tsx'
import { plural } from '../../ui/format.ts'
import { FailureNote } from '../../ui/notes.tsx'
import { Ago } from '../../ui/time.tsx'
import { ImportButton } from './import-button.tsx'

export function PlanList({ plans }: { plans: readonly PlanView[] }) {
  const start = useStartRun()
  const navigate = useNavigate()
  return (
    <section aria-labelledby="plans">
      <div className="mb-3 flex min-h-8 items-center justify-between gap-3">
        <h2 id="plans" className="font-semibold">
          Plans
        </h2>
        <ImportButton />
      </div>
      {start.isError && (
        <div className="mb-3">
          <FailureNote error={start.error} />
        </div>
      )}
      {plans.length === 0 ? (
        <p className="rounded-lg border border-line-strong border-dashed p-4 text-muted">
          No plan is imported yet. Drop a plan of any known tool anywhere.
        </p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface">
          {plans.map((plan) => (
            <li
              key={plan.id}
              className="flex items-center gap-3 border-line border-b px-4 py-3 last:border-b-0"
            >
              <div className="min-w-0 flex-1">
                <Link
                  to="/plans/$planId"
                  params={{ planId: plan.id }}
                  title={plan.title}
                  aria-label={`Open ${plan.title}`}
                  className="block max-w-full truncate rounded-sm text-left font-medium hover:text-accent hover:underline"
                >
                  {plan.title}
                </Link>
                <p className="text-faint text-sm">
                  {plural(plan.taskCount, 'task')} · <Ago at={plan.createdAt} />
                </p>
                {!plan.runnable && <p className="text-sm text-warning">Cannot run as it is</p>}
              </div>
              {plan.runnable ? (
                <Button
                  icon={Play}
                  aria-label={`Run ${plan.title}`}
                  disabled={start.isPending && start.variables.planId === plan.id}
                  onClick={() => start.mutate({ planId: plan.id, commandId: newCommandId() })}
                >
                  Run
                </Button>
              ) : (
                <Button
                  icon={Wrench}
                  aria-label={`Mend ${plan.title}`}
                  onClick={() => void navigate({ to: '/plans/$planId', params: { planId: plan.id } })}
                >
                  Mend
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
