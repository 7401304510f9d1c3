import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { BookOpenText, Pin } from 'lucide-react'
import { useState } from 'react'
import { pinnedTag, simulationTag } from '#shared/model/memory.ts'
import type { FoundMemory, MemoryFilter, Snippet } from '#shared/model/memory-search.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { useRpc } from '../../rpc/context.tsx'
import type { Fetch } from '../../ui/fetched.tsx'
import { FoundList } from '../../ui/lists/loaded-list.tsx'
import { usePages } from '../../ui/lists/use-pages.ts'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { SnippetText } from '../../ui/query/snippet-text.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { keeperOf } from './memory-owner.ts'
import type { MemorySearch } from './memory-search.ts'

interface MemoryListProps {
  readonly found: Fetch<unknown>
  readonly entries: readonly FoundMemory[]
  readonly chosen: string | null
  readonly search: MemorySearch
  /** True without a search text, filter or project. */
  readonly isAnything: boolean
  readonly onEnd: () => void
  readonly onStep: (by: number) => void
  readonly onClear: () => void
}

export function MemoryList(props: MemoryListProps) {
  const { found, entries, chosen, search, isAnything, onEnd, onStep, onClear } = props
  return (
    <FoundList
      label={words.memory.results}
      found={found}
      rows={entries}
      rowKey={({ id }) => id}
      estimate={64}
      onEnd={onEnd}
      onStep={onStep}
      shown={chosen === null ? null : entries.findIndex(({ id }) => id === chosen)}
      empty={<Nothing isAnything={isAnything} onClear={onClear} />}
    >
      {(entry) => <FoundRow entry={entry} isChosen={entry.id === chosen} search={search} />}
    </FoundList>
  )
}

function Nothing({ isAnything, onClear }: { isAnything: boolean; onClear: () => void }) {
  if (isAnything) {
    return (
      <EmptyNote icon={BookOpenText} title={words.memory.emptyTitle}>
        {words.memory.emptyText}
      </EmptyNote>
    )
  }
  return (
    <NoMatch title={words.memory.noMatch} clear={words.memory.clearFilter} onClear={onClear}>
      {words.memory.noMatchText}
    </NoMatch>
  )
}

interface FoundRowProps {
  readonly entry: FoundMemory
  readonly isChosen: boolean
  readonly search: MemorySearch
}

/** An entry in the list: type, matching excerpt, author and time. */
export function FoundRow({ entry, isChosen, search }: FoundRowProps) {
  const nameOf = useAgentNames()
  const { id, tags, type, taskId, title, runTitle, agentId, createdAt, build, snippet } = entry
  // The start of a build log only lists task names, so its excerpt is shown only for a match.
  const found = runTitle === null ? foundInTitle(title, snippet) : null
  const isMore =
    found === null && snippet.some(({ text, isMatch }) => isMatch || (build === null && text !== title))
  return (
    <Link
      to="/memory"
      search={{ ...search, entry: id }}
      replace
      aria-current={isChosen ? 'true' : undefined}
      className={clsx(
        'flex flex-col gap-0.5 border-line border-b px-4 py-row outline-offset-[-2px] transition-colors',
        isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <span className="flex min-w-0 items-baseline gap-2">
        {tags.includes(pinnedTag) && (
          <Pin
            size={12}
            role="img"
            aria-label={words.memory.pinned}
            className="shrink-0 self-center text-accent"
          />
        )}
        <span className={clsx('min-w-0 font-medium', runTitle === null ? 'line-clamp-2' : 'truncate')}>
          {found === null ? (runTitle ?? (title === '' ? taskId : title)) : <SnippetText snippet={found} />}
        </span>
        {tags.includes(simulationTag) && <SimulationMark />}
        {runTitle !== null && (
          <span className="min-w-0 shrink truncate font-mono text-muted text-sm max-sm:hidden">{taskId}</span>
        )}
        <span className="ms-auto shrink-0 text-muted text-sm">
          <Ago at={createdAt} />
        </span>
      </span>
      <span className="flex min-w-0 gap-x-1 text-muted text-sm">
        <span className="shrink-0">{words.memory.typeName(type)}</span>
        {build === null ? (
          <span className="min-w-0 truncate">· {keeperOf(agentId, nameOf)}</span>
        ) : (
          <>
            <span className="tabular min-w-0 truncate">· {words.memory.delegated(build.delegated)}</span>
            {build.unassigned > 0 && (
              <span className="tabular ms-1 shrink-0 font-medium text-warning">
                {words.memory.unassigned(build.unassigned)}
              </span>
            )}
          </>
        )}
      </span>
      {isMore && (
        <span className="line-clamp-2 break-words text-sm">
          <SnippetText snippet={snippet} />
        </span>
      )}
    </Link>
  )
}

/** The title with all matches highlighted; null if a match is outside the title. */
export function foundInTitle(title: string, snippet: Snippet): Snippet | null {
  const said = snippet.map(({ text }) => text).join('')
  const isBeginning = said.startsWith(title) || title.startsWith(said.replace(/…$/, ''))
  if (!isBeginning || !snippet.some(({ isMatch }) => isMatch)) return null
  const pieces: Snippet = []
  let at = 0
  for (const { text, isMatch } of snippet) {
    const piece = title.slice(at, at + text.length)
    if (isMatch && piece !== text) return null
    pieces.push({ text: piece, isMatch })
    at += text.length
  }
  return [...pieces, { text: title.slice(at), isMatch: false }].filter(({ text }) => text !== '')
}

const pageSize = 100

/** The matches of a search, loaded on scroll, and their number. */
export function useMemoryList(filter: MemoryFilter) {
  const { orpc } = useRpc()
  const found = useInfiniteQuery(
    orpc.memory.find.infiniteOptions({
      input: (below: number | null) => ({ filter, below, limit: pageSize }),
      initialPageParam: null,
      getNextPageParam: (page) => (page.length < pageSize ? undefined : (page.at(-1)?.place ?? undefined)),
      placeholderData: keepPreviousData,
    }),
  )
  const [counted, setCounted] = useState<MemoryFilter | null>(null)
  const counts = useQuery(
    orpc.memory.count.queryOptions({
      input: { filter, isWhole: counted === filter },
      placeholderData: keepPreviousData,
    }),
  )
  const { rows: entries, goOn } = usePages(found)
  return {
    found,
    entries,
    counts: counts.data,
    countAll: counted === filter ? null : () => setCounted(filter),
    goOn,
  }
}
