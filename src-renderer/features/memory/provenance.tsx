import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MemoryEntry } from '#shared/model/memory.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRunView } from '../../entities/runs/use-run-view.ts'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { formatInstant } from '../../ui/text/format.ts'
import { words } from '../../words/words.ts'
import { keeperOf } from './keeper-of.ts'

/** Where an entry comes from, each part of it a link to there. */
export function Provenance({ entry }: { entry: MemoryEntry }) {
  const { runId, taskKey, eventSeq } = entry
  const run = useRunView(runId)
  const nameOf = useAgentNames()
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(160px,1fr))] gap-x-4 gap-y-3">
      <Fact name={words.memory.written}>{formatInstant(entry.createdAt)}</Fact>
      <Fact name={words.memory.writtenBy}>
        <span title={entry.agentId}>{keeperOf(entry.agentId, nameOf)}</span>
      </Fact>
      <Fact name={words.memory.project}>{entry.projectId ?? words.memory.none}</Fact>
      {runId !== null && (
        <Fact name={words.memory.run}>
          <RunLink runId={runId}>{run?.title ?? runId}</RunLink>
        </Fact>
      )}
      {run !== undefined && (
        <Fact name={words.memory.runNow}>
          <StatusBadge status={statusOfRun(run)} isInherited />
          {run.isSimulated && <SimulationMark />}
        </Fact>
      )}
      {runId !== null && taskKey !== null && (
        <Fact name={words.memory.task}>
          <RunLink runId={runId} task={taskKey} className="font-mono text-sm">
            {taskKey}
          </RunLink>
        </Fact>
      )}
      <Fact name={words.memory.statusThen}>{words.memory.statusName(entry.status)}</Fact>
      {eventSeq !== null && (
        <Fact name={words.memory.event}>
          <Link
            to="/audit"
            search={{ seq: String(eventSeq) }}
            className="tabular text-accent hover:underline"
          >
            {words.memory.eventOf(eventSeq)}
          </Link>
        </Fact>
      )}
      <div className="col-span-full flex min-w-0 flex-wrap items-center gap-1">
        <dt className="sr-only">{words.memory.entry}</dt>
        <dd className="flex min-w-0 max-w-full items-center gap-1">
          <span className="truncate font-mono text-muted text-sm" title={entry.id}>
            {entry.id}
          </span>
          <CopyButton text={entry.id} label={words.memory.copyId} />
        </dd>
        {entry.tags.length > 0 && (
          <>
            <dt className="sr-only">{words.memory.tags}</dt>
            <dd className="flex min-w-0 flex-wrap gap-1">
              {entry.tags.map((tag) => (
                <Link
                  key={tag}
                  to="/memory"
                  search={{ q: /[\s"]/.test(tag) ? `tag:"${tag}"` : `tag:${tag}`, entry: entry.id }}
                  className="inline-flex min-h-6 max-w-full items-center truncate rounded-sm bg-hover px-1.5 font-mono text-muted text-xs hover:text-ink"
                >
                  {tag}
                </Link>
              ))}
            </dd>
          </>
        )}
      </div>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="break-words font-medium">{children}</dd>
    </div>
  )
}
