import { useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { AuditDetail } from '#shared/model/audit-entry.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { Fact } from '../../ui/text/fact.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { Who } from './audit-table.tsx'
import { sentenceOf } from './event-words.ts'

interface EntryPaneProps {
  readonly seq: number
  readonly onClose: () => void
  readonly onStep: (by: number) => void
  readonly onGoTo: (seq: number) => void
}

/** An entry of the log with all fields. */
export function EntryPane({ seq, onClose, onStep, onGoTo }: EntryPaneProps) {
  const { orpc } = useRpc()
  const entry = useQuery(orpc.audit.getEntry.queryOptions({ input: { seq } }))
  return (
    <aside
      aria-label={words.audit.entry}
      className="z-10 flex min-h-0 shrink-0 flex-col overflow-hidden rounded-lg border border-line bg-surface @3xl:w-[min(520px,48%)] @max-3xl:absolute @max-3xl:inset-0"
    >
      <header className="flex items-center gap-1 border-line border-b py-2 pe-2 ps-4">
        <h2 className="tabular min-w-0 flex-1 truncate font-semibold text-lg">{words.audit.entryOf(seq)}</h2>
        <IconButton label={words.audit.previous} icon={ArrowUp} onClick={() => onStep(1)} />
        <IconButton
          label={words.audit.next}
          icon={ArrowDown}
          disabled={seq <= 1}
          onClick={() => onStep(-1)}
        />
        <IconButton label={words.audit.close} icon={X} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        <Fetched query={entry} lines={6}>
          {(read) => <Whole entry={read} onGoTo={onGoTo} />}
        </Fetched>
      </div>
    </aside>
  )
}

function Whole({ entry, onGoTo }: { entry: AuditDetail; onGoTo: (seq: number) => void }) {
  const { at, type, actor, runId, taskKey, commandId, hash, hashBefore, compaction, change, body } = entry
  return (
    <>
      <div>
        <p className="break-words font-medium">{sentenceOf(entry, useAgentNames())}</p>
        <p className="font-mono text-muted text-sm">{type}</p>
      </div>
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5">
        <Fact name={words.audit.when}>{formatInstant(at)}</Fact>
        <Fact name={words.audit.by}>
          <Who actor={actor} />
        </Fact>
        {runId !== null && (
          <Fact name={words.audit.run}>
            <RunLink runId={runId} className="block truncate py-1 font-mono text-sm">
              {runId}
            </RunLink>
          </Fact>
        )}
        {runId !== null && taskKey !== null && (
          <Fact name={words.audit.task}>
            <RunLink runId={runId} task={taskKey} className="block truncate py-1 font-mono text-sm">
              {taskKey}
            </RunLink>
          </Fact>
        )}
        <Fact name={words.audit.command}>
          <Mono text={commandId} copyLabel={words.audit.copyCommand} />
        </Fact>
        <Fact name={words.audit.hash}>
          {hash === null ? (
            <span className="text-failed">{words.audit.noHash}</span>
          ) : (
            <Mono text={hash} copyLabel={words.audit.copyHash} />
          )}
        </Fact>
        {hashBefore !== null && (
          <Fact name={words.audit.hashBefore}>
            <Mono text={hashBefore} copyLabel={words.audit.copyHash} />
          </Fact>
        )}
      </dl>
      {compaction !== null && <p className="text-muted">{words.audit.shortened(compaction)}</p>}
      {change !== null && <ChangeView change={change} onGoTo={onGoTo} />}
      <section className="min-w-0">
        <h3 className="mb-2 font-semibold">{words.audit.body}</h3>
        <JsonTree value={body} label={words.audit.body} />
      </section>
    </>
  )
}

function Mono({ text, copyLabel }: { text: string; copyLabel: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="min-w-0 truncate font-mono text-sm" title={text}>
        {text}
      </span>
      <CopyButton text={text} label={copyLabel} />
    </span>
  )
}

interface ChangeViewProps {
  readonly change: NonNullable<AuditDetail['change']>
  readonly onGoTo: (seq: number) => void
}

/** The same object before and after the entry. */
function ChangeView({ change: { before, after, beforeSeq }, onGoTo }: ChangeViewProps) {
  const blocks = diffOf(linesOf(before), linesOf(after))
  return (
    <section className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{words.audit.changed}</h3>
        {beforeSeq !== null && (
          <>
            <p className="tabular text-muted text-sm">{words.audit.changedSince(beforeSeq)}</p>
            <Button look="ghost" className="h-7 px-2 text-sm" onClick={() => onGoTo(beforeSeq)}>
              {words.audit.goTo(beforeSeq)}
            </Button>
          </>
        )}
      </div>
      <DiffText label={words.audit.changed} blocks={blocks} />
    </section>
  )
}

const linesOf = (value: unknown): string => JSON.stringify(value, null, 2)
