import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { progressOf } from '../../../entities/runs/progress.ts'
import { useRun } from '../../../stores/run-context.tsx'
import { useNow } from '../../../ui/hooks/use-now.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { Ago, Elapsed } from '../../../ui/text/time.tsx'
import { locale, words } from '../../../words/words.ts'
import { countLeaves } from '../leaves.ts'
import { useProgress } from '../run-reads.ts'
import { RunMoney } from './run-money.tsx'
import { leftAfter, percentOf, sayLeft } from './time-left.ts'

const says = words.run.header

/** How far the run is, how long it took and takes, and what it costs. */
export function RunNumbers({ run }: { readonly run: RunView }) {
  const tasks = useRun((state) => state.tasks)
  const { running, failed } = useMemo(() => countLeaves(tasks), [tasks])
  const { data: progress } = useProgress(run.id)
  const isOver = isRunOver(run.status)
  const end = run.endedAt === null && isOver ? run.createdAt : run.endedAt
  const now = useNow({ isMoving: running > 0, stepMs: 15_000 })
  const left = progress?.left ?? null
  const elapsedMs = running > 0 && progress !== undefined ? Math.max(0, now - progress.at) : 0
  const said = left === null || isOver ? null : sayLeft(leftAfter(left, elapsedMs))
  return (
    <div className="mt-2.5 flex min-h-6 flex-wrap items-center gap-x-5 gap-y-1.5 text-muted">
      <Progress run={run} running={running} failed={failed} work={isOver ? null : (progress?.work ?? null)} />
      {running > 0 && <span className="text-running">{says.running(running)}</span>}
      {failed > 0 && <span className="text-failed">{says.failed(failed)}</span>}
      <span title={isOver ? says.took : says.takes}>
        <Elapsed from={run.createdAt} to={end} />
      </span>
      {said !== null && <span title={said.hint}>{said.text}</span>}
      <RunMoney run={run} />
      <span className={isOver ? 'max-md:hidden' : 'max-lg:hidden'}>
        {says.started} <Ago at={run.createdAt} />
      </span>
      <span className="max-xl:hidden">{says.atOnce(run.parallelLimit)}</span>
      {run.planId !== null && (
        <Link
          to="/plans/$planId"
          params={{ planId: run.planId }}
          search={{}}
          className="flex min-h-6 items-center font-medium text-accent hover:underline max-lg:hidden"
        >
          {says.plan(run.planVersion)}
        </Link>
      )}
    </div>
  )
}

interface ProgressProps {
  readonly run: RunView
  readonly running: number
  readonly failed: number
  readonly work: Parameters<typeof percentOf>[0] | null
}

/** The tasks are counted; the bar weighs them while the run goes on. Where there is nothing to weigh it counts as well. */
function Progress({ run, running, failed, work }: ProgressProps) {
  const { total, done } = progressOf(run)
  const percent = work === null ? null : percentOf(work)
  const parts =
    work === null || percent === null
      ? { total, done, failed, running }
      : {
          total: work.doneMs + work.failedMs + work.runningMs + work.openMs,
          ...{ done: work.doneMs, failed: work.failedMs, running: work.runningMs },
        }
  return (
    <div
      className="flex w-full max-w-96 items-center gap-3 sm:w-auto sm:min-w-48 sm:flex-1"
      title={percent === null ? undefined : says.weighedHint(percent)}
    >
      <ProgressBar
        label={says.progress}
        {...(percent !== null && { said: says.weighed(done, total, percent) })}
        {...parts}
      />
      <span className="tabular shrink-0 font-medium text-ink">
        {done.toLocaleString(locale)}/{total.toLocaleString(locale)}
      </span>
      {percent !== null && <span className="tabular shrink-0 max-lg:hidden">{percent}%</span>}
    </div>
  )
}
