import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { BookOpenText, Search, SearchX } from 'lucide-react'
import type { RunView } from '#shared/model/run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyNote, FailureNote, Skeleton } from '../../ui/notes.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { LogSearch } from './log-search.ts'
import { MemoryRow } from './memory-row.tsx'

const shownAtMost = 200

interface LogPageProps {
  readonly search: LogSearch
  readonly onSearch: (search: LogSearch) => void
}

export function LogPage({ search, onSearch }: LogPageProps) {
  useTitle('Build log')
  const { orpc } = useRpc()
  const { query, type } = search
  const entries = useQuery(
    orpc.log.listMemory.queryOptions({
      input: {
        limit: shownAtMost,
        ...(type === 'all' ? {} : { type: 'build_log' }),
        ...(query === undefined ? {} : { query }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const runs = useQuery(orpc.runs.list.queryOptions({ input: {} }))
  const runOf = new Map<string | null, RunView>(runs.data?.map((run) => [run.id, run]))
  return (
    <div className="mx-auto max-w-[960px] px-6 py-6">
      <h1 className="font-semibold text-xl">Build log</h1>
      <p className="mt-1 text-muted">
        What every build decided: who got which task, and what nobody could do.
      </p>
      <div className="mt-5 mb-3 flex flex-wrap items-center gap-3">
        <SearchBox
          value={query ?? ''}
          onChange={(value) =>
            onSearch({ ...(type === undefined ? {} : { type }), ...(value === '' ? {} : { query: value }) })
          }
        />
        <Segmented
          label="Type of entry"
          value={type ?? 'build_log'}
          choices={[
            { value: 'build_log', label: 'Build logs' },
            { value: 'all', label: 'All memory' },
          ]}
          onChoose={(value) =>
            onSearch({
              ...(value === 'all' ? { type: 'all' } : {}),
              ...(query === undefined ? {} : { query }),
            })
          }
        />
      </div>
      <div className="overflow-hidden rounded-lg border border-line bg-surface">
        {entries.isError ? (
          <div className="p-4">
            <FailureNote error={entries.error} onRetry={() => void entries.refetch()} />
          </div>
        ) : entries.data === undefined ? (
          <div className="p-5">
            <Skeleton lines={5} />
          </div>
        ) : entries.data.length === 0 ? (
          <NoEntries query={query} onClear={() => onSearch(type === undefined ? {} : { type })} />
        ) : (
          <ul>
            {entries.data.map((entry) => (
              <MemoryRow key={entry.id} entry={entry} run={runOf.get(entry.runId)} />
            ))}
          </ul>
        )}
      </div>
      {entries.data?.length === shownAtMost && (
        <p className="mt-3 text-muted">
          These are the {query === undefined ? 'newest' : 'best'} {shownAtMost}; search to find others.
        </p>
      )}
    </div>
  )
}

function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <label className="relative min-w-56 flex-1">
      <span className="sr-only">Search memory</span>
      <Search size={14} className="absolute top-1/2 left-3 -translate-y-1/2 text-faint" aria-hidden />
      <input
        type="search"
        value={value}
        maxLength={500}
        placeholder="Search plans, tasks, agents, reasons"
        onChange={({ target }) => onChange(target.value)}
        className="h-8 w-full rounded-md border border-line-strong bg-surface pr-3 pl-8 placeholder:text-faint"
      />
    </label>
  )
}

function NoEntries({ query, onClear }: { query: string | undefined; onClear: () => void }) {
  if (query === undefined) {
    return (
      <EmptyNote icon={BookOpenText} title="No entry yet">
        Each run writes one when it is built. Start a plan from Home.
      </EmptyNote>
    )
  }
  return (
    <EmptyNote
      icon={SearchX}
      title={`No match for “${query}”`}
      action={<Button onClick={onClear}>Clear the search</Button>}
    />
  )
}
