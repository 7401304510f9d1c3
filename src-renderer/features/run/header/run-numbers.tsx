import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { Coins } from 'lucide-react'
import { useState } from 'react'
import type { CapView } from '#shared/contract/ledger.ts'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { locale, words } from '#shared/words/words.ts'
import { useCommands } from '../../../commands/use-commands.ts'
import { writeAmount } from '../../../entities/money/amount.ts'
import { amountOf, CapBar, nameOfCap } from '../../../entities/money/cap-bar.tsx'
import { CapDialog } from '../../../entities/money/cap-dialog.tsx'
import { stateOfCap } from '../../../entities/money/cap-state.ts'
import { progressOf } from '../../../entities/runs/progress.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { useNow } from '../../../ui/hooks/use-now.ts'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { Ago, Elapsed } from '../../../ui/text/time.tsx'
import { useProgress } from '../run-reads.ts'
import { listShown, ownAccount } from './caps-of-run.ts'
import { describeTimeLeft, leftAfter, percentOf } from './time-left.ts'

const says = words.run.header

/** Progress, elapsed and remaining time, and cost of the run. */
export function RunNumbers({ run }: { readonly run: RunView }) {
  const counted = progressOf(run)
  const { running, failed } = counted
  const { data: progress } = useProgress(run.id)
  const isOver = isRunOver(run.status)
  const end = run.endedAt === null && isOver ? run.createdAt : run.endedAt
  const now = useNow({ isMoving: running > 0, stepMs: 15_000 })
  const left = progress?.left ?? null
  const elapsedMs = running > 0 && progress !== undefined ? Math.max(0, now - progress.at) : 0
  const said = left === null || isOver ? null : describeTimeLeft(leftAfter(left, elapsedMs))
  return (
    <div className="mt-2.5 flex min-h-6 flex-wrap items-center gap-x-5 gap-y-1.5 text-muted">
      <Progress counted={counted} work={isOver ? null : (progress?.work ?? null)} />
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
  readonly counted: ReturnType<typeof progressOf>
  readonly work: Parameters<typeof percentOf>[0] | null
}

/**
 * The label counts tasks; the bar weighs them by duration while the run is open. Without durations the bar counts
 * tasks too.
 */
function Progress({ counted, work }: ProgressProps) {
  const { total, done } = counted
  const percent = work === null ? null : percentOf(work)
  const parts =
    work === null || percent === null
      ? counted
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

/** Cost of the run against its cap, and other caps that are nearly used up. Clicking an amount edits its cap. */
function RunMoney({ run }: { readonly run: RunView }) {
  const { orpc } = useRpc()
  const { data = [] } = useQuery(orpc.budgets.listOfRun.queryOptions({ input: { runId: run.id } }))
  const [edited, setEdited] = useState<CapView | null>(null)
  const isOver = isRunOver(run.status)
  const own = ownAccount(run, data)
  useCommands([
    {
      id: 'run.cap',
      title: words.run.header.commands.cap,
      category: words.run.category,
      icon: Coins,
      disabled: isOver ? words.run.header.commands.over : null,
      run: () => setEdited(own),
    },
  ])
  return (
    <>
      {listShown(run, data).map((cap) =>
        isOver ? (
          <span key={cap.key} className="tabular">
            {textOf(cap)}
          </span>
        ) : (
          <CapButton key={cap.key} cap={cap} isOwn={cap.key === own.key} onPress={() => setEdited(cap)} />
        ),
      )}
      {edited !== null && <CapDialog cap={edited} onClose={() => setEdited(null)} />}
    </>
  )
}

const textOf = (cap: CapView): string =>
  cap.capMinor === null
    ? says.money.spent(amountOf(cap.settledMinor, cap))
    : says.money.of(writeAmount(cap.settledMinor), amountOf(cap.capMinor, cap))

function CapButton({ cap, isOwn, onPress }: { cap: CapView; isOwn: boolean; onPress: () => void }) {
  const { name } = stateOfCap(cap)
  const isTight = name !== 'none' && name !== 'fine'
  const does =
    cap.capMinor === null ? words.money.setCapOf(nameOfCap(cap)) : says.money.change(nameOfCap(cap))
  const held = cap.reservedMinor > 0 ? `. ${says.money.held(amountOf(cap.reservedMinor, cap))}` : ''
  return (
    <button
      type="button"
      onClick={onPress}
      title={`${does}${held}`}
      className={clsx(
        'tabular -mx-1.5 inline-flex h-6 items-center gap-2 rounded-md px-1.5 transition-colors hover:bg-hover',
        isTight ? 'text-warning' : 'text-muted hover:text-ink',
      )}
    >
      <Coins size={14} aria-hidden className="shrink-0" />
      {isOwn ? textOf(cap) : says.money.tight(nameOfCap(cap), amountOf(cap.leftMinor, cap))}
      {cap.capMinor !== null && (
        <span className="w-12 max-sm:hidden">
          <CapBar cap={cap} />
        </span>
      )}
    </button>
  )
}
