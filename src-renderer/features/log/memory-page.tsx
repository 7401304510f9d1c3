import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Workflow } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { useRpc } from '../../rpc/context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatInstant } from '../../ui/format.ts'
import { JsonView } from '../../ui/json-view.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { useTitle } from '../../ui/use-title.ts'
import { readBuildLog } from './build-log.ts'
import { BuildLogView } from './build-log-view.tsx'

/** One memory entry, to read or as it is stored. */
export function MemoryPage({ memoryId }: { memoryId: string }) {
  const { orpc } = useRpc()
  const entry = useQuery(orpc.log.getMemory.queryOptions({ input: { memoryId } }))
  useTitle(entry.data === undefined ? 'Build log' : `${entry.data.taskId} — build log`)
  return (
    <div className="mx-auto max-w-[960px] px-6 py-6">
      <Link to="/log" search={{}} className="inline-flex items-center gap-1.5 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Build log
      </Link>
      <div className="mt-3">
        {entry.isError ? (
          <FailureNote error={entry.error} />
        ) : entry.data === undefined ? (
          <Skeleton lines={6} />
        ) : (
          <Entry entry={entry.data} />
        )}
      </div>
    </div>
  )
}

function Entry({ entry }: { entry: MemoryEntry }) {
  const [view, setView] = useState<'read' | 'json'>('read')
  const build = readBuildLog(entry)
  return (
    <article>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 break-words font-semibold text-xl">{build?.plan_id ?? entry.taskId}</h1>
        <div className="flex items-center gap-2">
          {entry.runId !== null && (
            <Link
              to="/runs/$runId"
              params={{ runId: entry.runId }}
              search={{}}
              className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-3 font-medium transition-colors hover:bg-hover"
            >
              <Workflow size={14} aria-hidden />
              Open the run
            </Link>
          )}
          <Segmented
            label="View of the entry"
            value={view}
            choices={[
              { value: 'read', label: 'Read' },
              { value: 'json', label: 'JSON' },
            ]}
            onChoose={setView}
          />
        </div>
      </div>
      <Provenance entry={entry} />
      <div className="mt-6">
        {view === 'json' ? (
          <JsonView value={entry} />
        ) : build === null ? (
          <JsonView value={entry.content} />
        ) : (
          <BuildLogView build={build} runId={entry.runId} />
        )}
      </div>
    </article>
  )
}

function Provenance({ entry }: { entry: MemoryEntry }) {
  const { orpc } = useRpc()
  const runs = useQuery(orpc.runs.list.queryOptions({ input: {} }))
  const run = runs.data?.find(({ id }) => id === entry.runId)
  return (
    <dl className="mt-4 grid grid-cols-2 gap-4 rounded-lg border border-line bg-surface p-4 sm:grid-cols-3">
      {run !== undefined && (
        <Fact name="Its run now">
          <StatusBadge status={statusOfRun(run)} isInherited />
        </Fact>
      )}
      <Fact name="Status when written">{entry.status}</Fact>
      <Fact name="Written by">{entry.agentId}</Fact>
      <Fact name="Written">{formatInstant(entry.createdAt)}</Fact>
      <Fact name="Project">{entry.projectId ?? '–'}</Fact>
      <div className="col-span-full min-w-0">
        <dt className="text-faint text-sm">Entry</dt>
        <dd className="flex items-center gap-1">
          <span className="truncate font-mono text-sm">{entry.id}</span>
          <CopyButton text={entry.id} label="Copy the id" />
          <span className="ml-auto hidden flex-wrap justify-end gap-1 sm:flex">
            {entry.tags.map((tag) => (
              <span key={tag} className="rounded-sm bg-hover px-1.5 font-mono text-muted text-xs leading-5">
                {tag}
              </span>
            ))}
          </span>
        </dd>
      </div>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{name}</dt>
      <dd className="truncate font-medium">{children}</dd>
    </div>
  )
}
