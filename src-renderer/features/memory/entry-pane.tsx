import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, GitCompare, Pin, Tags, X } from 'lucide-react'
import { useState } from 'react'
import { type MemoryEntry, pinnedTag } from '#shared/model/memory.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRunView } from '../../entities/runs/use-run-view.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { FormDialog } from '../../ui/controls/form-dialog.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { TokenField } from '../../ui/controls/token-field.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfRun } from '../../ui/status-looks.ts'
import { DiffText } from '../../ui/text/diff-text.tsx'
import { Fact } from '../../ui/text/fact.tsx'
import { formatInstant } from '../../ui/text/format.ts'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { diffOf } from '../../ui/text/line-diff.ts'
import { showToast } from '../../ui/toast.tsx'
import { readBuildLog } from './build-log.ts'
import { keeperOf } from './memory-owner.ts'
import { firstLineOf, ReadView } from './read-view.tsx'

interface EntryPaneProps {
  readonly id: string
  /** Entry to compare with. Equal to `id`: not chosen yet. Null: no comparison. */
  readonly against: string | null
  readonly onClose: () => void
  readonly onAgainst: (id: string | null) => void
}

/** The open entry, beside the list, or over the list if there is no room. */
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

/** Pins an entry or changes its tags. The content never changes. */
function EntryTags({ entry: { id, tags } }: { entry: MemoryEntry }) {
  const { orpc } = useRpc()
  const [draft, setDraft] = useState<readonly string[] | null>(null)
  const tagging = useMutation(orpc.memory.tag.mutationOptions({ onSuccess: () => setDraft(null) }))
  const isPinned = tags.includes(pinnedTag)
  const set = (next: readonly string[]) => tagging.mutate({ memoryId: id, tags: [...next] })
  const pin = () => {
    set(isPinned ? tags.filter((tag) => tag !== pinnedTag) : [...tags, pinnedTag])
    if (isPinned) showToast({ title: words.memory.unpinned, undo: () => set(tags) })
  }
  return (
    <>
      <IconButton
        label={isPinned ? words.memory.unpin : words.memory.pin}
        icon={Pin}
        aria-pressed={isPinned}
        disabled={tagging.isPending}
        className={isPinned ? 'bg-accent-soft text-accent' : ''}
        onClick={pin}
      />
      <IconButton label={words.memory.changeTags} icon={Tags} onClick={() => setDraft(tags)} />
      {draft !== null && (
        <FormDialog
          isOpen
          title={words.memory.changeTags}
          about={words.memory.changeTagsAbout}
          submit={words.memory.keepTags}
          isBusy={tagging.isPending}
          error={tagging.error}
          onSubmit={() => set(draft)}
          onClose={() => setDraft(null)}
        >
          <TokenField label={words.memory.tags} of={words.memory.tag} tokens={draft} onChange={setDraft} />
        </FormDialog>
      )}
    </>
  )
}

/** Line diff of two entries, the older one first. */
function CompareView({ entry, against }: { entry: MemoryEntry; against: string }) {
  const { orpc } = useRpc()
  const other = useQuery(orpc.log.getMemory.queryOptions({ input: { memoryId: against } }))
  if (against === entry.id) return <p className="text-muted">{words.memory.compareChoose}</p>
  if (other.isError || other.data === undefined) return <Unfetched query={other} lines={4} />
  const [older, newer] =
    other.data.createdAt <= entry.createdAt ? [other.data, entry] : ([entry, other.data] as const)
  const [before, after] = [linesOf(older), linesOf(newer)]
  return (
    <section aria-labelledby="memory-compare" className="flex min-w-0 flex-col gap-3">
      <h3 id="memory-compare" className="font-semibold">
        {words.memory.compareTitle}
      </h3>
      <ul className="flex flex-col gap-1">
        <Side sign="−" word={words.memory.older} entry={older} />
        <Side sign="+" word={words.memory.newer} entry={newer} />
      </ul>
      {before === after ? (
        <p className="text-muted">{words.memory.compareSame}</p>
      ) : (
        <DiffText label={words.memory.compareTitle} blocks={diffOf(before, after)} isTall />
      )}
    </section>
  )
}

function Side({ sign, word, entry }: { sign: string; word: string; entry: MemoryEntry }) {
  return (
    <li className="flex min-w-0 gap-2">
      <span aria-hidden className="w-3 shrink-0 text-center font-mono text-muted">
        {sign}
      </span>
      <span className="min-w-0 break-words">
        <span className="text-muted">{word}: </span>
        {readBuildLog(entry)?.plan_id ?? entry.taskId}, {formatInstant(entry.createdAt)}
      </span>
    </li>
  )
}

/** Text to compare: text content unchanged, otherwise the entry as JSON without ids and times, which always differ. */
const linesOf = ({ type, content, tags, status, agentId, projectId }: MemoryEntry): string =>
  typeof content === 'string'
    ? content
    : JSON.stringify({ type, status, agentId, projectId, tags, content }, null, 2)

/** The origin of an entry: run, task and event, each as a link. */
function Provenance({ entry }: { entry: MemoryEntry }) {
  const { runId, taskKey, eventSeq } = entry
  const run = useRunView(runId)
  const nameOf = useAgentNames()
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(160px,1fr))] gap-x-4 gap-y-3">
      <Fact isStacked name={words.memory.written}>
        {formatInstant(entry.createdAt)}
      </Fact>
      <Fact isStacked name={words.memory.writtenBy}>
        <span title={entry.agentId}>{keeperOf(entry.agentId, nameOf)}</span>
      </Fact>
      <Fact isStacked name={words.memory.project}>
        {entry.projectId ?? words.memory.none}
      </Fact>
      {runId !== null && (
        <Fact isStacked name={words.memory.run}>
          <RunLink runId={runId}>{run?.title ?? runId}</RunLink>
        </Fact>
      )}
      {run !== undefined && (
        <Fact isStacked name={words.memory.runNow}>
          <StatusBadge status={statusOfRun(run)} isInherited />
          {run.isSimulated && <SimulationMark />}
        </Fact>
      )}
      {runId !== null && taskKey !== null && (
        <Fact isStacked name={words.memory.task}>
          <RunLink runId={runId} task={taskKey} className="font-mono text-sm">
            {taskKey}
          </RunLink>
        </Fact>
      )}
      <Fact isStacked name={words.memory.statusThen}>
        {words.memory.statusName(entry.status)}
      </Fact>
      {eventSeq !== null && (
        <Fact isStacked name={words.memory.event}>
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
