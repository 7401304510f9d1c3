import { Check, Clock, X } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunSummary, SummaryGate } from '#shared/contract/runs/run-summary.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { nameOfPerson } from '../../../entities/approvals/answer/signature.ts'
import { endingOf } from '../../../entities/approvals/closed-approval.tsx'
import { iconOfFile } from '../../../entities/files/file-kind.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { TextButton } from '../../../ui/controls/button.tsx'
import { Fetched, Unfetched } from '../../../ui/fetched.tsx'
import { Skeleton } from '../../../ui/notes.tsx'
import { groundOf } from '../../../ui/status-badge.tsx'
import { firstLine } from '../../../ui/text/first-line.ts'
import { formatBytes, formatDuration, formatInstant } from '../../../ui/text/format.ts'
import { visible } from '../../../ui/visible-characters.ts'
import { Unfinished, useGoalOutcome } from '../goal/goal-line.tsx'
import { shareOf } from '../path/path-list.tsx'
import { useCriticalPath, useFiles, useSummary } from '../run-reads.ts'
import { GapList } from '../strips/strip.tsx'
import { FailureText } from '../task/checks.tsx'
import { TaskLink } from '../task/task-link.tsx'
import { AgentTable, PhaseTable, SummaryTiles } from './summary-tiles.tsx'

interface SummaryViewProps {
  readonly run: RunView
  readonly onFile: (name: string | null) => void
  readonly onPath: () => void
}

const says = words.run.summary

export function SummaryView({ run, onFile, onPath }: SummaryViewProps) {
  const read = useSummary(run.id)
  const outcome = useGoalOutcome(run)
  return (
    <Fetched query={read} lines={6} className="p-6">
      {(summary) => (
        <section
          aria-label={says.label}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key
          tabIndex={0}
          className="@container h-full overflow-auto px-4 py-5 outline-offset-[-2px] sm:px-6"
        >
          <div className="mx-auto flex max-w-6xl flex-col gap-6">
            {summary.to === null && <p className="text-muted">{says.soFar}</p>}
            <SummaryTiles run={run} summary={summary} />
            {summary.gaps.length > 0 && (
              <Part title={words.run.gaps.label}>
                <GapList
                  gaps={summary.gaps}
                  more={(summary.gapCount ?? 0) - summary.gaps.length}
                  onFile={onFile}
                />
              </Part>
            )}
            {outcome !== undefined && run.goal !== null && (
              <Part title={says.goal}>
                <p>{outcome.summary}</p>
                <Unfinished outcome={outcome} />
              </Part>
            )}
            <div className="grid @3xl:grid-cols-2 grid-cols-1 items-start gap-6">
              <Part title={says.firstFailure}>
                <FirstFailure failure={summary.firstFailure} />
              </Part>
              <Part title={says.slowest}>
                <SlowestTasks runId={run.id} onPath={onPath} />
              </Part>
            </div>
            {summary.byPhase.length > 0 && (
              <Part title={says.byPhase}>
                <PhaseTable shares={summary.byPhase} />
              </Part>
            )}
            {summary.byAgent.length > 0 && (
              <Part title={says.byAgent}>
                <AgentTable shares={summary.byAgent} />
              </Part>
            )}
            <div className="grid @3xl:grid-cols-2 grid-cols-1 items-start gap-6">
              <Part title={says.gates}>
                <GateList gates={summary.gates} at={summary.at} />
              </Part>
              <Part title={says.files}>
                <MadeFiles run={run} onFile={onFile} />
              </Part>
            </div>
          </div>
        </section>
      )}
    </Fetched>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  )
}

/** The first failed attempt, even if a retry succeeded: later failures often follow from it. */
function FirstFailure({ failure }: { failure: RunSummary['firstFailure'] }) {
  const task = useTask(failure?.taskKey ?? '')
  const nameOf = useAgentNames()
  if (failure === null) return <p className="text-muted">{says.nothingFailed}</p>
  const { taskKey, attempt, agentId, at, failure: why } = failure
  return (
    <div className={`flex flex-col gap-1 rounded-lg p-3 ${groundOf('failed')}`}>
      <TaskLink taskKey={taskKey} />
      <p className="text-muted text-sm">
        {words.run.failure.reasons[why.reason].word} · {says.failedAt(attempt, nameOf(agentId))} ·{' '}
        {formatInstant(at)}
      </p>
      <FailureText failure={why} checks={task?.doneWhen ?? []} />
    </div>
  )
}

