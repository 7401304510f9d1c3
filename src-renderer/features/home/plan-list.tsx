import { Link, useNavigate } from '@tanstack/react-router'
import { Clapperboard, Play, Wrench } from 'lucide-react'
import type { PlanView } from '#shared/model/plan.ts'
import { words } from '#shared/words/words.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { Button } from '../../ui/controls/button.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { Section } from './section.tsx'

const shownAtMost = 5

/** The most recently published plans, with a link to all plans. */
export function PlanList({ plans }: { plans: readonly PlanView[] }) {
  const start = useStartRun()
  const navigate = useNavigate()
  const { home: say } = words
  return (
    <Section title={say.recentPlans} link={<Link to="/plans">{say.allPlans(plans.length)}</Link>}>
      <FailureNote error={start.error} className="mb-3" />
      {plans.length === 0 ? (
        <p className="rounded-lg border border-line-strong border-dashed p-4 text-muted">{say.noPlans}</p>
      ) : (
        <ul className="overflow-hidden rounded-lg border border-line bg-surface">
          {plans.slice(0, shownAtMost).map((plan) => (
            <li
              key={plan.id}
              className="flex items-center gap-3 border-line border-b px-4 py-2.5 last:border-b-0"
            >
              <div className="min-w-0 flex-1">
                <Link
                  to="/plans/$planId"
                  params={{ planId: plan.id }}
                  title={plan.title}
                  aria-label={say.openPlan(plan.title)}
                  className="block min-h-6 max-w-full truncate rounded-sm text-start font-medium leading-6 hover:text-accent hover:underline"
                >
                  {plan.title}
                </Link>
                <p className="text-muted text-sm">
                  {say.tasks(plan.taskCount)} · <Ago at={plan.createdAt} />
                </p>
                {!plan.runnable && <p className="text-sm text-warning">{words.plans.cannotRun}</p>}
              </div>
              {plan.runnable && (
                <Button
                  look="ghost"
                  icon={Clapperboard}
                  aria-label={words.runs.simulatePlan(plan.title)}
                  disabled={start.isPending && start.variables.planId === plan.id}
                  onClick={() => start.mutate({ planId: plan.id, simulate: true })}
                >
                  {words.runs.simulate}
                </Button>
              )}
              {plan.runnable ? (
                <Button
                  icon={Play}
                  aria-label={say.runPlan(plan.title)}
                  disabled={start.isPending && start.variables.planId === plan.id}
                  onClick={() => start.mutate({ planId: plan.id })}
                >
                  {words.plans.run}
                </Button>
              ) : (
                <Button
                  icon={Wrench}
                  aria-label={say.mendPlan(plan.title)}
                  onClick={() => void navigate({ to: '/plans/$planId', params: { planId: plan.id } })}
                >
                  {say.mend}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
