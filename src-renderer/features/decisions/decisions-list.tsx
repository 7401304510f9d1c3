import { Link } from '@tanstack/react-router'
import { SearchX, Signpost } from 'lucide-react'
import type { FoundDecision } from '#shared/model/decision-search.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { words } from '../../words/words.ts'
import { DecisionItem } from './decision-item.tsx'
import type { DecisionsSearch } from './decisions-search.ts'

interface DecisionsListProps {
  readonly found: {
    readonly isError: boolean
    readonly error: unknown
    readonly isPending: boolean
    readonly refetch: () => unknown
  }
  readonly decisions: readonly FoundDecision[]
  readonly shown: number | null
  readonly search: DecisionsSearch
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

const rowHeight = 92

export function DecisionsList(props: DecisionsListProps) {
  const { found, decisions, shown, search, onEnd, onStep, onClear } = props
  if (found.isError) {
    return (
      <div className="min-w-0 flex-1">
        <FailureNote error={found.error} onRetry={() => void found.refetch()} />
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it take the keys; the arrows lead from one to the next
    <div
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden rounded-lg border border-line bg-surface"
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        onStep(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      {found.isPending ? (
        <div className="p-5">
          <Skeleton lines={6} />
        </div>
      ) : decisions.length === 0 ? (
        <Nothing isNarrowed={search.q !== undefined} onClear={onClear} />
      ) : (
        <VirtualList
          label={words.decisions.list}
          rows={decisions}
          rowKey={({ runId, number }) => `${runId} ${number}`}
          estimate={rowHeight}
          onEnd={onEnd}
          shown={shown}
        >
          {(decision, at) => (
            <DecisionItem
              decision={decision}
              before={decisions[at - 1] ?? null}
              isChosen={at === shown}
              search={search}
            />
          )}
        </VirtualList>
      )}
    </div>
  )
}

function Nothing({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <EmptyNote
        icon={Signpost}
        title={words.decisions.emptyTitle}
        action={
          <Link to="/" search={{}} className="font-medium text-accent hover:underline">
            {words.decisions.start}
          </Link>
        }
      >
        {words.decisions.emptyText}
      </EmptyNote>
    )
  }
  return (
    <EmptyNote
      icon={SearchX}
      title={words.decisions.noMatch}
      action={<Button onClick={onClear}>{words.decisions.clear}</Button>}
    />
  )
}
