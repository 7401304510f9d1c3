import {
  ArrowUp,
  Bot,
  BrainCircuit,
  Cog,
  type LucideIcon,
  MousePointerClick,
  ScrollText,
  UserRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { Actor, AuditEntry, AuditFilter } from '#shared/model/audit-entry.ts'
import { locale, words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { Button } from '../../ui/controls/button.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { type Column, DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, FailureNote, NoMatch, Skeleton } from '../../ui/notes.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { sentenceOf } from './event-words.ts'
import { useAuditLog } from './use-audit-log.ts'

interface AuditTableProps {
  readonly filter: AuditFilter
  readonly isNarrowed: boolean
  /** Sequence number of the first entry shown; null: the newest. */
  readonly from: number | null
  readonly isLive: boolean
  readonly chosen: number | null
  readonly onOpen: (seq: number) => void
  readonly onNewest: () => void
  readonly onClear: () => void
  /** Filters shown above the table. */
  readonly children: ReactNode
}

/** The log, newest first. New entries appear until the person scrolls down. */
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
        <NoMatch title={words.audit.noMatch} clear={words.audit.clear} onClear={onClear} />
      ) : (
        <EmptyNote icon={ScrollText} title={words.audit.emptyTitle}>
          {words.audit.emptyText}
        </EmptyNote>
      )}
    </div>
  )
}

const seq: Column<AuditEntry> = {
  key: 'seq',
  title: words.audit.columns.seq,
  width: '76px',
  align: 'end',
  cell: (entry) => <span className="tabular text-muted">{entry.seq.toLocaleString(locale)}</span>,
}
const at: Column<AuditEntry> = {
  key: 'at',
  title: words.audit.columns.at,
  width: '160px',
  cell: (entry) => (
    <time dateTime={new Date(entry.at).toISOString()} className="tabular">
      {formatInstant(entry.at)}
    </time>
  ),
}
const who: Column<AuditEntry> = {
  key: 'who',
  title: words.audit.columns.who,
  width: 'minmax(96px, 160px)',
  cell: (entry) => <Who actor={entry.actor} />,
}
const what = (width: string): Column<AuditEntry> => ({
  key: 'what',
  title: words.audit.columns.what,
  width,
  cell: (entry) => <What entry={entry} />,
})
const about: Column<AuditEntry> = {
  key: 'about',
  title: words.audit.columns.about,
  width: 'minmax(80px, 200px)',
  cell: ({ runId, taskKey }) => {
    const said = taskKey ?? runId ?? ''
    return (
      <span title={[runId, taskKey].filter(Boolean).join(' / ')} className="font-mono text-muted text-sm">
        {said}
      </span>
    )
  },
}

const wide = [seq, at, who, what('minmax(220px, 1fr)'), about]
const narrow = [{ ...seq, width: '64px' }, what('minmax(0, 1fr)'), { ...who, width: '116px' }]

const tiny = narrow.slice(0, 2)

/** The description of an entry gets width first; narrow tables drop other columns. */
const columnsOf = (room: { isNarrow: boolean; isTiny: boolean }): readonly Column<AuditEntry>[] =>
  room.isTiny ? tiny : room.isNarrow ? narrow : wide

const icons: Record<Actor['kind'], LucideIcon> = {
  person: UserRound,
  agent: Bot,
  model: BrainCircuit,
  request: MousePointerClick,
  engine: Cog,
}

function What({ entry }: { entry: AuditEntry }) {
  const sentence = sentenceOf(entry, useAgentNames())
  return (
    <span title={`${sentence} (${entry.type})`} className="font-medium">
      {sentence}
    </span>
  )
}

/** Icon and name of the actor. */
export function Who({ actor: { kind, name } }: { actor: Actor }) {
  const nameOf = useAgentNames()
  const Icon = icons[kind]
  const isAgent = kind === 'agent' && name !== null
  const hint = words.audit.whoHint[kind]
  return (
    <span
      className="flex min-w-0 items-center gap-1.5"
      title={isAgent ? words.audit.whoIs(hint, name) : hint}
    >
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate">{words.audit.who[kind](isAgent ? nameOf(name) : name)}</span>
    </span>
  )
}
