import { useMutation } from '@tanstack/react-query'
import { GitCompareArrows, Pause, Play, RotateCcw, RotateCw, Square } from 'lucide-react'
import { useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { ButtonLink } from '../../../ui/controls/button-link.tsx'
import { MergeButton } from '../merge/merge-dialog.tsx'
import { canTakeOver } from '../task/allowed-actions.ts'

const says = words.run.header
const { category } = words.run

export function RunControls({ run }: { run: RunView }) {
  const { id, status } = run
  if (isRunOver(status)) {
    return (
      <>
        <Again run={run} />
        <ButtonLink to="/compare" search={{ left: id }} icon={GitCompareArrows}>
          {words.run.controls.compareWith}
        </ButtonLink>
        <MergeButton runId={id} taskKey={null} />
      </>
    )
  }
  if (status === 'stopping') {
    return (
      <Button look="danger" icon={Square} disabled>
        {says.stopping}
      </Button>
    )
  }
  return <Going run={run} />
}

function Going({ run }: { run: RunView }) {
  const [isAsking, setAsking] = useState(false)
  useCommands([
    { id: 'run.stop', title: says.commands.stop, category, icon: Square, run: () => setAsking(true) },
  ])
  if (isAsking) return <StopRun runId={run.id} onKeep={() => setAsking(false)} />
  return (
    <>
      <PauseOrResume run={run} />
      <Button look="danger" icon={Square} onClick={() => setAsking(true)}>
        {says.stop}
      </Button>
    </>
  )
}

function PauseOrResume({ run: { id, status } }: { run: RunView }) {
  const { orpc } = useRpc()
  const pausing = useMutation(orpc.runs.pause.mutationOptions())
  const resuming = useMutation(orpc.runs.resume.mutationOptions())
  const isPaused = status === 'paused'
  const turning = isPaused ? resuming : pausing
  const icon = isPaused ? Play : Pause
  const turn = () => turning.mutate({ runId: id })
  useCommands([
    {
      id: isPaused ? 'run.resume' : 'run.pause',
      title: isPaused ? says.commands.resume : says.commands.pause,
      ...{ category, icon, run: turn },
    },
  ])
  return (
    <>
      {turning.error !== null && <Said>{failureOf(turning.error).message}</Said>}
      <Button
        icon={icon}
        disabled={turning.isPending}
        onClick={turn}
        {...(isPaused ? { look: 'primary' } : { title: says.pauseHint })}
      >
        {isPaused ? says.resume : says.pause}
      </Button>
    </>
  )
}

/** A stopped run cannot be resumed, so the stop is confirmed first. */
function StopRun({ runId, onKeep }: { runId: string; onKeep: () => void }) {
  const { orpc } = useRpc()
  const cancel = useMutation(orpc.runs.cancel.mutationOptions())
  return (
    <>
      <Said>{cancel.isError ? failureOf(cancel.error).message : says.stopForGood}</Said>
      <Button
        look="danger"
        icon={Square}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ runId })}
      >
        {says.stopRun}
      </Button>
      <Button onClick={onKeep}>{says.keepGoing}</Button>
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

/**
 * Starts a new run of the entire plan, or of the tasks that are not done. The second reuses the results of the done
 * tasks.
 */
function Again({ run }: { run: RunView }) {
  const { id: againRunId, counts } = run
  const start = useStartRun()
  const { done = 0, failed = 0, cancelled = 0 } = counts
  const again = () => start.mutate({ againRunId })
  const retry = () => start.mutate({ againRunId, redo: 'failed' })
  const canRetry = canTakeOver(run) && done > 0 && failed + cancelled > 0
  useCommands([
    { id: 'run.again', title: says.commands.again, category, icon: RotateCw, run: again },
    ...(canRetry
      ? [{ id: 'run.retryFailed', title: says.commands.retryFailed, category, icon: RotateCcw, run: retry }]
      : []),
  ])
  return (
    <>
      {start.isError && <Said>{failureOf(start.error).message}</Said>}
      {canRetry && (
        <Button
          look="primary"
          icon={RotateCcw}
          title={words.run.controls.retryFailedHint}
          disabled={start.isPending}
          onClick={retry}
        >
          {words.run.controls.retryFailed}
        </Button>
      )}
      <Button icon={RotateCw} disabled={start.isPending} onClick={again}>
        {says.again}
      </Button>
    </>
  )
}
