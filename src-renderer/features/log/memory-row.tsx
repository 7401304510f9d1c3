import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import type { MemoryEntry } from '#shared/model/memory.ts'
import type { RunView } from '#shared/model/run.ts'
import { plural } from '../../ui/format.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { Ago } from '../../ui/time.tsx'
import { readBuildLog } from './build-log.ts'

interface MemoryRowProps {
  readonly entry: MemoryEntry
  /** The one that it tells of, where it is among those that are listed: an entry stays as it was written. */
  readonly run: RunView | undefined
}

export function MemoryRow({ entry, run }: MemoryRowProps) {
  const title = run?.title
  const build = readBuildLog(entry)
  const unassigned = build?.unassigned_tasks.length ?? 0
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        to="/log/$memoryId"
        params={{ memoryId: entry.id }}
        className="flex items-center gap-4 px-4 py-3 outline-offset-[-2px] transition-colors hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate">
            <span className="font-medium">{title ?? entry.taskId}</span>
            {title !== undefined && <span className="ml-2 font-mono text-faint text-sm">{entry.taskId}</span>}
          </span>
          <span className="block truncate text-muted text-sm">
            {build === null ? (
              `${entry.type} by ${entry.agentId}`
            ) : (
              <>
                {plural(build.delegated_tasks.length, 'task')} delegated
                <span className={clsx(unassigned > 0 && 'text-warning')}>
                  {unassigned === 0 ? '' : ` · ${unassigned} unassigned`}
                </span>
              </>
            )}
          </span>
        </span>
        {run === undefined ? (
          <span className="shrink-0 text-faint text-sm">{entry.status} when written</span>
        ) : (
          <StatusBadge status={statusOfRun(run)} />
        )}
        <span className="shrink-0 sm:w-24 text-right text-muted text-sm">
          <Ago at={entry.createdAt} />
        </span>
      </Link>
    </li>
  )
}
