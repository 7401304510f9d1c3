import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, GitCompare, X } from 'lucide-react'
import { useState } from 'react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { useRunView } from '../../entities/runs/use-run-view.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { words } from '../../words/words.ts'
import { readBuildLog } from './build-log.ts'
import { CompareView } from './compare-view.tsx'
import { EntryTags } from './entry-tags.tsx'
import { Provenance } from './provenance.tsx'
import { firstLineOf, ReadView } from './read-view.tsx'

interface EntryPaneProps {
  readonly id: string
  /** The entry it is compared with; the same one: it is still to be chosen. */
  readonly against: string | null
  readonly onClose: () => void
  readonly onAgainst: (id: string | null) => void
}

/** The entry that is read, beside the list; over it where there is no room. */
export function EntryPane({ id, against, onClose, onAgainst }: EntryPaneProps) {
  const { orpc } = useRpc()
  const entry = useQuery(orpc.log.getMemory.queryOptions({ input: { memoryId: id } }))
  return (
    <aside
      aria-label={words.memory.entry}
      className="@max-3xl:absolute @max-3xl:inset-0 z-10 flex min-h-0 @3xl:w-[min(600px,52%)] shrink-0 flex-col overflow-hidden rounded-lg border border-line bg-surface"
    >
      {entry.isError ? (
        <div className="flex flex-col items-start gap-3 p-4">
          <FailureNote error={entry.error} />
          <Button icon={ArrowLeft} onClick={onClose}>
            {words.memory.back}
          </Button>
        </div>
      ) : entry.data === undefined ? (
        <div className="p-5">
          <Skeleton lines={6} />
        </div>
      ) : (
        <Entry entry={entry.data} against={against} onClose={onClose} onAgainst={onAgainst} />
      )}
    </aside>
  )
}

interface EntryProps extends Omit<EntryPaneProps, 'id'> {
  readonly entry: MemoryEntry
}

function Entry({ entry, against, onClose, onAgainst }: EntryProps) {
  const [view, setView] = useState<'read' | 'json'>('read')
  const plan = readBuildLog(entry)?.plan_id
  const run = useRunView(plan === undefined ? null : entry.runId)
  const title = run?.title ?? plan ?? firstLineOf(entry) ?? entry.taskId
  return (
    <>
      <header className="flex flex-wrap items-start gap-x-2 border-line border-b py-2 ps-4 pe-2">
        <h2 title={title} className="my-1 line-clamp-2 min-w-40 flex-1 break-words font-semibold text-lg">
          {title}
        </h2>
        <EntryTags entry={entry} />
        <CopyButton text={JSON.stringify(entry, null, 2)} label={words.memory.copyJson} />
        <IconButton
          label={against === null ? words.memory.compareStart : words.memory.compareStop}
          icon={GitCompare}
          aria-pressed={against !== null}
          className={against === null ? '' : 'bg-accent-soft text-accent'}
          onClick={() => onAgainst(against === null ? entry.id : null)}
        />
        <IconButton label={words.memory.close} icon={X} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        {against !== null ? (
          <CompareView entry={entry} against={against} />
        ) : (
          <>
            <Provenance entry={entry} />
            <div>
              <Segmented
                label={words.memory.view}
                value={view}
                choices={[
                  { value: 'read', label: words.memory.read },
                  { value: 'json', label: words.memory.json },
                ]}
                onChoose={setView}
              />
            </div>
            {view === 'json' ? <JsonTree value={entry} /> : <ReadView entry={entry} />}
          </>
        )}
      </div>
    </>
  )
}