/** Approvals of the run with their answers and waiting times. */
function GateList({ gates, at }: { gates: readonly SummaryGate[]; at: number }) {
  if (gates.length === 0) return <p className="text-muted">{says.noGates}</p>
  return (
    <ul className="flex max-h-96 flex-col divide-y divide-line overflow-auto rounded-md border border-line">
      {gates.map((gate) => (
        <li key={gate.approvalId} className="flex flex-col gap-1 px-3 py-2">
          <p className="break-words">{visible(firstLine(gate.question))}</p>
          <p className="flex flex-wrap items-center gap-x-1.5 text-muted text-sm">
            <Ending gate={gate} at={at} />
          </p>
          {gate.note !== null && <p className="break-words text-muted text-sm">“{gate.note}”</p>}
          <div className="text-sm">
            <TaskLink taskKey={gate.taskKey} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Ending({ gate, at }: { readonly gate: SummaryGate; readonly at: number }) {
  const { answer, closed, answeredBy, postedAt, answeredAt } = gate
  const isOpen = answeredAt === null && closed === null
  const took = formatDuration((answeredAt ?? at) - postedAt)
  const Icon = isOpen ? Clock : answer === null || answer === 'reject' || answer === 'fail' ? X : Check
  return (
    <>
      <Icon size={14} aria-hidden className="shrink-0" />
      <span className="font-medium text-ink">{isOpen ? says.open : endingOf(gate)}</span>
      {answeredBy !== null && <span>{words.inbox.ended.by(nameOfPerson(answeredBy))}</span>}
      <span>{isOpen ? says.since(took) : says.after(took)}</span>
    </>
  )
}

const shownFiles = 10

interface MadeFilesProps {
  readonly run: RunView
  /** Null: show all files. */
  readonly onFile: (name: string | null) => void
}

function MadeFiles({ run, onFile }: MadeFilesProps) {
  const read = useFiles(run.id, null)
  if (read.isError || read.data === undefined) return <Unfetched query={read} lines={3} />
  const files = read.data
  if (files.length === 0) return <p className="text-muted">{says.noFiles}</p>
  return (
    <>
      <ul className="flex flex-col">
        {files.slice(0, shownFiles).map((file) => {
          const Icon = iconOfFile(file)
          return (
            <li key={file.name}>
              <button
                type="button"
                onClick={() => onFile(file.name)}
                className="group flex min-h-7 w-full items-center gap-2 rounded-md text-start"
              >
                <Icon size={14} aria-hidden className="shrink-0 text-muted" />
                <span
                  className="min-w-0 truncate group-hover:text-accent group-hover:underline"
                  title={file.name}
                >
                  {file.name}
                </span>
                <span className="tabular ms-auto shrink-0 text-muted text-sm">{formatBytes(file.size)}</span>
              </button>
            </li>
          )
        })}
      </ul>
      {files.length > shownFiles && (
        <TextButton onClick={() => onFile(null)}>{says.allFiles(files.length)}</TextButton>
      )}
    </>
  )
}

const shown = 3

/** The slowest tasks on the critical path: the run gets faster only if these do. */
function SlowestTasks({ runId, onPath }: { runId: string; onPath: () => void }) {
  const { data: path } = useCriticalPath(runId)
  if (path === undefined) return <Skeleton lines={3} />
  const slowest = path.steps.toSorted((one, other) => other.ms - one.ms).slice(0, shown)
  if (slowest.length === 0) return <p className="text-muted">{words.run.path.none}</p>
  return (
    <>
      <ol className="flex flex-col gap-1.5">
        {slowest.map((step) => (
          <li key={step.taskKey} className="flex items-center justify-between gap-4">
            <TaskLink taskKey={step.taskKey} />
            <span className="tabular shrink-0 text-muted text-sm">
              {step.basis === 'actual' ? '' : '~'}
              {formatDuration(step.ms)} · {shareOf(step, path.totalMs)}
            </span>
          </li>
        ))}
      </ol>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 text-muted text-sm">
        {says.wholePath(formatDuration(path.totalMs), path.steps.length)}
        <TextButton onClick={onPath}>{says.showPath}</TextButton>
      </p>
    </>
  )
}
