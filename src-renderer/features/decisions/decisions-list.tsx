import { SearchX, Signpost } from 'lucide-react'
import type { FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { Button } from '../../ui/controls/button.tsx'
import { ButtonLink } from '../../ui/controls/button-link.tsx'
import { FoundList, type Loading } from '../../ui/lists/loaded-list.tsx'
import { EmptyNote } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { DecisionItem } from './decision-item.tsx'
import type { DecisionsSearch } from './decisions-search.ts'

interface DecisionsListProps {
  readonly found: Loading
  readonly decisions: readonly FoundDecision[]
  readonly shown: number | null
  readonly search: DecisionsSearch
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

export function DecisionsList(props: DecisionsListProps) {
  const { found, decisions, shown, search, onEnd, onStep, onClear } = props
  return (
    <FoundList
      label={words.decisions.list}
      found={found}
      rows={decisions}
      rowKey={({ runId, number }) => `${runId} ${number}`}
      estimate={92}
      onEnd={onEnd}
      onStep={onStep}
      shown={shown}
      empty={<Nothing isNarrowed={search.q !== undefined} onClear={onClear} />}
    >
      {(decision, at) => (
        <DecisionItem
          decision={decision}
          before={decisions[at - 1] ?? null}
          isChosen={at === shown}
          search={search}
        />
      )}
    </FoundList>
  )
}

function Nothing({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  if (!isNarrowed) {
    return (
      <EmptyNote
        icon={Signpost}
        title={words.decisions.emptyTitle}
        action={
          <ButtonLink to="/" search={{}}>
            {words.decisions.start}
          </ButtonLink>
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
