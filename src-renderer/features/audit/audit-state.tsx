import { clsx } from 'clsx'
import {
  Check,
  CircleHelp,
  Download,
  LoaderCircle,
  type LucideIcon,
  RotateCcw,
  ShieldAlert,
  ShieldCheck,
  X,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { ReplayVerdict, AuditState as State } from '#shared/contract/audit.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { usePagedExport } from '../../entities/files/paged-export.tsx'
import type { Client } from '../../rpc/client.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { formatClock } from '../../ui/text/format.ts'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import type { Checks } from './use-checks.ts'

interface AuditStateProps {
  readonly checks: Checks
  readonly onGoTo: (seq: number) => void
}

/** Integrity of the log, as far as it was checked. */
export function AuditState({ checks, onGoTo }: AuditStateProps) {
  const { state, progress, error, replayed } = checks
  return (
    <section aria-label={words.audit.verify} aria-live="polite" className="flex flex-col gap-2">
      <FailureNote error={error} />
      {progress !== null ? (
        <Progress checked={progress.checked} total={progress.total} onStop={checks.stop} />
      ) : state === undefined ? (
        error === null && <Skeleton lines={1} />
      ) : (
        <Verdict state={state} onGoTo={onGoTo} />
      )}
      {replayed !== undefined && <ReplayNote verdict={replayed} />}
    </section>
  )
}

function Progress({ checked, total, onStop }: { checked: number; total: number; onStop: () => void }) {
  return (
    <Strip icon={LoaderCircle} look="bg-running-soft text-running" isTurning>
      <p className="tabular min-w-0 flex-1 basis-48">{words.audit.checking(checked, total)}</p>
      <progress
        aria-label={words.audit.progress}
        value={checked}
        max={Math.max(1, total)}
        className="h-1.5 w-40 max-sm:w-full [&::-webkit-progress-bar]:rounded-full [&::-webkit-progress-bar]:bg-surface [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-running"
      />
      <Button onClick={onStop}>{words.audit.stop}</Button>
    </Strip>
  )
}

function Verdict({ state: { head, checked }, onGoTo }: { state: State; onGoTo: (seq: number) => void }) {
  if (checked === null) {
    return (
      <Strip icon={CircleHelp} look="bg-neutral-soft text-neutral">
        <p className="tabular min-w-0 flex-1 basis-48">{words.audit.notChecked(head.seq)}</p>
        <Head seq={head.seq} hash={head.hash} />
      </Strip>
    )
  }
  const { firstBad, entries, checkedAt } = checked
  if (firstBad !== null) {
    return (
      <Strip icon={ShieldAlert} look="bg-failed-soft text-failed">
        <div className="min-w-0 flex-1 basis-48">
          <p className="tabular font-semibold text-failed">{words.audit.damaged(firstBad.seq)}</p>
          <p className="tabular break-words">
            {firstBad.problem} {words.audit.rightUpTo(checked.head.seq)}
          </p>
        </div>
        <Button onClick={() => onGoTo(Math.max(1, Math.min(firstBad.seq, head.seq)))}>
          {words.audit.goTo(firstBad.seq)}
        </Button>
      </Strip>
    )
  }
  const since = head.seq - checked.head.seq
  return (
    <Strip icon={ShieldCheck} look="bg-done-soft text-done">
      <p className="tabular min-w-0 flex-1 basis-48">
        <span className="font-semibold text-done">{words.audit.whole(entries, formatClock(checkedAt))}</span>{' '}
        {since > 0 && words.audit.since(since)}
      </p>
      <Head seq={checked.head.seq} hash={checked.head.hash} />
    </Strip>
  )
}

function Head({ seq, hash }: { seq: number; hash: string }) {
  return (
    <p className="flex min-w-0 items-center gap-2 text-muted text-sm">
      <span className="tabular shrink-0">{words.audit.head(seq)}</span>
      <span className="min-w-0 truncate font-mono" title={hash}>
        {hash.slice(0, 16)}
      </span>
      <CopyButton text={`${seq} ${hash}`} label={words.audit.copyHead} />
    </p>
  )
}

interface StripProps {
  readonly icon: LucideIcon
  readonly look: string
  readonly isTurning?: boolean
  readonly children: ReactNode
}

function Strip({ icon: Icon, look, isTurning = false, children }: StripProps) {
  const [ground = '', ink = ''] = look.split(' ')
  return (
    <div className={`flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-3 py-1.5 ${ground}`}>
      <Icon size={18} aria-hidden className={`shrink-0 ${ink} ${isTurning ? 'turning' : ''}`} />
      {children}
    </div>
  )
}

/**
 * Result of a replay: whether the log reproduces the tables. Otherwise shows both versions of the first different row.
 */
function ReplayNote({ verdict: { equal, events, rows, difference } }: { verdict: ReplayVerdict }) {
  const Icon = equal ? Check : X
  return (
    <div className={clsx('rounded-lg px-3 py-2', equal ? 'bg-done-soft' : 'bg-failed-soft')}>
      <p className="tabular flex items-center gap-2 font-medium">
        <Icon size={16} aria-hidden className={equal ? 'text-done' : 'text-failed'} />
        {difference === null
          ? words.audit.replayEqual(events, rows)
          : words.audit.replayDiffers(difference.table)}
      </p>
      {difference !== null && (
        <div className="mt-2 grid gap-3 md:grid-cols-2">
          <Side title={words.audit.replayStored} text={difference.stored} />
          <Side title={words.audit.replayMade} text={difference.replayed} />
        </div>
      )}
    </div>
  )
}

function Side({ title, text }: { title: string; text: string | null }) {
  return (
    <div className="min-w-0">
      <p className="mb-1 text-sm">{title}</p>
      <MonoBox text={text ?? words.audit.noRow} copyLabel={words.common.copy} isWrapped />
    </div>
  )
}

/** Actions for the complete log. */
export function AuditActions({ checks }: { checks: Checks }) {
  const { client } = useRpc()
  const { progress, start } = usePagedExport(words.audit)
  const save = () => void start(() => openLog(client))
  useCommands([
    {
      id: 'audit.export',
      title: words.audit.export,
      category: words.audit.category,
      icon: Download,
      run: save,
    },
  ])
  return (
    <>
      {progress || (
        <Button icon={Download} onClick={save}>
          {words.audit.export}
        </Button>
      )}
      <Button icon={RotateCcw} disabled={checks.isReplaying} onClick={checks.replay}>
        {checks.isReplaying ? words.audit.replaying : words.audit.replay}
      </Button>
      <Button look="primary" icon={ShieldCheck} disabled={checks.progress !== null} onClick={checks.verify}>
        {checks.state?.checked == null ? words.audit.verify : words.audit.verifyAgain}
      </Button>
    </>
  )
}

/** Export of the complete log: the head in the first line, then each entry as stored. */
async function openLog(client: Client) {
  const { head, checked } = await client.audit.getState()
  return {
    name: `switchyard-log-${head.seq}.jsonl`,
    mediaType: 'application/jsonl',
    head: `${JSON.stringify({ head, checked })}\n`,
    pages: readLines(client, head.seq),
  }
}

async function* readLines(client: Client, last: number) {
  for (let after: number | null = 0; after !== null && after < last; ) {
    const page: { lines: string[]; next: number | null } = await client.audit.exportEntries({
      after,
      limit: Math.min(1000, last - after),
    })
    yield page.lines.map((line) => `${line}\n`)
    after = page.next
  }
}
