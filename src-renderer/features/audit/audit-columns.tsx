import { Bot, BrainCircuit, Cog, type LucideIcon, MousePointerClick, UserRound } from 'lucide-react'
import type { Actor, AuditEntry } from '#shared/model/audit-entry.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import type { Column } from '../../ui/lists/data-table.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { locale, words } from '../../words/words.ts'
import { sentenceOf } from './event-words.ts'

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

/** What an entry says needs its room first. */
export const columnsOf = (room: { isNarrow: boolean; isTiny: boolean }): readonly Column<AuditEntry>[] =>
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

/** Who did something: a shape and a name. */
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
