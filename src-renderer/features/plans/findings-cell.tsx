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
    const text = row.isRunnable === false ? words.plans.cannotRun : words.plans.notChecked
    return (
      <span title={text} className={row.isRunnable === false ? 'text-failed' : 'text-muted'}>
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
  return (
    <span className="flex items-center gap-3">
      {errors > 0 && (
        <span className="inline-flex items-center gap-1.5 text-failed">
          <CircleX size={14} aria-hidden />
          {words.plans.errors(errors)}
        </span>
      )}
      {warnings > 0 && (
        <span className="inline-flex items-center gap-1.5 text-warning">
          <TriangleAlert size={14} aria-hidden />
          {words.plans.warnings(warnings)}
        </span>
      )}
    </span>
  )
}
