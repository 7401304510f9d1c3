import { useQuery } from '@tanstack/react-query'
import type { GoalOutcome } from '#shared/model/runs/goal-outcome.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { words } from '../../../words/words.ts'

const says = words.run.goal

/** What a goal came to; undefined while its run goes on, or where that is not known. */
export function useGoalOutcome({ id, status }: Pick<RunView, 'id' | 'status'>): GoalOutcome | undefined {
  const { orpc } = useRpc()
  const query = orpc.goals.getOutcome.queryOptions({ input: { runId: id } })
  return useQuery({ ...query, enabled: isRunOver(status) }).data
}

/** What is still missing in the files that were made; nothing where nothing is. */
export function Unfinished({ outcome: { unfinished } }: { outcome: GoalOutcome }) {
  if (unfinished.length === 0) return null
  return (
    <details className="min-w-0 open:w-full">
      <summary className="w-fit cursor-pointer rounded-sm text-ink">
        {says.unfinished(unfinished.length)}
      </summary>
      <ul aria-label={says.missing} className="mt-1 max-h-[40vh] list-disc overflow-auto ps-5">
        {unfinished.map(({ name, missing }) => (
          <li key={name} className="break-words">
            <span className="font-mono text-ink text-sm">{name}</span>: {missing}
          </li>
        ))}
      </ul>
    </details>
  )
}
