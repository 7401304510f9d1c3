import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight, GitCompareArrows } from 'lucide-react'
import { RunField } from '../../entities/runs/run-field.tsx'
import { useRunView } from '../../entities/runs/use-run-view.ts'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import { words } from '../../words/words.ts'
import { CompareGraph } from './compare-graph.tsx'
import type { CompareSearch } from './compare-search.ts'
import { CompareTable } from './compare-table.tsx'
import { ComparedTask } from './compared-task.tsx'
import { useCompared } from './use-compared.ts'
import { WholeRuns } from './whole-runs.tsx'

interface ComparePageProps {
  readonly search: CompareSearch
  readonly onSearch: (search: CompareSearch) => void
}

const says = words.run.compare
const choices = [
  { value: 'table', label: says.views.table },
  { value: 'graph', label: says.views.graph },
] as const

/** Two runs side by side: what ended otherwise, took longer, cost more, or came to another result. */
export function ComparePage({ search, onSearch }: ComparePageProps) {
  const { left, right, view = 'table' } = search
  const other = useNewestOther(right === undefined ? left : undefined)
  const suggested = right ?? other
  return (
    <Page
      title={says.title}
      width="full"
      actions={
        left !== undefined &&
        suggested !== undefined && (
          <Segmented
            label={says.views.label}
            value={view}
            choices={choices}
            onChoose={(next) => onSearch({ ...search, view: next })}
          />
        )
      }
    >
      <div className="mb-3 grid grid-cols-[minmax(0,1fr)] items-end gap-3 md:grid-cols-[minmax(0,1fr)_32px_minmax(0,1fr)]">
        <RunField
          label={says.left}
          value={left}
          onChoose={(run) => run !== undefined && onSearch({ ...search, left: run.id })}
        />
        <IconButton
          label={says.swap}
          icon={ArrowLeftRight}
          disabled={left === undefined || suggested === undefined}
          onClick={() =>
            onSearch({
              ...search,
              ...(suggested !== undefined && { left: suggested }),
              ...(left !== undefined && { right: left }),
            })
          }
        />
        <RunField
          label={says.right}
          value={suggested}
          onChoose={(run) => run !== undefined && onSearch({ ...search, right: run.id })}
        />
      </div>
      {left === undefined || suggested === undefined ? (
        <EmptyNote icon={GitCompareArrows} title={says.chooseTwo}>
          {says.chooseTwoHint}
        </EmptyNote>
      ) : (
        <Both key={`${left} ${suggested}`} {...{ left, search, onSearch }} right={suggested} />
      )}
    </Page>
  )
}

/** The newest other run of the same plan. */
function useNewestOther(runId: string | undefined): string | undefined {
  const { orpc } = useRpc()
  const planKey = useRunView(runId ?? null)?.planKey
  const ofPlan = useQuery(
    orpc.runs.find.queryOptions({
      input: { filter: { planKey: planKey === undefined ? [] : [planKey] }, limit: 2 },
      enabled: planKey !== undefined,
    }),
  )
  return ofPlan.data?.find(({ id }) => id !== runId)?.id
}

interface BothProps extends ComparePageProps {
  readonly left: string
  readonly right: string
}

function Both({ left, right, search, onSearch }: BothProps) {
  const { data, error, retry } = useCompared(left, right)
  if (error !== null) return <FailureNote error={error} onRetry={retry} />
  if (data === null) return <Skeleton lines={6} />
  const { task: selected, view = 'table' } = search
  const row = data.rows.find(({ key }) => key === selected)
  const select = (key: string) => onSearch({ ...search, left, right, task: key })
  return (
    <>
      <WholeRuns left={data.left} right={data.right} rows={data.rows} />
      <div className="flex min-h-0 flex-1 gap-4">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {view === 'graph' ? (
            <CompareGraph rows={data.rows} selected={selected ?? null} onSelect={select} />
          ) : (
            <CompareTable rows={data.rows} selected={selected ?? null} onSelect={select} />
          )}
        </div>
        {row !== undefined && (
          <ComparedTask
            row={row}
            leftId={left}
            rightId={right}
            onClose={() => {
              const { task: _task, ...others } = search
              onSearch(others)
            }}
          />
        )}
      </div>
    </>
  )
}
