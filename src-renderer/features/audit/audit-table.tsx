import { ArrowUp, ScrollText, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { AuditEntry, AuditFilter } from '#shared/model/audit-entry.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { words } from '../../words/words.ts'
import { columnsOf } from './audit-columns.tsx'
import { useAuditLog } from './use-audit-log.ts'

interface AuditTableProps {
  readonly filter: AuditFilter
  readonly isNarrowed: boolean
  /** The entry that it begins at; null: the newest. */
  readonly from: number | null
  readonly isLive: boolean
  readonly chosen: number | null
  readonly onOpen: (seq: number) => void
  readonly onNewest: () => void
  readonly onClear: () => void
  /** What it is narrowed to, above it. */
  readonly children: ReactNode
}

/** The log, newest first: it follows what happens until somebody looks further down. */
export function AuditTable(props: AuditTableProps) {
  const { filter, isNarrowed, from, isLive, chosen, onOpen, onNewest, onClear, children } = props
  const log = useAuditLog(filter, { from, isLive: isLive && from === null })
  const isNarrow = useIsNarrow(chosen === null ? 760 : 1280)
  const isTiny = useIsNarrow(480)
  const { entries, isRead, error, lookingAt, waiting } = log
  if (error !== null) {
    return (
      <div className="min-w-0 flex-1">
        <FailureNote error={error} />
      </div>
    )
  }
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2 empty:hidden">
        {children}
        {from !== null && (
          <>
            <Button icon={ArrowUp} onClick={log.readNewer}>
              {words.audit.showNewer}
            </Button>
            <Button look="ghost" onClick={onNewest}>
              {words.audit.newest}
            </Button>
          </>
        )}
        {from === null && !isLive && waiting > 0 && (
          <Button icon={ArrowUp} onClick={log.readNewer}>
            {words.audit.showNew(waiting)}
          </Button>
        )}
        {lookingAt !== null && (
          <p role="status" className="tabular text-muted text-sm">
            {words.audit.looking(lookingAt)}
          </p>
        )}
      </div>
      {isRead ? (
        <DataTable
          label={words.audit.table}
          columns={columnsOf({ isNarrow, isTiny })}
          rows={entries}
          rowKey={({ seq }: AuditEntry) => String(seq)}
          selected={chosen === null ? null : String(chosen)}
          onOpen={({ seq }) => onOpen(seq)}
          onEnd={log.readOlder}
          empty={<Nothing isNarrowed={isNarrowed} onClear={onClear} />}
        />
      ) : (
        <div className="rounded-lg border border-line bg-surface p-5">
          <Skeleton lines={6} />
        </div>
      )}
    </div>
  )
}

function Nothing({ isNarrowed, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      {isNarrowed ? (
        <EmptyNote
          icon={SearchX}
          title={words.audit.noMatch}
          action={<Button onClick={onClear}>{words.audit.clear}</Button>}
        />
      ) : (
        <EmptyNote icon={ScrollText} title={words.audit.emptyTitle}>
          {words.audit.emptyText}
        </EmptyNote>
      )}
    </div>
  )
}
