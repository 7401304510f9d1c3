import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { GitCompareArrows, Pause, Play, RotateCcw, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/run.ts'
import { useRpc } from '../../rpc/context.tsx'
import { failureOf } from '../../rpc/failure.ts'
import { newCommandId, useStartRun } from '../../rpc/use-start-run.ts'
import { Button } from '../../ui/button.tsx'
import { words } from '../../words/words.ts'
import { MergeButton } from './merge/merge-button.tsx'

const says = words.run.controls

/** What can be done to a run as it stands. */
export function RunControls({ run }: { run: RunView }) {
  const { id, status } = run
  if (isRunOver(status)) {
    return (
      <>
        <RetryFailed run={run} />
        <RunAgain runId={id} />
        <CompareLink run={run} />
        <MergeButton runId={id} taskKey={null} />
      </>
    )
  }
  if (status === 'stopping') {
    return (
      <Button look="danger" icon={Square} disabled>
        Stopping…
      </Button>
    )
  }
  return <Going run={run} />
}

function Going({ run }: { run: RunView }) {
  const [isAsking, setAsking] = useState(false)
  if (isAsking) return <StopRun runId={run.id} onKeep={() => setAsking(false)} />
  return (
    <>
      <PauseOrResume run={run} />
      <Button look="danger" icon={Square} onClick={() => setAsking(true)}>
        Stop
      </Button>
    </>
  )
}

function PauseOrResume({ run: { id, status } }: { run: RunView }) {
  const { orpc } = useRpc()
  const pausing = useMutation(orpc.runs.pause.mutationOptions())
  const resuming = useMutation(orpc.runs.resume.mutationOptions())
  const isPaused = status === 'paused'
  const { error } = isPaused ? resuming : pausing
  return (
    <>
      {error !== null && <Said>{failureOf(error).message}</Said>}
      {isPaused ? (
        <Button
          look="primary"
          icon={Play}
          disabled={resuming.isPending}
          onClick={() => resuming.mutate({ runId: id })}
        >
          Resume
        </Button>
      ) : (
        <Button
          icon={Pause}
          disabled={pausing.isPending}
          title="Start nothing more for now; what runs goes on to its end"
          onClick={() => pausing.mutate({ runId: id })}
        >
          Pause
        </Button>
      )}
    </>
  )
}

/** A stopped run cannot go on, so the first press only asks. */
function StopRun({ runId, onKeep }: { runId: string; onKeep: () => void }) {
  const { orpc } = useRpc()
  const cancel = useMutation(orpc.runs.cancel.mutationOptions())
  return (
    <>
      <Said>{cancel.isError ? failureOf(cancel.error).message : 'For good?'}</Said>
      <Button
        look="danger"
        icon={Square}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ runId })}
      >
        Stop the run
      </Button>
      <Button onClick={onKeep}>Keep going</Button>
    </>
  )
}

function Said({ children }: { children: string }) {
  return (
    <span role="alert" className="text-muted text-sm">
      {children}
    </span>
  )
}

/** What is done is not done again: its results are taken over. */
function RetryFailed({ run: { id, counts, goal, taskCount } }: { run: RunView }) {
  const start = useStartRun()
  const { done = 0 } = counts
  if (goal !== null || done === 0 || done === taskCount) return null
  return (
    <Button
      look="primary"
      icon={RotateCcw}
      title={says.retryFailedHint}
      disabled={start.isPending}
      onClick={() => start.mutate({ againRunId: id, redo: 'failed', commandId: newCommandId() })}
    >
      {says.retryFailed}
    </Button>
  )
}

function CompareLink({ run: { id } }: { run: RunView }) {
  return (
    <Link
      to="/compare"
      search={{ left: id }}
      className="inline-flex h-8 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-3 font-medium transition-colors hover:bg-hover"
    >
      <GitCompareArrows size={14} aria-hidden />
      {says.compareWith}
    </Link>
  )
}

function RunAgain({ runId }: { runId: string }) {
  const start = useStartRun()
  return (
    <Button
      icon={RotateCw}
      disabled={start.isPending}
      onClick={() => start.mutate({ againRunId: runId, commandId: newCommandId() })}
    >
      Run again
    </Button>
  )
}
