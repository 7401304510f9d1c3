import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import type { TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { nameOfPerson } from '../../../entities/approvals/answer/signature.ts'
import { heldAnswers } from '../../../entities/approvals/held/held-answers.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useRun } from '../../../stores/run-context.tsx'
import { Button } from '../../../ui/controls/button.tsx'
import { FailureNote } from '../../../ui/notes.tsx'
import { firstLine } from '../../../ui/text/first-line.ts'
import { listRejected } from '../followed-task.ts'
import { useSummary, useWhy } from '../run-reads.ts'
import { useTaskDetail } from '../task/task-panel.tsx'
import { kindsOfCause, WhyStrip } from '../why/why-strip.tsx'
import { GapList, Strip } from './strip.tsx'
import { listStuck, type StuckKind, stuckKinds, stuckLooks, withoutAnswered } from './stuck-tasks.ts'

const says = words.run.strips

interface StripsProps {
  readonly run: RunView
  /** True: all causes and actions are shown. */
  readonly isWhyOpen: boolean
  readonly onWhy: (isOpen: boolean) => void
}

/** Strips of a run: blockers and failures, each shown once, with links. */
export function Strips({ run, isWhyOpen, onWhy }: StripsProps) {
  const tasks = useRun((state) => state.tasks)
  const { stuck: all, rejected, failed } = useMemo(() => sortOut(tasks), [tasks])
  const answered = useStore(heldAnswers)
  const stuck = withoutAnswered(all, answered)
  const isAnswered = all.waiting.length > 0 && stuck.waiting.length === 0
  const isStanding = run.status === 'waiting' || run.status === 'paused'
  const why = useWhy(run, isWhyOpen || isStanding)
  const isExplained =
    why.data !== undefined && (isWhyOpen || (isStanding && !isAnswered && isNews(why.data.roots)))
  const told = isExplained ? kindsOfCause(why.data, stuck) : []
  const [firstRejected] = rejected
  const [firstFailed] = failed
  const isEnding = run.status === 'cancelled' || run.status === 'stopping'
  const untold = stuckKinds.filter(
    (kind) => stuck[kind].length > 0 && !told.includes(kind) && !(kind === 'unassigned' && isEnding),
  )
  return (
    <>
      {why.isError && (isWhyOpen || isStanding) && !isRunOver(run.status) && (
        <div className="px-6 py-2.5">
          <FailureNote error={why.error} onRetry={() => void why.refetch()} />
        </div>
      )}
      {isExplained && <WhyStrip {...{ run, stuck }} why={why.data} isOpen={isWhyOpen} onOpen={onWhy} />}
      {untold.map((kind) => {
        const tasks = stuck[kind]
        const { title, ...look } = stuckLooks[kind]
        return (
          <Strip key={kind} {...{ ...look, tasks }} title={title(tasks.length)}>
            {reasonOf(kind, tasks[0])}
          </Strip>
        )
      })}
      {run.outcome === 'succeeded_with_gaps' && (run.gapCount ?? 0) > 0 && (
        <GapsStrip key={run.id} run={run} />
      )}
      {firstRejected !== undefined && <RejectedStrip first={firstRejected} tasks={rejected} />}
      {firstFailed !== undefined && <FailedStrip first={firstFailed} tasks={failed} />}
    </>
  )
}

/** A pause is not news: the header already shows it, with a Resume button. */
const isNews = (roots: readonly { readonly kind: string }[]): boolean =>
  roots.some(({ kind }) => kind !== 'paused')

function sortOut(tasks: ReadonlyMap<string, TaskView>) {
  const all = [...tasks.values()].filter(({ kind }) => kind === 'task')
  return {
    stuck: listStuck(all),
    rejected: listRejected(tasks),
    failed: all.filter(({ status }) => status === 'failed'),
  }
}

/** Reason why the first task is stuck; undefined for an approval, which explains itself. */
function reasonOf(kind: StuckKind, task: TaskView | undefined): string | undefined {
  if (kind === 'waiting' || task === undefined) return undefined
  const { reason, requiredSkills } = task
  if (kind === 'held') return reason?.message
  const why = reason?.code === 'no_agent' ? reason.message : says.noSkills(requiredSkills.join(', '))
  return `${why} ${says.addAgent}`
}

/** Rejected tasks, with the person and reason of the first. */
function RejectedStrip({ first, tasks }: { first: TaskView; tasks: readonly TaskView[] }) {
  const { orpc } = useRpc()
  const { approvalId } = first
  const { data } = useQuery(
    orpc.runs.getApproval.queryOptions({
      input: { approvalId: approvalId ?? '' },
      enabled: approvalId !== null,
    }),
  )
  const approval = data?.approval
  const by = approval?.answeredBy ?? null
  return (
    <Strip
      label={says.rejected}
      status="rejected"
      title={by === null ? says.rejectedTitle : says.rejectedBy(nameOfPerson(by))}
      tasks={tasks}
    >
      {approval === undefined ? undefined : approval.note === null ? says.noReason : says.note(approval.note)}
    </Strip>
  )
}

/** Gaps of a run that succeeded with gaps. */
function GapsStrip({ run }: { run: RunView }) {
  const [isOpen, setOpen] = useState(false)
  const { data } = useSummary(run.id)
  const gaps = data?.gaps ?? []
  const gapCount = run.gapCount ?? 0
  return (
    <Strip
      label={words.run.gaps.label}
      status="succeeded_with_gaps"
      title={words.run.gaps.title(gapCount)}
      tasks={[]}
      actions={
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? words.run.gaps.hide : words.run.gaps.show}
        </Button>
      }
      details={isOpen ? <GapList gaps={gaps} more={gapCount - gaps.length} /> : undefined}
    />
  )
}

/** Failed tasks, with the reason of the first. */
function FailedStrip({ first, tasks }: { first: TaskView; tasks: readonly TaskView[] }) {
  const { data } = useTaskDetail(first.runId, first)
  const failure = data?.attempts.at(-1)?.failure ?? null
  return (
    <Strip
      label={words.run.strips.failed}
      status="failed"
      title={words.run.failure.title(tasks.length)}
      tasks={tasks}
    >
      {failure === null
        ? undefined
        : `${words.run.failure.reasons[failure.reason].word}: ${firstLine(failure.message)}`}
    </Strip>
  )
}
