import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react'
import { useRpc } from '../../rpc/context.tsx'
import { words } from '../../words/words.ts'
import type { PlanRow } from './rows.ts'

/** A plan of more is looked at when it is opened: a list must not make the engine busy. */
const maxTasks = 2000

/** What is amiss in a plan; only lines in view ask. */
export function FindingsCell({ row }: { row: PlanRow }) {
  const { orpc } = useRpc()
  const isAsked = row.kind !== 'sample' && row.tasks <= maxTasks
  const check = useQuery({
    ...orpc.plans.check.queryOptions({ input: { planId: row.draftId ?? row.id } }),
    enabled: isAsked,
    staleTime: 60_000,
    // Another state of the draft is another question.
    queryKey: ['findings of', row.draftId ?? row.id, row.changedAt],
  })
  if (row.kind === 'sample') return null
  if (!isAsked) {
    const { cannotRun, notChecked, notCheckedAbout } = words.plans
    const [text, about] = row.isRunnable === false ? [cannotRun, cannotRun] : [notChecked, notCheckedAbout]
    return (
      <span title={about} className={row.isRunnable === false ? 'text-failed' : 'text-muted'}>
        {text}
      </span>
    )
  }
  if (check.data === undefined) return null
  const count = (wanted: string) => check.data.findings.filter(({ severity }) => severity === wanted).length
  const [errors, warnings] = [count('error'), count('warning')]
  if (errors + warnings === 0) {
    return (
      <span className="flex items-center gap-1.5 text-muted">
        <CircleCheck size={14} aria-hidden className="text-done" />
        {words.plans.nothingFound}
      </span>
    )
  }
  const said = [
    ...(errors > 0 ? [words.plans.errors(errors)] : []),
    ...(warnings > 0 ? [words.plans.warnings(warnings)] : []),
  ].join(', ')
  return (
    <span title={said} className="tabular flex items-center gap-2.5">
      <span className="sr-only">{said}</span>
      {errors > 0 && (
        <span aria-hidden className="inline-flex items-center gap-1 text-failed">
          <CircleX size={14} />
          {errors}
        </span>
      )}
      {warnings > 0 && (
        <span aria-hidden className="inline-flex items-center gap-1 text-warning">
          <TriangleAlert size={14} />
          {warnings}
        </span>
      )}
    </span>
  )
}
